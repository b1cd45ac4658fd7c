import { HTTPInputError } from "../httputil/index.ts";
import {
  HTTPBadResponseError,
  HTTPConnectError,
  HTTPStreamClosedError,
  HTTPTooLargeError,
} from "./errors.ts";
import { HTTPClientError } from "./http-response.ts";

const lengthMismatch = "UND_ERR_RES_CONTENT_LENGTH_MISMATCH";
/** The ends of a connection that was open: nobody says anything wrong, there is just no more. */
const closed = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/**
 * @param hasHead - whether the head of the answer had come
 * @returns the error of this library for what went wrong with an exchange; what a user's function threw stays
 */
export function failureOf(error: unknown, hasHead: boolean): unknown {
  if (error instanceof HTTPClientError || !(error instanceof Error)) return error;
  const options = { cause: error };
  if (error instanceof HTTPInputError) {
    return error.statusCode === 413
      ? new HTTPTooLargeError(error.message, options)
      : new HTTPBadResponseError(error.message, options);
  }
  const code = String(Reflect.get(error, "code"));
  if (isNoHttp(error, code, hasHead)) return new HTTPBadResponseError(error.message, options);
  if (closed.has(code) || code === lengthMismatch || isParserError(error))
    return new HTTPStreamClosedError(`Connection closed (${error.message})`, options);
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW")
    return new HTTPTooLargeError("The head of the answer is larger than maxHeaderSize", options);
  if (code.startsWith("ERR_SSL_")) return new HTTPConnectError(error.message, "ERR_HTTP_TLS", options);
  if (code === "UND_ERR_INVALID_ARG" || code === "UND_ERR_NOT_SUPPORTED")
    return new TypeError(`Cannot send the request: ${error.message}`, options);
  return error;
}

/** Whether the connection ended before any answer came, as a server does with one that it has kept for too long. */
export function isClosedConnection(error: unknown): boolean {
  return error instanceof Error && closed.has(String(Reflect.get(error, "code")));
}

/** undici's parser has no codes of its own for what it dislikes. */
function isParserError({ name }: Error): boolean {
  return name === "HTTPParserError";
}

function isNoHttp(error: Error, code: string, hasHead: boolean): boolean {
  const { message } = error;
  if (message === "bad response" || message === "bad upgrade") return true;
  // It says so of every fault behind a Content-Length: within the head it is another one.
  if (code === lengthMismatch) return !hasHead;
  return isParserError(error)
    ? !/\bEOF\b/i.test(message)
    : /^HPE_(?!HEADER_OVERFLOW|INVALID_EOF_STATE)/.test(code);
}
