import { httpDate, reasonPhrase } from "../httputil/index.ts";

/**
 * The answer to a request that never reached the application: a sentence in plain text, and the end of the connection.
 *
 * @param statusCode - 400 and above
 * @param message - one sentence in ASCII; nothing that the client sent
 * @param hasBody - `false` in answer to a HEAD
 */
export function errorAnswer(statusCode: number, message: string, hasBody: boolean): string {
  const body = Buffer.from(`${statusCode} ${reasonPhrase(statusCode)}: ${message}\n`).toString("latin1");
  return (
    `HTTP/1.1 ${statusCode} ${reasonPhrase(statusCode)}\r\nDate: ${httpDate()}\r\n` +
    `Content-Type: text/plain; charset=UTF-8\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n` +
    (hasBody ? body : "")
  );
}
