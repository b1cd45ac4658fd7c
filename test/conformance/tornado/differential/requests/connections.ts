import { type Ask, type Exchange, raw } from "./ask.ts";

const get = "GET /ping HTTP/1.1\r\nHost: plain.test\r\n\r\n";
const post = (fields: string, body: string) =>
  `POST /echo HTTP/1.1\r\nHost: plain.test\r\n${fields}\r\n${body}`;

/** How long a connection stays, by version and field. */
export const connectionRequests: readonly Ask[] = [
  ["GET /ping HTTP/1.0"],
  ["GET /ping HTTP/1.0", { Connection: "keep-alive" }],
  ["GET /ping HTTP/1.0", { Connection: "Keep-Alive" }],
  ["GET /ping HTTP/1.0", { Connection: "close" }],
  ["HEAD /head/text HTTP/1.0"],
  ["POST /echo HTTP/1.0", { Connection: "keep-alive" }, "body"],
  ["POST /echo HTTP/1.0", {}, "body"],
  ["GET /ping", { Connection: "close" }],
  ["GET /ping", { Connection: "Close" }],
  ["GET /ping", { Connection: "keep-alive" }],
  ["GET /ping", { Connection: "keep-alive, Upgrade" }],
  ["GET /ping", { Connection: "close, TE" }],
  ["GET /ping HTTP/1.2"],
  ["GET /ping HTTP/2.0"],
  ["HEAD /head/text"],
  ["HEAD /stream/2"],
  ["HEAD /ping"],
  ["POST /echo", { "Transfer-Encoding": "chunked" }, "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"],
  ["POST /echo", { "Transfer-Encoding": "Chunked" }, "0\r\n\r\n"],
  ["POST /echo", { "Transfer-Encoding": "chunked" }, "A\r\n0123456789\r\n0\r\n\r\n"],
  ["POST /echo", { "Transfer-Encoding": "gzip, chunked" }, "0\r\n\r\n"],
  ["POST /upload", { "Transfer-Encoding": "chunked" }, "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"],
  ["POST /upload", {}, "a whole body"],
  ["PUT /upload", {}, ""],
  ["GET /upload"],
  ["POST /upload", { Host: "xsrf.test" }, "refused"],
  ["POST /echo", { Expect: "100-continue", "Content-Length": "0" }],
  ["GET http://plain.test/ping"],
  ["GET ping"],
];

/** Bytes that are several requests, or none. */
export const connectionExchanges: readonly Exchange[] = [
  raw("two requests at once", get + get, 2),
  raw("five requests at once, with bodies", (get + post("Content-Length: 3\r\n", "abc")).repeat(2) + get, 5),
  raw("a body that is expected", post("Expect: 100-continue\r\nContent-Length: 3\r\n", "abc")),
  raw("an empty line before the request", `\r\n${get}`),
  raw("an empty line between requests", `${get}\r\n${get}`, 2),
  raw("no host", "GET /ping HTTP/1.1\r\n\r\n"),
  raw("no host in HTTP/1.0", "GET /ping HTTP/1.0\r\n\r\n"),
  raw("two hosts", "GET /ping HTTP/1.1\r\nHost: plain.test\r\nHost: plain.test\r\n\r\n"),
  raw("an empty host", "GET /ping HTTP/1.1\r\nHost:\r\n\r\n"),
  raw("no HTTP", "hello\r\n\r\n"),
  raw("no version", "GET /ping\r\n\r\n"),
  raw("a space before the colon", "GET /ping HTTP/1.1\r\nHost : plain.test\r\n\r\n"),
  raw("a field without a colon", "GET /ping HTTP/1.1\r\nHost: plain.test\r\nfield\r\n\r\n"),
  raw("a folded field", "GET /header/X-Own HTTP/1.1\r\nHost: plain.test\r\nX-Own: a\r\n b\r\n\r\n"),
  raw(
    "a control character in a field",
    "GET /header/X-Own HTTP/1.1\r\nHost: plain.test\r\nX-Own: a\0b\r\n\r\n",
  ),
  raw("lengths that agree", post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc")),
  raw("a list of lengths that agree", post("Content-Length: 3, 3\r\n", "abc")),
  raw("lengths that differ", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd")),
  raw("a length with a sign", post("Content-Length: +3\r\n", "abc")),
  raw("a negative length", post("Content-Length: -3\r\n", "abc")),
  raw("a length that is no number", post("Content-Length: abc\r\n", "abc")),
  raw("a length and chunks", post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
  raw("an unknown coding", post("Transfer-Encoding: own\r\n", "abc")),
  raw("a chunk size with a sign", post("Transfer-Encoding: chunked\r\n", "+3\r\nabc\r\n0\r\n\r\n")),
  raw("a chunk extension", post("Transfer-Encoding: chunked\r\n", "3;a=b\r\nabc\r\n0\r\n\r\n")),
  raw("a chunk without its end", post("Transfer-Encoding: chunked\r\n", "3\r\nabcdef0\r\n\r\n")),
  raw("a trailer", post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\nX-Own: 1\r\n\r\n")),
];
