import { type ErrorCode, TyphoonError } from "../../base/errors/index.ts";
import type { HTTPResponse } from "./http-response.ts";

/** The status of a failure without any response, as in Tornado. */
const noResponse = 599;

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

/** `ERR_HTTP_TIMEOUT`: connecting, or the whole request, took longer than allowed. */
export class HTTPTimeoutError extends HTTPClientError {
  override readonly name = "HTTPTimeoutError";

  /** @param message - which time is over */
  constructor(message: string, options?: ErrorOptions) {
    super(noResponse, message, undefined, options, "ERR_HTTP_TIMEOUT");
  }
}

/** `ERR_HTTP_STREAM_CLOSED`: no connection could be made, or it was closed before the answer was complete. */
export class HTTPStreamClosedError extends HTTPClientError {
  override readonly name = "HTTPStreamClosedError";

  /** @param message - what happened */
  constructor(message: string, options?: ErrorOptions) {
    super(noResponse, message, undefined, options, "ERR_HTTP_STREAM_CLOSED");
  }
}
