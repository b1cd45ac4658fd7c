import { type AnswerVerdict, chunkSpace, cutShort } from "./answer-verdict.ts";

/** test/response/transfer-encoding.md of llhttp. */
export const transferEncodingAnswers: readonly AnswerVerdict[] = [
  {
    name: "Trailing space on chunked body",
    bytes:
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n25  \r\n" +
      "This is the data in the first chunk\r\n\r\n1C\r\nand this is the second one\r\n\r\n0  \r\n\r\n",
    isAnswer: false,
    difference: chunkSpace,
  },
  {
    name: "`chunked` before other transfer-encoding",
    bytes: "HTTP/1.1 200 OK\r\nAccept: */*\r\nTransfer-Encoding: chunked, deflate\r\n\r\nWorld",
    isAnswer: true,
  },
  {
    name: "multiple transfer-encoding where chunked is not the last one",
    bytes:
      "HTTP/1.1 200 OK\r\nAccept: */*\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\nWorld",
    isAnswer: true,
  },
  {
    name: "`chunkedchunked` transfer-encoding does not enable chunked enconding",
    bytes: "HTTP/1.1 200 OK\r\nAccept: */*\r\nTransfer-Encoding: chunkedchunked\r\n\r\n2\r\nOK\r\n0\r\n\r\n",
    isAnswer: true,
  },
  {
    name: "Chunk extensions",
    bytes:
      "HTTP/1.1 200 OK\r\nHost: localhost\r\nTransfer-encoding: chunked\r\n\r\n" +
      "5;ilovew3;somuchlove=aretheseparametersfor\r\nhello\r\n6;blahblah;blah\r\n world\r\n0\r\n\r\n",
    isAnswer: true,
  },
  {
    name: "No semicolon before chunk extensions",
    bytes:
      "HTTP/1.1 200 OK\r\nHost: localhost\r\nTransfer-encoding: chunked\r\n\r\n2 erfrferferf\r\naa\r\n0 rrrr\r\n\r\n",
    isAnswer: false,
  },
  {
    name: "No extension after semicolon",
    bytes: "HTTP/1.1 200 OK\r\nHost: localhost\r\nTransfer-encoding: chunked\r\n\r\n2;\r\naa\r\n0\r\n\r\n",
    isAnswer: false,
    difference: chunkSpace,
  },
  {
    name: "Chunk extensions quoting",
    bytes:
      "HTTP/1.1 200 OK\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" +
      '5;ilovew3="I love; extensions";somuchlove="aretheseparametersfor";blah;foo=bar\r\n' +
      "hello\r\n6;blahblah;blah\r\n world\r\n0\r\n",
    isAnswer: true,
    difference: cutShort,
  },
  {
    name: "Unbalanced chunk extensions quoting",
    bytes:
      "HTTP/1.1 200 OK\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" +
      '5;ilovew3="abc";somuchlove="def; ghi\r\nhello\r\n6;blahblah;blah\r\n world\r\n0\r\n',
    isAnswer: false,
  },
];
