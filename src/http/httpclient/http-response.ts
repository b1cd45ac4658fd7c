import { type ErrorCode, TyphoonError } from "../../base/errors/index.ts";
import type { HTTPHeaders } from "../httputil/index.ts";
import type { HTTPRequest } from "./http-request.ts";

/**
 * Where the time went, in milliseconds. All but `queueMs` and `redirectMs` are counted from the moment when the last
 * request of the chain left the queue, each including those before it; of a kept connection the first three are 0.
 *
 * @see tornado.httpclient.HTTPResponse
 */
export interface TimeInfo {
  /** Waiting for a free connection, on all hops together. */
  readonly queueMs: number;
  /** The host's addresses are known. */
  readonly namelookupMs: number;
  /** There is a connection, with the proxy's tunnel if there is one. */
  readonly connectMs: number;
  /** It is encrypted; 0 without TLS. */
  readonly appconnectMs: number;
  /** The request begins to be sent. */
  readonly pretransferMs: number;
  /** The head of the answer is there. */
  readonly starttransferMs: number;
  /** All of it is. */
  readonly totalMs: number;
  /** All hops before the last one. */
  readonly redirectMs: number;
}

/** What {@link HTTPResponse} is made of. */
export interface HTTPResponseParts {
  readonly code: number;
  readonly reason: string;
  readonly headers: HTTPHeaders;
  readonly body: Buffer;
  readonly effectiveUrl: string;
  readonly requestTimeMs: number;
  readonly startTime?: number;
  /** Or what tells it when it is asked for. */
  readonly timeInfo?: TimeInfo | (() => TimeInfo) | undefined;
  /** The code of `error`. Default: `ERR_HTTP_RESPONSE`. */
  readonly errorCode?: "ERR_HTTP_RESPONSE" | "ERR_HTTP_TOO_MANY_REDIRECTS";
}

/**
 * What a server answered.
 *
 * @see tornado.httpclient.HTTPResponse
 */
export class HTTPResponse {
  /** What was asked for, before any redirect. */
  readonly request: HTTPRequest;
  /** The status code. */
  readonly code: number;
  readonly reason: string;
  readonly headers: HTTPHeaders;
  /** The whole body, decompressed; empty when there was none, or a `streamingCallback` has it. */
  readonly body: Buffer;
  /** The URL that answered, after redirects. */
  readonly effectiveUrl: string;
  /** From the start of the request to the end of the body, without waiting for a free connection. */
  readonly requestTimeMs: number;
  /** When the request left the queue, in milliseconds since 1970. */
  readonly startTime: number;
  readonly #timeInfo: HTTPResponseParts["timeInfo"];
  readonly #errorCode: ErrorCode | undefined;

  constructor(request: HTTPRequest, parts: HTTPResponseParts) {
    this.request = request;
    this.code = parts.code;
    this.reason = parts.reason;
    this.headers = parts.headers;
    this.body = parts.body;
    this.effectiveUrl = parts.effectiveUrl;
    this.requestTimeMs = parts.requestTimeMs;
    this.startTime = parts.startTime ?? Date.now() - parts.requestTimeMs;
    this.#timeInfo = parts.timeInfo;
    this.#errorCode = parts.errorCode;
  }

  /** Where the time went; `undefined` where nobody has measured it. */
  get timeInfo(): TimeInfo | undefined {
    return typeof this.#timeInfo === "function" ? this.#timeInfo() : this.#timeInfo;
  }

  /** Tornado's other name of `body`. */
  get buffer(): Buffer {
    return this.body;
  }

  /** The error that the status stands for, or `undefined` for 2xx. */
  get error(): HTTPClientError | undefined {
    if (this.code >= 200 && this.code < 300) return undefined;
    return new HTTPClientError(this.code, this.reason, this, undefined, this.#errorCode);
  }

  /** @throws {HTTPClientError} `ERR_HTTP_RESPONSE` if the status is no 2xx */
  rethrow(): void {
    const { error } = this;
    if (error !== undefined) throw error;
  }
}

/**
 * `ERR_HTTP_RESPONSE`: the server answered with a status other than 2xx; `ERR_HTTP_TOO_MANY_REDIRECTS`: the last of
 * `maxRedirects` redirects led to one more. It is also the parent of the errors without an answer, whose `statusCode` is 599.
 *
 * @see tornado.httpclient.HTTPClientError
 */
export class HTTPClientError extends TyphoonError {
  override readonly name: string = "HTTPClientError";
  readonly statusCode: number;
  /** The server's answer; `undefined` when there was none. */
  readonly response: HTTPResponse | undefined;

  /**
   * @param statusCode - the status, or 599
   * @param message - the reason
   * @param response - the answer
   * @param options - `cause`: the error beneath
   * @param code - the stable code
   */
  constructor(
    statusCode: number,
    message: string,
    response?: HTTPResponse,
    options?: ErrorOptions,
    code: ErrorCode = "ERR_HTTP_RESPONSE",
  ) {
    super(code, `HTTP ${statusCode}: ${message}`, options);
    this.statusCode = statusCode;
    this.response = response;
  }
}
