import type { ErrorCode } from "../../base/errors/index.ts";
import { HTTPClientError } from "./http-response.ts";

/** The status of a failure without any response, as in Tornado. */
const noResponse = 599;

type CodeOf<Suffix extends string> = ErrorCode & `ERR_HTTP_${Suffix}`;

/** For what the time is over. */
export type TimeoutCode = CodeOf<"TIMEOUT" | "CONNECT_TIMEOUT" | "QUEUE_TIMEOUT">;

/**
 * `ERR_HTTP_QUEUE_TIMEOUT`: no connection became free in time. `ERR_HTTP_CONNECT_TIMEOUT`: connecting took too long.
 * `ERR_HTTP_TIMEOUT`: the whole request did.
 *
 * @see tornado.simple_httpclient.HTTPTimeoutError
 */
export class HTTPTimeoutError extends HTTPClientError {
  override readonly name = "HTTPTimeoutError";

  /**
   * @param message - which time is over
   * @param code - for what it is
   */
  constructor(message: string, code: TimeoutCode = "ERR_HTTP_TIMEOUT") {
    super(noResponse, message, undefined, undefined, code);
  }
}

/**
 * `ERR_HTTP_STREAM_CLOSED`: the connection was closed before the answer was complete.
 *
 * @see tornado.simple_httpclient.HTTPStreamClosedError
 */
export class HTTPStreamClosedError extends HTTPClientError {
  override readonly name = "HTTPStreamClosedError";

  /** @param message - what happened */
  constructor(message: string, options?: ErrorOptions) {
    super(noResponse, message, undefined, options, "ERR_HTTP_STREAM_CLOSED");
  }
}

/** Why there is no connection. */
export type ConnectErrorCode = CodeOf<"ADDRESS_REFUSED" | "CONNECT" | "PROXY" | "RESOLVE" | "TLS">;

/**
 * No connection could be made. `ERR_HTTP_RESOLVE`: the host has no address. `ERR_HTTP_ADDRESS_REFUSED`: the client's
 * `allowAddress` refused all it has. `ERR_HTTP_CONNECT`: no address answers. `ERR_HTTP_PROXY`: the proxy makes no tunnel.
 * `ERR_HTTP_TLS`: the two do not agree about encryption, or a certificate is not trusted.
 */
export class HTTPConnectError extends HTTPClientError {
  override readonly name = "HTTPConnectError";

  /**
   * @param message - what happened
   * @param code - at which step
   * @param options - `cause`: the error beneath
   */
  constructor(message: string, code: ConnectErrorCode = "ERR_HTTP_CONNECT", options?: ErrorOptions) {
    super(noResponse, message, undefined, options, code);
  }
}

/** `ERR_HTTP_TOO_LARGE`: the answer's head or body is larger than allowed; a body also when it is decompressed. */
export class HTTPTooLargeError extends HTTPClientError {
  override readonly name = "HTTPTooLargeError";

  /** @param message - what is too large, and the limit */
  constructor(message: string, options?: ErrorOptions) {
    super(noResponse, message, undefined, options, "ERR_HTTP_TOO_LARGE");
  }
}

/** `ERR_HTTP_BAD_RESPONSE`: what the server answered is not HTTP, or its body is not in the coding that it names. */
export class HTTPBadResponseError extends HTTPClientError {
  override readonly name = "HTTPBadResponseError";

  /** @param message - what is wrong with it */
  constructor(message: string, options?: ErrorOptions) {
    super(noResponse, message, undefined, options, "ERR_HTTP_BAD_RESPONSE");
  }
}

/**
 * `ERR_HTTP_REQUEST`: the request cannot be sent to its end, because its body is not what its header says.
 */
export class HTTPRequestError extends HTTPClientError {
  override readonly name = "HTTPRequestError";

  /** @param message - what is wrong with it */
  constructor(message: string, options?: ErrorOptions) {
    super(noResponse, message, undefined, options, "ERR_HTTP_REQUEST");
  }
}

/** Friends only: the error that carries this code, when nothing but code and message came from another thread. */
export function errorOfCode(code: ErrorCode | undefined, message: string): HTTPClientError {
  switch (code) {
    case "ERR_HTTP_TIMEOUT":
    case "ERR_HTTP_CONNECT_TIMEOUT":
    case "ERR_HTTP_QUEUE_TIMEOUT":
      return new HTTPTimeoutError(message, code);
    case "ERR_HTTP_ADDRESS_REFUSED":
    case "ERR_HTTP_CONNECT":
    case "ERR_HTTP_PROXY":
    case "ERR_HTTP_RESOLVE":
    case "ERR_HTTP_TLS":
      return new HTTPConnectError(message, code);
    case "ERR_HTTP_TOO_LARGE":
      return new HTTPTooLargeError(message);
    case "ERR_HTTP_BAD_RESPONSE":
      return new HTTPBadResponseError(message);
    case "ERR_HTTP_REQUEST":
      return new HTTPRequestError(message);
    default:
      return new HTTPStreamClosedError(message);
  }
}
