import { HTTPInputError, httpDate, reasonPhrase } from "../httputil/index.ts";

/**
 * The answer to a request that never reached the application, or that it failed to handle: a sentence in plain text,
 * and the end of the connection.
 *
 * @param error - an {@link HTTPInputError} is the client's fault and says which; the cause of any other stays with us
 * @param hasBody - `false` in answer to a HEAD
 */
export function errorAnswer(error: unknown, hasBody: boolean): string {
  const isInput = error instanceof HTTPInputError;
  const status = isInput
    ? `${error.statusCode} ${reasonPhrase(error.statusCode)}`
    : "500 Internal Server Error";
  const sentence = isInput ? error.message : "The server failed to handle the request";
  // RFC 9110 §15.5.16: which codings would be understood.
  const accepted = isInput && error.statusCode === 415 ? "Accept-Encoding: gzip, deflate, br\r\n" : "";
  const body = Buffer.from(`${status}: ${sentence}\n`).toString("latin1");
  return (
    `HTTP/1.1 ${status}\r\nDate: ${httpDate()}\r\nContent-Type: text/plain; charset=UTF-8\r\n` +
    `${accepted}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${hasBody ? body : ""}`
  );
}
