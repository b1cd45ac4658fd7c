import { HTTPInputError, httpDate, reasonPhrase } from "../httputil/index.ts";

/**
 * The answer to a request that never reached the application, or that it failed to handle: a sentence in plain text,
 * and the end of the connection.
 *
 * @param error - an {@link HTTPInputError} is the client's fault and says which; the cause of any other stays with us
 * @param hasBody - `false` in answer to a HEAD
 */
export function errorAnswer(error: unknown, hasBody: boolean): string {
  const { status, text } = errorText(error);
  const body = Buffer.from(text).toString("latin1");
  return (
    `HTTP/1.1 ${status}\r\nDate: ${httpDate()}\r\nContent-Type: text/plain; charset=UTF-8\r\n` +
    `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${hasBody ? body : ""}`
  );
}

/** The status line and the sentence of such an answer. */
export function errorText(error: unknown): { readonly status: string; readonly text: string } {
  const isInput = error instanceof HTTPInputError;
  const code = isInput ? error.statusCode : 500;
  const sentence = isInput ? error.message : "The server failed to handle the request";
  const status = `${code} ${reasonPhrase(code)}`;
  return { status, text: `${status}: ${sentence}\n` };
}
