import { HTTPClientError } from "./http-response.ts";

/** The status of a failure without any response, as in Tornado. */
const noResponse = 599;

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
