import type { Difference, Verdict } from "../verdict.ts";

const manyDigits: Difference = {
  accepts: 0,
  refuses: true,
  why: "13 digits are the most that a size may have here, zeros included.",
};
const folded: Difference = { accepts: 0, refuses: true, why: "A folded field is an error (RFC 9112 §5.2)." };
const bareLineFeed: Difference = {
  accepts: 0,
  refuses: true,
  why: "A line ends with CRLF and with nothing else (RFC 9112 §7.1).",
};
const manySpaces: Difference = {
  accepts: 0,
  refuses: true,
  why: "One space stands between the parts of a request line (RFC 9112 §3).",
};

/** test.c of picohttpparser (github.com/h2o/picohttpparser), the parser of h2o. */
export const picohttpparserVerdicts: readonly Verdict[] = [
  { name: "simple", bytes: "GET / HTTP/1.0\r\n\r\n", accepts: 1, refuses: false },
  { name: "partial", bytes: "GET / HTTP/1.0\r\n\r", accepts: 0, refuses: false },
  {
    name: "parse headers",
    bytes: "GET /hoge HTTP/1.1\r\nHost: example.com\r\nCookie: \r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "multibyte included",
    bytes: "GET /hoge HTTP/1.1\r\nHost: example.com\r\nUser-Agent: \xe3\x81\xb2\xe3/1.0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "parse multiline",
    bytes: "GET / HTTP/1.0\r\nfoo: \r\nfoo: b\r\n  \tc\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: folded,
  },
  {
    name: "parse header name with trailing space",
    bytes: "GET / HTTP/1.0\r\nfoo : ab\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  { name: "incomplete 1", bytes: "GET", accepts: 0, refuses: false },
  { name: "incomplete 2", bytes: "GET ", accepts: 0, refuses: false },
  { name: "incomplete 3", bytes: "GET /", accepts: 0, refuses: false },
  { name: "incomplete 4", bytes: "GET / ", accepts: 0, refuses: false },
  { name: "incomplete 5", bytes: "GET / H", accepts: 0, refuses: false },
  { name: "incomplete 6", bytes: "GET / HTTP/1.", accepts: 0, refuses: false },
  { name: "incomplete 7", bytes: "GET / HTTP/1.0", accepts: 0, refuses: false },
  { name: "incomplete 8", bytes: "GET / HTTP/1.0\r", accepts: 0, refuses: false },
  { name: "slowloris (incomplete)", bytes: "GET /hoge HTTP/1.0\r\n\r", accepts: 0, refuses: false },
  { name: "slowloris (complete)", bytes: "GET /hoge HTTP/1.0\r\n\r\n", accepts: 1, refuses: false },
  { name: "empty method", bytes: " / HTTP/1.0\r\n\r\n", accepts: 0, refuses: true },
  { name: "empty request-target", bytes: "GET  HTTP/1.0\r\n\r\n", accepts: 0, refuses: true },
  { name: "empty header name", bytes: "GET / HTTP/1.0\r\n:a\r\n\r\n", accepts: 0, refuses: true },
  { name: "header name (space only)", bytes: "GET / HTTP/1.0\r\n :a\r\n\r\n", accepts: 0, refuses: true },
  { name: "NUL in method", bytes: "G\x00T / HTTP/1.0\r\n\r\n", accepts: 0, refuses: true },
  { name: "tab in method", bytes: "G\tT / HTTP/1.0\r\n\r\n", accepts: 0, refuses: true },
  { name: "invalid method", bytes: ":GET / HTTP/1.0\r\n\r\n", accepts: 0, refuses: true },
  { name: "DEL in uri-path", bytes: "GET /\x7fhello HTTP/1.0\r\n\r\n", accepts: 0, refuses: true },
  { name: "NUL in header name", bytes: "GET / HTTP/1.0\r\na\x00b: c\r\n\r\n", accepts: 0, refuses: true },
  { name: "NUL in header value", bytes: "GET / HTTP/1.0\r\nab: c\x00d\r\n\r\n", accepts: 0, refuses: true },
  { name: "CTL in header name", bytes: "GET / HTTP/1.0\r\na\x1bb: c\r\n\r\n", accepts: 0, refuses: true },
  { name: "CTL in header value", bytes: "GET / HTTP/1.0\r\nab: c\x1b\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "invalid char in header value",
    bytes: "GET / HTTP/1.0\r\n/: 1\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  { name: "accept MSB chars", bytes: "GET /\xa0 HTTP/1.0\r\nh: c\xa2y\r\n\r\n", accepts: 1, refuses: false },
  {
    name: "accept |~ (though forbidden by SSE)",
    bytes: "GET / HTTP/1.0\r\n|~: 1\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  { name: "disallow {", bytes: "GET / HTTP/1.0\r\n{: 1\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "exclude leading and trailing spaces in header value",
    bytes: "GET / HTTP/1.0\r\nfoo: a \t \r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "accept multiple spaces between tokens",
    bytes: "GET   /   HTTP/1.0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: manySpaces,
  },
  {
    name: 'chunked "b\\r\\nhello world\\r\\n0\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n0\r\n",
    accepts: 0,
    refuses: false,
  },
  {
    name: 'chunked "b\\r\\nhello world\\r\\n0\\r\\n\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'chunked "6\\r\\nhello \\r\\n5\\r\\nworld\\r\\n0\\r\\n\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n" +
      "0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'chunked "6;comment=hi\\r\\nhello \\r\\n5\\r\\nworld\\r\\n0\\r\\n\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6;comment=hi\r\nhello \r\n" +
      "5\r\nworld\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'chunked "6 ; comment\\r\\nhello \\r\\n5\\r\\nworld\\r\\n0\\r\\n\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6 ; comment\r\nhello \r\n" +
      "5\r\nworld\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'chunked "6\\r\\nhello \\r\\n5\\r\\nworld\\r\\n0\\r\\na: b\\r\\nc: d\\r\\n\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n" +
      "0\r\na: b\r\nc: d\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'chunked "b\\r\\nhello world\\r\\n0\\r\\n\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n0\r\n\n",
    accepts: 1,
    refuses: false,
    difference: bareLineFeed,
  },
  {
    name: 'chunked "6\\r\\nhello \\r\\n5\\r\\nworld\\r\\n0\\r\\na: b\\nc: d\\n\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n" +
      "0\r\na: b\nc: d\n\n",
    accepts: 1,
    refuses: false,
    difference: bareLineFeed,
  },
  {
    name: 'chunked "z\\r\\nabcdefg"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nz\r\nabcdefg",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'chunked "6\\r\\nhello \\r\\nffffffffffffffff\\r\\nabcdefg"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n" +
      "ffffffffffffffff\r\nabcdefg",
    accepts: 0,
    refuses: false,
    difference: manyDigits,
  },
  {
    name: 'chunked "6\\r\\nhello \\r\\nfffffffffffffffff\\r\\nabcdefg"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n" +
      "fffffffffffffffff\r\nabcdefg",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'chunked "1x\\r\\na\\r\\n0\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1x\r\na\r\n0\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'chunked "6\\nhello \\r\\n5\\r\\nworld\\r\\n0\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\nhello \r\n5\r\nworld\r\n" + "0\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'chunked "6\\r\\nhello \\n5\\r\\nworld\\r\\n0\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \n5\r\nworld\r\n" + "0\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'chunked "6\\r\\nhello \\r\\n5\\r\\nworld\\n0\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5\r\nworld\n" + "0\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'chunked "6\\r\\nhello \\r\\n5\\r\\nworld\\r\\n0\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n" + "0\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'chunked "6\\rX\\nhello \\n5\\r\\nworld\\r\\n0\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\rX\nhello \n5\r\nworld\r\n" +
      "0\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked, then a request",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n" +
      "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 2,
    refuses: false,
  },
];
