import { type ErrorCode, TyphoonError } from "../../base/errors/index.ts";
import type { HTTPHeaders } from "../httputil/index.ts";
import type { HTTPRequest } from "./http-request.ts";

/** What {@link HTTPResponse} is made of. */
export interface HTTPResponseParts {
  readonly code: number;
  readonly reason: string;
  readonly headers: HTTPHeaders;
  readonly body: Buffer;
  readonly effectiveUrl: string;
  readonly requestTimeMs: number;
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
  /** The whole body, decompressed; empty when there was none. */
  readonly body: Buffer;
  /** The URL that answered, after redirects. */
  readonly effectiveUrl: string;
  /** From the start of the request to the end of the body. */
  readonly requestTimeMs: number;

  constructor(request: HTTPRequest, parts: HTTPResponseParts) {
    this.request = request;
    this.code = parts.code;
    this.reason = parts.reason;
    this.headers = parts.headers;
    this.body = parts.body;
    this.effectiveUrl = parts.effectiveUrl;
    this.requestTimeMs = parts.requestTimeMs;
  }

  /** The error that the status stands for, or `undefined` for 2xx. */
  get error(): HTTPClientError | undefined {
    if (this.code >= 200 && this.code < 300) return undefined;
    return new HTTPClientError(this.code, this.reason, this);
  }

  /** @throws {HTTPClientError} `ERR_HTTP_RESPONSE` if the status is no 2xx */
  rethrow(): void {
    const { error } = this;
    if (error !== undefined) throw error;
  }
}

/**
 * `ERR_HTTP_RESPONSE`: the server answered with a status other than 2xx. It is also the parent of the errors without
 * an answer, whose `statusCode` is 599.
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
