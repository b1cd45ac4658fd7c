import { Future } from "../../concurrent/index.ts";
import { AgentPool, sharedAgentPool } from "./agent-pool.ts";
import { HTTPStreamClosedError, HTTPTimeoutError } from "./errors.ts";
import { exchange } from "./exchange.ts";
import { type FetchOptions, HTTPRequest } from "./http-request.ts";
import { HTTPClientError, HTTPResponse } from "./http-response.ts";
import { type Hop, nextHop } from "./redirects.ts";

/** What to do with an answer other than 2xx. */
export interface RaiseOptions {
  /** Fail with `HTTPClientError` when the status is no 2xx. Default: `true`. */
  readonly raiseError?: boolean;
}

/**
 * Fetches over HTTP without blocking; connections are kept and used again.
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
  readonly #pool: AgentPool;

  /** @param options - `forceInstance`: connections of its own; else all clients share them */
  constructor(options: { readonly forceInstance?: boolean } = {}) {
    this.#pool = options.forceInstance ? new AgentPool() : sharedAgentPool();
  }

  /**
   * Sends a request.
   *
   * @param request - a URL, or a request with its options
   * @param options - options of the request, and `raiseError`
   * @returns the answer; cancel it to give the request up
   * @throws {TypeError} if options come with an `HTTPRequest`, which has its own, or do not make a request
   * @throws {HTTPClientError} `ERR_HTTP_RESPONSE` if the status is no 2xx, unless `raiseError` is `false`
   * @throws {HTTPTimeoutError} `ERR_HTTP_TIMEOUT` if connecting or the request takes too long
   * @throws {HTTPStreamClosedError} `ERR_HTTP_STREAM_CLOSED` if there is no connection or no complete answer
   */
  fetch(request: HTTPRequest, options?: RaiseOptions): Future<HTTPResponse>;
  fetch(url: string | URL, options?: FetchOptions & RaiseOptions): Future<HTTPResponse>;
  fetch(target: HTTPRequest | string | URL, options: FetchOptions & RaiseOptions = {}): Future<HTTPResponse> {
    if (this.#pool.isClosed)
      throw new TypeError("Cannot fetch as the client was closed: make a new AsyncHTTPClient");
    const future = new FetchFuture();
    this.#fetch(requestOf(target, options), future.abandoned)
      .then((response) => settle(response, options.raiseError ?? true))
      .then(
        (response) => future.done() || future.setResult(response),
        (error) => future.done() || future.setException(error),
      );
    return future;
  }

  /** Cuts the client's connections; fetches under way fail. Resolves when that is done. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #fetch(request: HTTPRequest, abandoned: AbortSignal): Promise<HTTPResponse> {
    const started = performance.now();
    const timeout = timeoutSignal(request.requestTimeoutMs);
    const signals = [abandoned, timeout, request.signal].filter((signal) => signal !== undefined);
    try {
      const answer = await this.#followHops(request, AbortSignal.any(signals));
      return new HTTPResponse(request, { ...answer, requestTimeMs: performance.now() - started });
    } catch (error) {
      throw clientError(error, timeout);
    }
  }

  async #followHops(request: HTTPRequest, signal: AbortSignal) {
    const first: Hop = request;
    let hop: Hop = first;
    for (let redirects = 0; ; redirects++) {
      const answer = await exchange(
        hop,
        request,
        this.#pool.agent(request.connectTimeoutMs, request.sslOptions),
        signal,
      );
      const mayFollow = request.followRedirects && redirects < request.maxRedirects;
      const next = mayFollow ? nextHop(first, hop, answer.code, answer.headers.get("Location")) : undefined;
      if (next === undefined) return { ...answer, effectiveUrl: hop.url };
      hop = next;
    }
  }
}

/** Cancelling it aborts the request. */
class FetchFuture extends Future<HTTPResponse> {
  readonly #controller = new AbortController();

  get abandoned(): AbortSignal {
    return this.#controller.signal;
  }

  override cancel(reason?: unknown): boolean {
    this.#controller.abort(reason);
    return super.cancel(reason);
  }
}

function requestOf(target: HTTPRequest | string | URL, options: FetchOptions & RaiseOptions): HTTPRequest {
  if (!(target instanceof HTTPRequest)) return new HTTPRequest(target, options);
  const extra = Object.keys(options).filter((name) => name !== "raiseError");
  if (extra.length === 0) return target;
  throw new TypeError(`Cannot fetch an HTTPRequest with ${extra.join(", ")}: give them to the HTTPRequest`);
}

function settle(response: HTTPResponse, raiseError: boolean): HTTPResponse {
  if (raiseError) response.rethrow();
  return response;
}

function timeoutSignal(requestTimeoutMs: number): AbortSignal | undefined {
  return requestTimeoutMs === 0 ? undefined : AbortSignal.timeout(requestTimeoutMs);
}

function clientError(error: unknown, timeout: AbortSignal | undefined): unknown {
  if (error instanceof HTTPClientError) return error;
  if (timeout?.aborted) return new HTTPTimeoutError("Timeout during request", { cause: error });
  const code: unknown = Reflect.get(Object(error), "code");
  if (code === "UND_ERR_CONNECT_TIMEOUT")
    return new HTTPTimeoutError("Timeout while connecting", { cause: error });
  const reason = error instanceof Error ? error.message || String(code) : String(error);
  return new HTTPStreamClosedError(reason, { cause: error });
}
