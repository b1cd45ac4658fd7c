import { blocking, InvalidStateError } from "../../concurrent/index.ts";
import { isTyphoonWorker, SyncThread } from "../../concurrent/internal.ts";
import { HTTPHeaders } from "../httputil/index.ts";
import type { FetchOptions, HTTPClientOptions, RaiseOptions } from "./client-options.ts";
import { errorOfCode } from "./errors.ts";
import { HTTPRequest } from "./http-request.ts";
import { HTTPClientError, HTTPResponse } from "./http-response.ts";
import { SimpleAsyncHTTPClient } from "./simple-async-http-client.ts";

/** A request or response in plain values: class instances do not survive the way between threads. */
interface PlainRequest {
  readonly url: string;
  readonly options: FetchOptions;
  readonly clientOptions: HTTPClientOptions;
}

type PlainResponse = Pick<
  HTTPResponse,
  "code" | "reason" | "body" | "effectiveUrl" | "requestTimeMs" | "startTime" | "timeInfo"
> & { readonly headers: [string, string][] };

interface PlainAnswer {
  readonly response?: PlainResponse;
  readonly failure?: { readonly code: HTTPClientError["code"]; readonly message: string };
}

/** Each thread serves one `HTTPClient`, and has one client. */
let clientOfThread: SimpleAsyncHTTPClient | undefined;

const fetchOnThread = blocking(
  async ({ url, options, clientOptions }: PlainRequest): Promise<PlainAnswer> => {
    clientOfThread ??= new SimpleAsyncHTTPClient(clientOptions);
    try {
      const response = await clientOfThread.fetchImpl(new HTTPRequest(url, options), {});
      const { code, reason, body, effectiveUrl, requestTimeMs, startTime, timeInfo } = response;
      const headers = [...response.headers.getAll()];
      return { response: { code, reason, body, effectiveUrl, requestTimeMs, startTime, timeInfo, headers } };
    } catch (error) {
      if (!(error instanceof HTTPClientError)) throw error;
      return { failure: { code: error.code, message: error.message.replace(/^HTTP 599: /, "") } };
    }
  },
);

/** Functions stay on the thread where they were made. */
const functionOptions = ["bodyProducer", "headerCallback", "streamingCallback"] as const;

/**
 * Fetches over HTTP and blocks until the answer is there: for scripts, and for functions that run in a worker.
 *
 * Where an event loop has work, everything else would stop meanwhile, the server that is to answer perhaps among it: there it
 * refuses to fetch. Use {@link AsyncHTTPClient}, or call it in a function that is marked with `unblock`.
 *
 * @see tornado.httpclient.HTTPClient
 * @example
 * ```ts
 * import { HTTPClient } from "typhoon/httpclient";
 *
 * function synchronousFetch(url: string): string {
 *   const client = new HTTPClient();
 *   try {
 *     return client.fetch(url).body.toString();
 *   } finally {
 *     client.close();
 *   }
 * }
 * ```
 */
export class HTTPClient {
  readonly #options: HTTPClientOptions;
  #thread: SyncThread | undefined;

  /** @param options - as of `AsyncHTTPClient`, but for those that are functions or have methods */
  constructor(options: HTTPClientOptions = {}) {
    this.#options = options;
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @param target - a URL, or a request with its options
   * @param options - options of the request, and `raiseError`; a `signal` has no effect, as nothing can abort it
   * @throws {InvalidStateError} `ERR_INVALID_STATE` if the event loop of this thread has work: servers or open connections
   * @throws {TypeError} if the options do not make a request, or are functions
   * @throws whatever `AsyncHTTPClient.fetch` throws
   */
  fetch(target: HTTPRequest | string | URL, options: FetchOptions & RaiseOptions = {}): HTTPResponse {
    assertLoopHasNoWork();
    const request = target instanceof HTTPRequest ? target : new HTTPRequest(target, options);
    this.#thread ??= new SyncThread();
    const { response, failure } = this.#thread.call(fetchOnThread, plainRequest(request, this.#options));
    if (response === undefined) throw errorOfCode(failure?.code, failure?.message ?? "Stream closed");
    const answer = new HTTPResponse(request, { ...response, headers: new HTTPHeaders(response.headers) });
    if (options.raiseError ?? true) answer.rethrow();
    return answer;
  }

  /** Ends the thread on which it fetched. */
  close(): void {
    this.#thread?.close();
    this.#thread = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** In a worker, blocking is what a task is there for. */
function assertLoopHasNoWork(): void {
  if (isTyphoonWorker()) return;
  const work = process.getActiveResourcesInfo().filter((name) => /^TCP(?:Server|Socket)Wrap$/.test(name));
  if (work.length === 0) return;
  const servers = work.filter((name) => name === "TCPServerWrap").length;
  throw new InvalidStateError(
    `Cannot fetch with HTTPClient as the event loop of this thread has work that would stop meanwhile: ${servers} servers ` +
      `and ${work.length - servers} connections; use AsyncHTTPClient, or call it in a function marked with unblock`,
  );
}

function plainRequest(
  { url, headers, options }: HTTPRequest,
  clientOptions: HTTPClientOptions,
): PlainRequest {
  const { signal: _signal, ...plain } = options;
  const name = functionOptions.find((option) => options[option] !== undefined);
  if (name !== undefined)
    throw new TypeError(
      `Cannot fetch with HTTPClient and ${name} as a function cannot go to the thread that fetches`,
    );
  return { url, options: { ...plain, headers: [...headers.getAll()] }, clientOptions };
}
