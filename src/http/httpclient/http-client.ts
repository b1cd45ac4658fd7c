import { blocking } from "../../concurrent/index.ts";
import { SyncThread } from "../../concurrent/internal.ts";
import { HTTPHeaders } from "../httputil/index.ts";
import { AsyncHTTPClient, type RaiseOptions } from "./async-http-client.ts";
import { HTTPStreamClosedError, HTTPTimeoutError } from "./errors.ts";
import { type FetchOptions, HTTPRequest } from "./http-request.ts";
import { HTTPClientError, HTTPResponse } from "./http-response.ts";

/** A request or response in plain values: class instances do not survive the way between threads. */
interface PlainRequest extends Omit<FetchOptions, "signal" | "headers"> {
  readonly url: string;
  readonly headers: [string, string][];
}

interface PlainAnswer {
  readonly response?: Omit<HTTPResponse, "headers" | "request" | "error" | "rethrow"> & {
    readonly headers: [string, string][];
  };
  readonly failure?: { readonly code: string; readonly message: string };
}

const fetchOnThread = blocking(async ({ url, ...options }: PlainRequest): Promise<PlainAnswer> => {
  try {
    const response = await new AsyncHTTPClient().fetch(url, { ...options, raiseError: false });
    const { code, reason, body, effectiveUrl, requestTimeMs } = response;
    const headers = [...response.headers.getAll()];
    return { response: { code, reason, body, effectiveUrl, requestTimeMs, headers } };
  } catch (error) {
    if (!(error instanceof HTTPClientError)) throw error;
    return { failure: { code: error.code, message: error.message.replace(/^HTTP 599: /, "") } };
  }
});

/**
 * Fetches over HTTP and blocks until the answer is there: for scripts, and to show what blocking means.
 *
 * On the thread of an event loop that has other work, everything else stops meanwhile: use {@link AsyncHTTPClient}
 * there. Fetching from a server in the same thread never ends, but for `requestTimeoutMs`.
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
  #thread: SyncThread | undefined;

  /**
   * Sends a request and waits for the answer.
   *
   * @param target - a URL, or a request with its options
   * @param options - options of the request, and `raiseError`; a `signal` has no effect, as nothing can abort it
   * @throws {TypeError} if the options do not make a request
   * @throws {HTTPClientError} `ERR_HTTP_RESPONSE` if the status is no 2xx, unless `raiseError` is `false`
   * @throws {HTTPTimeoutError} `ERR_HTTP_TIMEOUT` if connecting or the request takes too long
   * @throws {HTTPStreamClosedError} `ERR_HTTP_STREAM_CLOSED` if there is no connection or no complete answer
   */
  fetch(target: HTTPRequest | string | URL, options: FetchOptions & RaiseOptions = {}): HTTPResponse {
    const request = target instanceof HTTPRequest ? target : new HTTPRequest(target, options);
    this.#thread ??= new SyncThread();
    const { response, failure } = this.#thread.call(fetchOnThread, plainRequest(request));
    if (response === undefined) throw failureOf(failure);
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

function plainRequest(request: HTTPRequest): PlainRequest {
  const { signal: _signal, headers, body, sslOptions, ...plain } = request;
  return {
    ...plain,
    headers: [...headers.getAll()],
    ...(body && { body }),
    ...(sslOptions && { sslOptions }),
  };
}

function failureOf(failure: PlainAnswer["failure"]): HTTPClientError {
  const message = failure?.message ?? "Stream closed";
  return failure?.code === "ERR_HTTP_TIMEOUT"
    ? new HTTPTimeoutError(message)
    : new HTTPStreamClosedError(message);
}
