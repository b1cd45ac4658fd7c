import { HTTPInputError } from "../httputil/index.ts";
import { CallerError } from "./caller-error.ts";
import {
  HTTPBadResponseError,
  HTTPConnectError,
  HTTPRequestError,
  HTTPStreamClosedError,
  HTTPTooLargeError,
} from "./errors.ts";
import { HTTPClientError } from "./http-response.ts";

const lengthMismatch = "UND_ERR_RES_CONTENT_LENGTH_MISMATCH";
/** The ends of a connection that was open: nobody says anything wrong, there is just no more. */
const closed = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/**
 * Whatever sending and receiving ends with: errors of Node, of undici and of the system become ours, with the original as
 * `cause`. So this list need not be complete.
 *
 * @param hasHead - whether the head of the answer had come
 * @returns what `fetch` fails with: an error of this library, a `TypeError` for a request that cannot be sent, or what a
 *   function of the caller threw
 */
export function failureOf(error: unknown, hasHead: boolean): unknown {
  if (error instanceof CallerError) return error.cause;
  if (error instanceof HTTPClientError) return error;
  if (!(error instanceof Error)) return new HTTPStreamClosedError(`Connection closed (${String(error)})`);
  const options = { cause: error };
  const code = String(Reflect.get(error, "code"));
  if (isNoHttp(error, code, hasHead)) return new HTTPBadResponseError(error.message, options);
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW")
    return new HTTPTooLargeError("The head of the answer is larger than maxHeaderSize", options);
  if (code.startsWith("ERR_SSL_")) return new HTTPConnectError(error.message, "ERR_HTTP_TLS", options);
  if (code === "UND_ERR_INVALID_ARG" || code === "UND_ERR_NOT_SUPPORTED")
    return new TypeError(`Cannot send the request: ${error.message}`, options);
  if (code === "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH" || code === "ERR_HTTP_CONTENT_LENGTH_MISMATCH")
    return new HTTPRequestError(
      "Cannot send the request because the body does not have the length that Content-Length says: leave the header out",
      options,
    );
  return new HTTPStreamClosedError(`Connection closed (${error.message || code})`, options);
}

/**
 * @param error - thrown by whoever takes the answer
 * @returns the error of this library for a body that breaks a rule; what a function of the caller threw stays
 */
export function delegateFailureOf(error: unknown): unknown {
  if (!(error instanceof HTTPInputError)) return error;
  const options = { cause: error };
  return error.statusCode === 413
    ? new HTTPTooLargeError(error.message, options)
    : new HTTPBadResponseError(error.message, options);
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
