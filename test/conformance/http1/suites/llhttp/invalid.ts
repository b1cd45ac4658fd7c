import type { Verdict } from "../verdict.ts";

/** test/request/invalid.md, lenient-header-value-relaxed.md, lenient-headers.md of llhttp. */
export const invalidVerdicts: readonly Verdict[] = [
  {
    name: "ICE protocol and GET method",
    bytes: "GET /music/sweet/music ICE/1.0\r\nHost: example.com\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "ICE protocol, but not really",
    bytes: "GET /music/sweet/music IHTTP/1.0\r\nHost: example.com\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "RTSP protocol and PUT method",
    bytes: "PUT /music/sweet/music RTSP/1.0\r\nHost: example.com\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "HTTP protocol and ANNOUNCE method",
    bytes: "ANNOUNCE /music/sweet/music HTTP/1.0\r\nHost: example.com\r\n\r\n",
    accepts: 0,
    refuses: true,
    difference: {
      accepts: 1,
      refuses: false,
      why: "Every token is a method here (RFC 9110 §9.1); which ones there are is for the application to say.",
    },
  },
  {
    name: "Headers separated by CR",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nFoo: 1\rBar: 2\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Headers separated by LF",
    bytes:
      "POST / HTTP/1.1\r\nHost: localhost:5000\r\nx:x\nTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n0\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Headers separated by dummy characters",
    bytes: "GET / HTTP/1.1\r\nConnection: close\r\nHost: a\r\n\rZGET /evil: HTTP/1.1\r\nHost: a\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Empty headers separated by CR",
    bytes:
      "POST / HTTP/1.1\r\nConnection: Close\r\nHost: localhost:5000\r\n" +
      "x:\rTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n0\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Empty headers separated by LF",
    bytes: "POST / HTTP/1.1\r\nHost: localhost:5000\r\nx:\nTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n0\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Invalid header token #1",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nFo@: Failure\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Invalid header token #2",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nFoo\x01\test: Bar\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Invalid header token #3",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\n: Bar\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Invalid method",
    bytes: "MKCOLA / HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 0,
    refuses: true,
    difference: {
      accepts: 1,
      refuses: false,
      why: "Every token is a method here (RFC 9110 §9.1); which ones there are is for the application to say.",
    },
  },
  {
    name: "Illegal header field name line folding",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nname\r\n : value\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Corrupted Connection header",
    bytes:
      "GET / HTTP/1.1\r\nHost: www.example.com\r\nConnection\r\x1b5\xd5eep-Alive\r\nAccept-Encoding: gzip\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Corrupted header name",
    bytes:
      "GET / HTTP/1.1\r\nHost: www.example.com\r\nX-Some-Header\r\x1b5\xd5eep-Alive\r\nAccept-Encoding: gzip\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Missing CR between headers",
    bytes:
      "GET / HTTP/1.1\r\nHost: localhost\r\nDummy: x\nContent-Length: 23\r\n\r\nGET / HTTP/1.1\r\n" +
      "Dummy: GET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Invalid HTTP version",
    bytes: "GET / HTTP/5.6",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Invalid space after start line",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\n Host: foo",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Only LFs present",
    bytes:
      "POST / HTTP/1.1\nTransfer-Encoding: chunked\nTrailer: Baz\r\n" +
      'Foo: abc\nBar: def\n\n1\nA\n1;abc\nB\n1;def=ghi\nC\n1;jkl="mno"\nD\n0\n\nBaz: ghi\n\n\\',
    accepts: 0,
    refuses: true,
  },
  {
    name: "Spaces before headers",
    bytes:
      "POST /hello HTTP/1.1\r\nHost: localhost\r\nFoo: bar\r\n Content-Length: 38\r\n\r\n" +
      "GET /bye HTTP/1.1\r\nHost: localhost\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Control char in header value (strict)",
    bytes: "GET /url HTTP/1.1\r\nHost: x\r\nHeader1: hello\x0cworld\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Header value",
    bytes: "GET /url HTTP/1.1\r\nHost: x\r\nHeader1: \x0c\r\n\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
];
