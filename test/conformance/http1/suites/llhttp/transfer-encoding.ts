import type { Verdict } from "../verdict.ts";

/** test/request/transfer-encoding.md of llhttp. */
export const transferEncodingVerdicts: readonly Verdict[] = [
  {
    name: "Parsing and setting flag",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
    accepts: 0,
    refuses: false,
  },
  {
    name: "Parse chunks with lowercase size",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Parse chunks with uppercase size",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "POST with `Transfer-Encoding: chunked`",
    bytes:
      "POST /post_chunked_all_your_base HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
      "1e\r\nall your base are belong to us\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Two chunks and triple zero prefixed end chunk",
    bytes:
      "POST /two_chunks_mult_zero_end HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" +
      "hello\r\n6\r\n world\r\n000\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Trailing headers",
    bytes:
      "POST /chunked_w_trailing_headers HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" +
      "hello\r\n6\r\n world\r\n0\r\nVary: *\r\nContent-Type: text/plain\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Chunk extensions",
    bytes:
      "POST /chunked_w_unicorns_after_length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" +
      "\r\n5;ilovew3;somuchlove=aretheseparametersfor;another=withvalue\r\nhello\r\n" +
      "6;blahblah;blah\r\n world\r\n0\r\n",
    accepts: 0,
    refuses: false,
  },
  {
    name: "No semicolon before chunk extensions",
    bytes:
      "POST /chunked_w_unicorns_after_length HTTP/1.1\r\nHost: localhost\r\n" +
      "Transfer-encoding: chunked\r\n\r\n2 erfrferferf\r\naa\r\n0 rrrr\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "No extension after semicolon",
    bytes:
      "POST /chunked_w_unicorns_after_length HTTP/1.1\r\nHost: localhost\r\n" +
      "Transfer-encoding: chunked\r\n\r\n2;\r\naa\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Chunk extensions quoting",
    bytes:
      "POST /chunked_w_unicorns_after_length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" +
      "\r\n" +
      '5;ilovew3="I \\"love\\"; \\\\extensions\\\\";somuchlove="aretheseparametersfor";blah;foo=bar\r\n' +
      "hello\r\n6;blahblah;blah\r\n world\r\n0\r\n",
    accepts: 0,
    refuses: false,
  },
  {
    name: "Unbalanced chunk extensions quoting",
    bytes:
      "POST /chunked_w_unicorns_after_length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" +
      '\r\n5;ilovew3="abc";somuchlove="def; ghi\r\nhello\r\n6;blahblah;blah\r\n world\r\n0\r\n',
    accepts: 0,
    refuses: true,
  },
  {
    name: "Ignoring `pigeons`",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: pigeons\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "POST with `Transfer-Encoding` and `Content-Length`",
    bytes:
      "POST /post_identity_body_world?q=search#hey HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n" +
      "Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nWorld",
    accepts: 0,
    refuses: true,
  },
  {
    name: "POST with empty `Transfer-Encoding` and `Content-Length` (lenient)",
    bytes:
      "POST / HTTP/1.1\r\nHost: foo\r\nContent-Length: 10\r\nTransfer-Encoding:\r\n" +
      "Transfer-Encoding:\r\nTransfer-Encoding:\r\n\r\n2\r\nAA\r\n0",
    accepts: 0,
    refuses: true,
  },
  {
    name: "POST with `chunked` before other transfer coding names",
    bytes:
      "POST /post_identity_body_world?q=search#hey HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n" +
      "Transfer-Encoding: chunked, deflate\r\n\r\nWorld",
    accepts: 0,
    refuses: true,
  },
  {
    name: "POST with `chunked` and duplicate transfer-encoding",
    bytes:
      "POST /post_identity_body_world?q=search#hey HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n" +
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: deflate\r\n\r\nWorld",
    accepts: 0,
    refuses: true,
  },
  {
    name: "POST with `chunked` as last transfer-encoding",
    bytes:
      "POST /post_identity_body_world?q=search#hey HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n" +
      "Transfer-Encoding: deflate, chunked\r\n\r\n5\r\nWorld\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: {
      accepts: 0,
      refuses: true,
      why: "A fragment is no part of a target (RFC 9112 §3.2); and chunked is the only coding known here, others get 501.",
    },
  },
  {
    name: "POST with `chunked` as last transfer-encoding (multiple headers)",
    bytes:
      "POST /post_identity_body_world?q=search#hey HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n" +
      "Transfer-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nWorld\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: {
      accepts: 0,
      refuses: true,
      why: "A fragment is no part of a target (RFC 9112 §3.2); and chunked is the only coding known here, others get 501.",
    },
  },
  {
    name: "POST with `chunkedchunked` as transfer-encoding",
    bytes:
      "POST /post_identity_body_world?q=search#hey HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n" +
      "Transfer-Encoding: chunkedchunked\r\n\r\n5\r\nWorld\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Missing last-chunk",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Validate chunk parameters",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3 \n  \r\nfoo\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Chunk header not terminated by CRLF",
    bytes:
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: close \r\nTransfer-Encoding: chunked \r\n\r\n" +
      "5\r\r;ABCD\r\n34\r\nE\r\n0\r\n\r\nGET / HTTP/1.1 \r\nHost: a\r\nContent-Length: 5\r\n\r\n0\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Chunk data not terminated by CRLF",
    bytes:
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: close \r\nTransfer-Encoding: chunked \r\n\r\n5\r\nABCDE0\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Space after chunk header",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\na \r\n0123456789\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
];
