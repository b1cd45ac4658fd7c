import { Future } from "../../concurrent/index.ts";
import { callerSignal, expectCallers, listenToFuture } from "../../concurrent/internal.ts";
import { BodyStream } from "../httputil/internal.ts";
import type { AsyncHTTPClientOptions, RaiseOptions } from "./client-options.ts";
import { clientRules, type FetchOptions, type HTTPClientOptions } from "./client-options.ts";
import type { ClientStats } from "./connection-pool.ts";
import type { FetchContext } from "./fetch-run.ts";
import { HTTPRequest, noOptions } from "./http-request.ts";
import type { HTTPResponse } from "./http-response.ts";
import { HTTPResponseStream } from "./http-response-stream.ts";
import { SimpleAsyncHTTPClient } from "./simple-async-http-client.ts";

/** What does the work behind {@link AsyncHTTPClient}: to be replaced with `AsyncHTTPClient.configure`. */
export interface HTTPClientImplementation {
  /** Whether `close` was called. */
  readonly isClosed: boolean;
  /**
   * Fetches; an answer other than 2xx is an answer too.
   *
   * @returns a `Future` if the fetch can be given up by cancelling it
   */
  fetchImpl(request: HTTPRequest, context: FetchContext): Future<HTTPResponse> | Promise<HTTPResponse>;
  /** What its connections are doing at the moment. */
  readonly stats?: ClientStats;
  /** Gives up what is under way, and everything that is held. */
  close(): Promise<void>;
}

type ImplementationClass = new (options: HTTPClientOptions) => HTTPClientImplementation;

let configured: { readonly implementation: ImplementationClass; readonly options: HTTPClientOptions } = {
  implementation: SimpleAsyncHTTPClient,
  options: {},
};
let shared: HTTPClientImplementation | undefined;

/**
 * Fetches over HTTP without blocking; connections are kept and used again.
 *
 * In a handler, a fetch ends when the client of the handler's request leaves; `signal: null` lets it go on.
 *
 * @see tornado.httpclient.AsyncHTTPClient
 * @example
 * ```ts
 * import { AsyncHTTPClient } from "typhoon/httpclient";
 *
 * async function bodyOf(url: string) {
 *   const response = await new AsyncHTTPClient().fetch(url);
 *   return response.body.toString();
 * }
 * ```
 */
export class AsyncHTTPClient {
  readonly #implementation: HTTPClientImplementation;

  static {
    // Whoever loads this will fetch: from the first request on, fetches have to know for whom they are made.
    expectCallers();
  }

  /**
   * @param options - of a client of its own; without `forceInstance` those of `configure` count, and others are refused
   * @throws {TypeError} if there are options of a client of its own without `forceInstance`
   */
  constructor(options: AsyncHTTPClientOptions = {}) {
    clientRules.check(options);
    const { forceInstance = false, ...own } = options;
    if (forceInstance) {
      this.#implementation = new configured.implementation({ ...configured.options, ...own });
      return;
    }
    const [name] = Object.keys(own);
    if (name !== undefined)
      throw new TypeError(
        `Cannot use ${name} as all clients share one: add forceInstance, or use AsyncHTTPClient.configure`,
      );
    if (shared === undefined || shared.isClosed) shared = new configured.implementation(configured.options);
    this.#implementation = shared;
  }

  /**
   * Sets what clients are made of from now on; those that exist stay as they are.
   *
   * @param implementation - default: `SimpleAsyncHTTPClient`
   * @param options - of each client, `defaults` among them
   * @see tornado.httpclient.AsyncHTTPClient.configure
   * @example
   * ```ts
   * import { AsyncHTTPClient } from "typhoon/httpclient";
   *
   * AsyncHTTPClient.configure(undefined, { maxClients: 20, defaults: { userAgent: "my-spider/1.0" } });
   * ```
   */
  static configure(implementation: ImplementationClass | undefined, options: HTTPClientOptions = {}): void {
    clientRules.check(options);
    configured = { implementation: implementation ?? SimpleAsyncHTTPClient, options };
    shared = undefined;
  }

  /**
   * Sends a request.
   *
   * @param request - a URL, or a request with its options
   * @param options - options of the request, and `raiseError`
   * @returns the answer; cancel it to give the request up
   * @throws {TypeError} if options come with an `HTTPRequest`, which has its own, or do not make a request
   * @throws {HTTPClientError} `ERR_HTTP_RESPONSE` if the status is no 2xx, unless `raiseError` is `false`;
   *   `ERR_HTTP_TOO_MANY_REDIRECTS` if it is a redirect beyond `maxRedirects`
   * @throws {HTTPTimeoutError} `ERR_HTTP_TIMEOUT`, `ERR_HTTP_CONNECT_TIMEOUT` or `ERR_HTTP_QUEUE_TIMEOUT`
   * @throws {HTTPConnectError} `ERR_HTTP_RESOLVE`, `ERR_HTTP_CONNECT`, `ERR_HTTP_TLS`, `ERR_HTTP_PROXY` or
   *   `ERR_HTTP_ADDRESS_REFUSED` if there is no connection
   * @throws {HTTPStreamClosedError} `ERR_HTTP_STREAM_CLOSED` if the connection closes before the answer is complete
   * @throws {HTTPTooLargeError} `ERR_HTTP_TOO_LARGE` if the answer is larger than a limit
   * @throws {HTTPBadResponseError} `ERR_HTTP_BAD_RESPONSE` if the answer is not HTTP
   */
  fetch(request: HTTPRequest, options?: RaiseOptions): Future<HTTPResponse>;
  fetch(url: string | URL, options?: FetchOptions & RaiseOptions): Future<HTTPResponse>;
  fetch(
    target: HTTPRequest | string | URL,
    options: FetchOptions & RaiseOptions = noOptions,
  ): Future<HTTPResponse> {
    const raises = options.raiseError ?? true;
    const future = new FetchFuture<HTTPResponse>();
    const run = this.#start(requestOf(target, options), {});
    future.run = run;
    whenDone(
      run,
      (response) => {
        const error = raises ? response.error : undefined;
        if (error === undefined) future.settle(response);
        else future.fail(error);
      },
      (error) => future.fail(error),
    );
    return future;
  }

  /**
   * Sends a request, and gives the answer as soon as its head is there: the body is read piece by piece, in a loop.
   *
   * `requestTimeoutMs` counts until the last piece. Leaving the loop gives the rest up.
   *
   * @param request - a URL, or a request with its options
   * @param options - options of the request, and `raiseError`
   * @throws whatever `fetch` throws; once the head is there, the loop throws it
   * @example
   * ```ts
   * import { AsyncHTTPClient } from "typhoon/httpclient";
   *
   * async function sizeOf(url: string) {
   *   let size = 0;
   *   for await (const chunk of await new AsyncHTTPClient().stream(url)) size += chunk.length;
   *   return size;
   * }
   * ```
   */
  stream(request: HTTPRequest, options?: RaiseOptions): Future<HTTPResponseStream>;
  stream(url: string | URL, options?: FetchOptions & RaiseOptions): Future<HTTPResponseStream>;
  stream(
    target: HTTPRequest | string | URL,
    options: FetchOptions & RaiseOptions = noOptions,
  ): Future<HTTPResponseStream> {
    const request = requestOf(target, options);
    const raises = options.raiseError ?? true;
    const future = new FetchFuture<HTTPResponseStream>();
    const body = new BodyStream();
    const run = this.#start(request, {
      answerBegins: (head, effectiveUrl) => {
        // The error has the body of the answer: it is gathered as for fetch().
        if (raises && (head.code < 200 || head.code >= 300)) return undefined;
        future.settle(
          new HTTPResponseStream(request, { ...head, effectiveUrl }, body, () => future.giveUp()),
        );
        return (chunk) => body.push(chunk);
      },
    });
    future.run = run;
    whenDone(
      run,
      (response) => {
        body.end();
        if (response.error !== undefined) future.fail(response.error);
      },
      (error) => {
        body.fail(error);
        future.fail(error);
      },
    );
    return future;
  }

  /** What the client's connections are doing at the moment; `undefined` with an implementation that does not tell. */
  get stats(): ClientStats | undefined {
    return this.#implementation.stats;
  }

  /** Cuts the client's connections, with all who share them; fetches under way fail. Resolves when that is done. */
  async close(): Promise<void> {
    await this.#implementation.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #start(request: HTTPRequest, context: FetchContext): Future<HTTPResponse> | Promise<HTTPResponse> {
    if (this.#implementation.isClosed)
      throw new TypeError("Cannot fetch as the client was closed: make a new AsyncHTTPClient");
    const { signal = callerSignal() } = request.options;
    return this.#implementation.fetchImpl(request, { ...context, signal: signal ?? undefined });
  }
}

/** Cancelling it gives the fetch up. */
class FetchFuture<T> extends Future<T> {
  run: Future<HTTPResponse> | Promise<HTTPResponse> | undefined;

  override cancel(reason?: unknown): boolean {
    const isCancelled = super.cancel(reason);
    if (isCancelled) this.giveUp(reason);
    return isCancelled;
  }

  giveUp(reason?: unknown): void {
    if (this.run instanceof Future) this.run.cancel(reason);
  }

  settle(value: T): void {
    if (!this.done()) this.setResult(value);
  }

  fail(error: unknown): void {
    if (!this.done()) this.setException(error);
  }
}

function requestOf(target: HTTPRequest | string | URL, options: FetchOptions & RaiseOptions): HTTPRequest {
  if (!(target instanceof HTTPRequest)) return new HTTPRequest(target, options);
  const extra = Object.keys(options).filter((name) => name !== "raiseError");
  if (extra.length === 0) return target;
  throw new TypeError(`Cannot fetch an HTTPRequest with ${extra.join(", ")}: give them to the HTTPRequest`);
}

/** Without a promise if there is none already. */
function whenDone(
  run: Future<HTTPResponse> | Promise<HTTPResponse>,
  onResponse: (response: HTTPResponse) => void,
  onError: (error: unknown) => void,
): void {
  if (!(run instanceof Future)) {
    run.then(onResponse, onError);
    return;
  }
  listenToFuture(run, {
    onSettle: () => {
      const error = run.cancelled() ? undefined : run.exception();
      if (error !== undefined) onError(error);
      else if (!run.cancelled()) onResponse(run.result());
    },
  });
}
