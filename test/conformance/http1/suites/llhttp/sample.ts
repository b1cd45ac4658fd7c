import type { Verdict } from "../verdict.ts";

/** test/request/sample.md of llhttp. */
export const sampleVerdicts: readonly Verdict[] = [
  {
    name: "Simple request",
    bytes: "OPTIONS /url HTTP/1.1\r\nHost: x\r\nHeader1: Value1\r\nHeader2:\t Value2\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Request with method starting with `H`",
    bytes: "HEAD /url HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "curl GET",
    bytes:
      "GET /test HTTP/1.1\r\n" +
      "User-Agent: curl/7.18.0 (i486-pc-linux-gnu) libcurl/7.18.0 OpenSSL/0.9.8g zlib/1.2.3.3 libidn/1.1\r\n" +
      "Host: 0.0.0.0=5000\r\nAccept: */*\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Firefox GET",
    bytes:
      "GET /favicon.ico HTTP/1.1\r\nHost: 0.0.0.0=5000\r\n" +
      "User-Agent: Mozilla/5.0 (X11; U; Linux i686; en-US; rv:1.9) Gecko/2008061015 Firefox/3.0\r\n" +
      "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n" +
      "Accept-Language: en-us,en;q=0.5\r\nAccept-Encoding: gzip,deflate\r\n" +
      "Accept-Charset: ISO-8859-1,utf-8;q=0.7,*;q=0.7\r\nKeep-Alive: 300\r\n" +
      "Connection: keep-alive\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "DUMBPACK",
    bytes: "GET /dumbpack HTTP/1.1\r\nHost: x\r\naaaaaaaaaaaaa:++++++++++\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "No headers and no body",
    bytes: "GET /get_no_headers_no_body/world HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "One header and no body",
    bytes: "GET /get_one_header_no_body HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Apache bench GET",
    bytes: "GET /test HTTP/1.0\r\nHost: 0.0.0.0:5000\r\nUser-Agent: ApacheBench/2.3\r\nAccept: */*\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  { name: "Prefix newline", bytes: "\r\nGET /test HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 1, refuses: false },
  {
    name: "No HTTP version",
    bytes: "GET /\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: {
      accepts: 0,
      refuses: true,
      why: "HTTP/0.9 had no border but the end of the connection; it is not spoken here (RFC 9112 §3).",
    },
  },
  {
    name: "Line folding in header value with LF",
    bytes:
      "GET / HTTP/1.1\r\nHost: x\r\n" +
      "Line1:   abc\n\tdef\n ghi\n\t\tjkl\n  mno \n\t \tqrs\nLine2: \t line2\t\nLine3:\n line3\nLine4: \n \nConnection:\n close\n\n",
    accepts: 0,
    refuses: true,
  },
  { name: "No LF after CR", bytes: "GET / HTTP/1.1\rLine: 1\r\n", accepts: 0, refuses: true },
  {
    name: "Request starting with CRLF",
    bytes: "\r\nGET /url HTTP/1.1\r\nHost: x\r\nHeader1: Value1\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Extended Characters",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nTest: D\xfcsseldorf\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "255 ASCII in header value",
    bytes: "OPTIONS /url HTTP/1.1\r\nHost: x\r\nHeader1: Value1\r\nHeader2: \xffValue2\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
];
