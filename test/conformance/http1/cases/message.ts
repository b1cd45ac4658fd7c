import { accepted, type Case, get, host, rejected, smallLimit, withLines, withRequestLine } from "./case.ts";

/** RFC 9112 §2: message format and parsing. */
export const messageCases: readonly Case[] = [
  accepted("an empty line before the request line (RFC 9112 §2.2)", `\r\n${get}`, "GET / "),
  accepted("two empty lines before the request line (RFC 9112 §2.2)", `\r\n\r\n${get}`, "GET / "),
  accepted("an empty line between requests (RFC 9112 §2.2)", `${get}\r\n${get}`, "GET / ", "GET / "),
  rejected("empty lines without end (RFC 9112 §2.2)", "\r\n".repeat(smallLimit), 431),
  rejected("a bare LF before the request line (RFC 9112 §2.2)", `\n${get}`),
  rejected("a bare CR before the request line (RFC 9112 §2.2)", `\r${get}`),
  rejected("a request line that ends with a bare LF (RFC 9112 §2.2)", `GET / HTTP/1.1\n${host}\r\n`),
  rejected("a request line that ends with a bare CR (RFC 9112 §2.2)", `GET / HTTP/1.1\r${host}\r\n`),
  rejected("a request line that ends with CR CR LF (RFC 9112 §2.2)", `GET / HTTP/1.1\r\r\n${host}\r\n`),
  rejected("a request line that ends with LF CR (RFC 9112 §2.2)", `GET / HTTP/1.1\n\r${host}\r\n`),
  rejected("a head whose lines all end with a bare LF (RFC 9112 §2.2)", "GET / HTTP/1.1\nHost: x\n\n"),
  rejected("a head that ends with a bare LF (RFC 9112 §2.2)", `GET / HTTP/1.1\r\n${host}\n`),
  rejected("a head that ends with CR CR LF (RFC 9112 §2.2)", `GET / HTTP/1.1\r\n${host}\r\r\n`),
  rejected("a field that ends with a bare LF (RFC 9112 §2.2)", `GET / HTTP/1.1\r\nA: b\n${host}\r\n`),
  rejected("a field that ends with a bare CR (RFC 9112 §2.2)", `GET / HTTP/1.1\r\nA: b\r${host}\r\n`),
  rejected("a field that ends with CR CR LF (RFC 9112 §2.2)", `GET / HTTP/1.1\r\nA: b\r\r\n${host}\r\n`),
  rejected("a bare CR inside a field value (RFC 9112 §2.2)", withLines("A: b\rc\r\n")),
  rejected("a bare CR as a field value (RFC 9112 §2.2)", withLines("A: \r\r\n")),
  rejected("white space before the first field (RFC 9112 §2.2)", `GET / HTTP/1.1\r\n ${host}${host}\r\n`),
  rejected("a tab before the first field (RFC 9112 §2.2)", `GET / HTTP/1.1\r\n\t${host}${host}\r\n`),
  rejected(
    "a line of white space before the first field (RFC 9112 §2.2)",
    `GET / HTTP/1.1\r\n \r\n${host}\r\n`,
  ),
  rejected(
    "what begins like a TLS handshake (RFC 9112 §2.2)",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  ),
  rejected("what begins with a byte order mark (RFC 9112 §2.2)", `\xef\xbb\xbf${get}`),
  rejected("what begins with NUL (RFC 9112 §2.2)", `\0${get}`),
  rejected("the head of an answer (RFC 9112 §2.1)", `HTTP/1.1 200 OK\r\n${host}\r\n`),
  rejected("the preface of HTTP/2 with 505 (RFC 9113 §3.4)", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
  ...["2.0", "0.9", "3.0", "9.9", "0.0"].map((version) =>
    rejected(`HTTP/${version} with 505 (RFC 9110 §15.6.6)`, withRequestLine(`GET / HTTP/${version}`), 505),
  ),
  ...[
    "http/1.1",
    "Http/1.1",
    "HTTP/1.10",
    "HTTP/01.1",
    "HTTP/1",
    "HTTP/1.",
    "HTTP/.1",
    "HTTP/1,1",
    "HTTP/a.1",
  ]
    .concat([
      "HTTP 1.1",
      "HTTP/ 1.1",
      "HTTP/1 .1",
      "HTTPS/1.1",
      "ICE/1.0",
      "RTSP/1.0",
      "HTTP/1.\xb9",
      "HTTP/1.1\0",
    ])
    .map((version) =>
      rejected(`the version ${JSON.stringify(version)} (RFC 9112 §2.3)`, withRequestLine(`GET / ${version}`)),
    ),
];
