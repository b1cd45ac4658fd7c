import type { Difference, Verdict } from "../verdict.ts";

const spaceBehindSize: Difference = {
  accepts: 0,
  refuses: true,
  why: "White space follows a size only where an extension follows (RFC 9112 §7.1.1).",
};
const lengthBesideChunks: Difference = {
  accepts: 0,
  refuses: true,
  why: "A length beside chunks is an attack (RFC 9112 §6.3).",
};
const unknownCoding: Difference = {
  accepts: 0,
  refuses: true,
  why: "Of transfer codings only chunked is known here; others get 501 (RFC 9112 §6.1).",
};
const spaceInName: Difference = {
  accepts: 0,
  refuses: true,
  why: "An extension name holds no white space, so this cannot become valid any more.",
};
const namelessExtension: Difference = {
  accepts: 0,
  refuses: true,
  why: "An extension has a name, which is a token (RFC 9112 §7.1.1).",
};

/** Requests of the tests of hyper (github.com/hyperium/hyper), src/proto/h1. */
export const http1Verdicts: readonly Verdict[] = [
  {
    name: 'the chunk line "1\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the chunk line "01\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n01\r\na\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the chunk line "A\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nA\r\naaaaaaaaaa\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the chunk line "a\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\na\r\naaaaaaaaaa\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the chunk line "Ff\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFf\r\n" +
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" +
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" +
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" +
      "aaaaaaaaaaaaaaa\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the chunk line "Ff   \\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFf   \r\n" +
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" +
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" +
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" +
      "aaaaaaaaaaaaaaa\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: spaceBehindSize,
  },
  {
    name: 'the chunk line "1;extension\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;extension\r\na\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the chunk line "a;ext name=value\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\na;ext name=value\r\n" +
      "aaaaaaaaaa\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: namelessExtension,
  },
  {
    name: 'the chunk line "1;extension;extension2\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;extension;extension2\r\n" +
      "a\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the chunk line "1;;;  ;\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;;;  ;\r\na\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: namelessExtension,
  },
  {
    name: 'the chunk line "2; extension...\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2; extension...\r\naa\r\n" +
      "0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the chunk line "3   ; extension=123\\r\\n"',
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3   ; extension=123\r\n" +
      "aaa\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the chunk line "3   ;\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3   ;\r\naaa\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: namelessExtension,
  },
  {
    name: 'the chunk line "3   ;   \\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3   ;   \r\naaa\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: namelessExtension,
  },
  {
    name: 'the chunk line "0\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the chunk line "00\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n00\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: 'the chunk line "F\\rF"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nF\rF",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the chunk line "\\r\\n\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the chunk line "\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the chunk line "X\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nX\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the chunk line "1X\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1X\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the chunk line "-\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the chunk line "-1\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the chunk line "1 invalid extension\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1 invalid extension\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the chunk line "1 A\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1 A\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the chunk line "1;reject\\nnewlines\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;reject\nnewlines\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the chunk line "f0000000000000003\\r\\n"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nf0000000000000003\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: 'the chunk line "F"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nF",
    accepts: 0,
    refuses: false,
  },
  {
    name: 'the chunk line "1;no CRLF"',
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;no CRLF",
    accepts: 0,
    refuses: false,
    difference: spaceInName,
  },
  {
    name: "a body that ends early",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nfoo bar",
    accepts: 0,
    refuses: false,
  },
  {
    name: "chunks that end early",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nfoo bar",
    accepts: 0,
    refuses: false,
  },
  {
    name: "chunks without the last",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nZ\r\n\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "a trailer that ends with CR alone",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n1234567890abcdef\r\n" +
      "0\r\nbad\r\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "trailers of one name",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trace: first\r\n" +
      "X-Trace: second\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "trailers with a date",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" +
      "Expires: Wed, 21 Oct 2015 07:28:00 GMT\r\nX-Stream-Error: failed to decode\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "gzip, then chunked",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: unknownCoding,
  },
  {
    name: "gzip, then chunked, in two fields",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n" +
      "1\r\na\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: unknownCoding,
  },
  {
    name: "a length, then chunks",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\ncontent-length: 10\r\ntransfer-encoding: chunked\r\n\r\n1\r\n" +
      "a\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: lengthBesideChunks,
  },
  {
    name: "chunks, then a length",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: chunked\r\ncontent-length: 10\r\n\r\n1\r\n" +
      "a\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: lengthBesideChunks,
  },
  {
    name: "a length among codings",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: gzip\r\ncontent-length: 10\r\n" +
      "transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: lengthBesideChunks,
  },
  {
    name: "a length and chunks on a connection to keep",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nconnection: keep-alive\r\ncontent-length: 10\r\n" +
      "transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: lengthBesideChunks,
  },
  {
    name: "equal lengths",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\ncontent-length: 10\r\ncontent-length: 10\r\n\r\n0123456789",
    accepts: 1,
    refuses: false,
  },
  {
    name: "different lengths",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\ncontent-length: 10\r\ncontent-length: 11\r\n\r\n0123456789",
    accepts: 0,
    refuses: true,
  },
  {
    name: "a length with a sign",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\ncontent-length: +10\r\n\r\n0123456789",
    accepts: 0,
    refuses: true,
  },
  {
    name: "gzip without chunks",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: gzip\r\n\r\n1\r\na\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked before gzip",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: chunked, gzip\r\n\r\n1\r\na\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "chunked before another field",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: chunked\r\ntransfer-encoding: afterlol\r\n" +
      "\r\n1\r\na\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "HTTP/1.0 with a length",
    bytes: "POST / HTTP/1.0\r\nHost: x\r\ncontent-length: 10\r\n\r\n0123456789",
    accepts: 1,
    refuses: false,
  },
  {
    name: "HTTP/1.0 with chunks",
    bytes: "POST / HTTP/1.0\r\nHost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
];
