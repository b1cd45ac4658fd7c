import { accepted, type Case, get, host, withField, withLines } from "./case.ts";

function withConnection(value: string): string {
  return withLines(`Connection: ${value}\r\n`);
}

/** RFC 9112 §9: what becomes of the connection. */
export const connectionCases: readonly Case[] = [
  accepted("a second request on the same connection (RFC 9112 §9.3)", get + get, "GET / ", "GET / "),
  ...[
    "close",
    "CLOSE",
    "Close\t",
    "TE ,\tclose",
    "close, TE",
    "keep-alive, close",
    "close,keep-alive",
    ",close,",
    "a,,close",
  ].map((value) =>
    accepted(
      `no request after Connection: ${JSON.stringify(value)} (RFC 9112 §9.6)`,
      withConnection(value) + get,
      "GET / ",
    ),
  ),
  accepted(
    "no request after `close` in a second field (RFC 9112 §9.6)",
    withField("Connection: TE\r\nConnection: close") + get,
    "POST / ",
  ),
  accepted(
    "no request after `close` of a request with a body (RFC 9112 §9.6)",
    withField("Connection: close\r\nContent-Length: 3", "abc") + get,
    "POST / abc",
  ),
  ...[
    "keep-alive",
    "Keep-Alive",
    "closed",
    "x-close",
    "close-x",
    '"close"',
    "close;a",
    "clo se",
    "TE",
    "",
  ].map((value) =>
    accepted(
      `a request after Connection: ${JSON.stringify(value)} (RFC 9112 §9.3)`,
      withConnection(value) + get,
      "GET / ",
      "GET / ",
    ),
  ),
  accepted("one request of HTTP/1.0 (RFC 9112 §9.3)", `GET / HTTP/1.0\r\n\r\n${get}`, "GET / "),
  ...["Keep-Alive", "TE, keep-alive", "keep-alive,"].map((value) =>
    accepted(
      `a request after HTTP/1.0 with Connection: ${JSON.stringify(value)} (RFC 9112 §9.3)`,
      `GET / HTTP/1.0\r\nConnection: ${value}\r\n\r\n${get}`,
      "GET / ",
      "GET / ",
    ),
  ),
  ...["close, keep-alive", "keep-alive, close", "keep-alivex", "persist", ""].map((value) =>
    accepted(
      `no request after HTTP/1.0 with Connection: ${JSON.stringify(value)} (RFC 9112 §9.3)`,
      `GET / HTTP/1.0\r\nConnection: ${value}\r\n\r\n${get}`,
      "GET / ",
    ),
  ),
  accepted(
    "a body of HTTP/1.0 with keep-alive, and what follows (RFC 9112 §9.3)",
    `POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nabc${get}`,
    "POST / abc",
    "GET / ",
  ),
  accepted(
    "pipelined requests with and without bodies, in order (RFC 9112 §9.3.2)",
    `${withField("Transfer-Encoding: chunked", "1\r\na\r\n0\r\n\r\n")}${get}${withField("Content-Length: 1", "b")}${get}`,
    "POST / a",
    "GET / ",
    "POST / b",
    "GET / ",
  ),
  {
    name: "answers what was sent before a malformed request (RFC 9112 §9.3.2)",
    bytes: `${get}GET /\r\n\r\n${get}`,
    codes: [200, 400],
    seen: ["GET / "],
  },
  {
    name: "takes nothing after a malformed request (RFC 9112 §9.6)",
    bytes: `GET / HTTP/1.1\r\n\r\n${host}${get}`,
    codes: [400],
  },
];
