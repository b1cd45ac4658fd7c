import type { Verdict } from "../verdict.ts";

/**
 * The payloads of HTTP Garden (github.com/narfindustries/http-garden), each misunderstood by a server or proxy, by their
 * numbers; the verdict is that of RFC 9112.
 */
export const findingVerdicts: readonly Verdict[] = [
  {
    name: "server 1",
    bytes:
      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0_2e\r\n\r\nGET / HTTP/1.1\r\n" +
      "Host: a\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 2",
    bytes: "GET / HTTP/1.1\r\nHost: a\r\nHeader: v\x00\ralue\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 3",
    bytes:
      "GET / HTTP/1.1\r\nHost: whatever\r\nContent-Length : 34\r\n\r\nGET / HTTP/1.1\r\n" +
      "Host: whatever\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 4",
    bytes: "GET / HTTP/1.1\r\n\tContent-Length: 1\r\nHost: x\r\n\r\nX",
    accepts: 0,
    refuses: true,
  },
  { name: "server 5", bytes: "GET /test HTTP/1.32\r\n\r\n", accepts: 0, refuses: true },
  { name: "server 6", bytes: 'G=":<>(e),[T];?" /get HTTP/1.1\r\nHost: x\r\n\r\n', accepts: 0, refuses: true },
  { name: "server 7", bytes: "GET ! HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 0, refuses: true },
  { name: "server 8", bytes: "GET / HTTP/1.1\r\nHost: x\r\n\xefoo: bar\r\n\r\n", accepts: 0, refuses: true },
  { name: "server 9", bytes: "GET /\nHTTP/1.1\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "server 10",
    bytes: "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1_0\r\n\r\n0123456789",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 11",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" +
      "\r\n1\r\nZ\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 12",
    bytes: "POST / HTTP/1.1\r\nHost: whatever\r\nTransfer-Encoding: \xa0chunked\xa0\r\n\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 13",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nVisible: :/\rSmuggled: :)\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 14",
    bytes:
      "GET / HTTP/1.1\r\nHost: x\r\n" +
      '\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f "(),/;<=>?@[/]{}: whatever\r\n' +
      "\r\n",
    accepts: 0,
    refuses: true,
  },
  { name: "server 15", bytes: "GET / HTTP/\r\r1.1\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "server 16",
    bytes: "GET / HTTP/1.1\r\nHost: whatever\r\nContent-Length: \r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 17",
    bytes: "GET / HTTP/1.1\r\nHost: whatever\r\nTransfer-Encoding: chunked\r\n\r\n\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 18",
    bytes: "GET / HTTP/1.1\r\n: ignored\r\nHost: whatever\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 19",
    bytes: "GET / HTTP/1.1\r\nHost: a\r\nUseless:\n\nGET / HTTP/1.1\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 20",
    bytes: "GET / HTTP/1.1\r\nHost: a\r\nContent-Length\x85: 10\r\n\r\n0123456789",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 21",
    bytes:
      "GET / HTTP/1.1\r\nHost: whatever\r\nTransfer-Encoding: ,chunked\r\nContent-Length: 5\r\n\r\n" +
      "0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 22",
    bytes:
      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0_2e\r\n\r\nGET / HTTP/1.1\r\n" +
      "Host: a\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 23",
    bytes: "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 0\r\n\r\nZ",
    accepts: 0,
    refuses: true,
  },
  { name: "server 24", bytes: "GET / HTTP/4294967295.255\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "server 26",
    bytes: "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -48\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 27",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\n:\r\nI: am chopped off\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 28",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nContent-Length 10\r\n\r\n0123456789",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 29",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1Z\r\n\r\nZ",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 30",
    bytes: "GET / HTTP/1.1\r\nHost: a\r\n\rZGET /evil: HTTP/1.1\r\nHost: a\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 31",
    bytes:
      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\r;ABCD\r\n34\r\nE\r\n0\r\n" +
      "\r\nGET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 32",
    bytes: "GET / HTTP/1.1\r\nHost: whatever\r\nContent-Length: 010\r\n\r\n01234567",
    accepts: 0,
    refuses: false,
  },
  {
    name: "server 33",
    bytes: "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 1\r\n\r\nZ",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 34",
    bytes: "GET / HTTP/1.1\r\nHost: whatever\r\nHeader: va\rlue\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 35",
    bytes:
      "GET / HTTP/1.1\r\nHost: whatever\r\nTest: test\x00THESE BYTES GET DROPPED\r\n" +
      "Connection: close\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 36",
    bytes:
      "POST /abc HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: h2o.http-garden.us\r\n\r\n" +
      "41;a=b\r\rXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX\r\n0\r\n\r\n" +
      "GET /bad_path/pwned HTTP/1.1\r\nHost: a\r\nContent-Length: 412\r\n\r\n0\r\n\r\n" +
      "GET /def HTTP/1.1\r\nHost: h2o.http-garden.us\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 37",
    bytes:
      "POST / HTTP/1.1\r\nHost: whatever\r\nTransfer-\r\nEncoding: chunked\r\nContent-Length: 5\r\n" +
      "\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 38",
    bytes:
      "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \r\n\r\nGET / HTTP/1.1\r\n" +
      "Host: localhost\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 39",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX:POST / HTTP/1.1\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  { name: "server 40", bytes: "\x00 / HTTP/............0596.7407.\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "server 41",
    bytes: "GET /login HTTP/1.1\r\nHost: a\r\nUser: \x85admin\xa0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "server 42",
    bytes:
      "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: \r\nContent-Length: 43\r\n\r\n" +
      "POST /evil HTTP/1.1\r\nContent-Length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 43",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nEvil: evil\x00\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 44",
    bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: blegh\r\n\r\n1\r\nZ\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 45",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nInvalid\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "server 46",
    bytes:
      "POST / HTTP/1.1\r\nHost: \xffa\xff\r\nTransfer-Encoding: \xffchunked\xff\r\n\r\n1\r\nZ\r\n" +
      "0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 47",
    bytes:
      "POST / HTTP/1.1\r\nHost: whatever\r\nTransfer-Encoding: chunked\r\n\r\nINVALID!!!\r\n" +
      "GET / HTTP/1.1\r\nHost: whatever\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "server 48",
    bytes:
      "POST / HTTP/1.1\r\nContent-Length: 0\r\nConnection:keep-alive\r\nHost: a\r\nid: 0\r\n\r\n" +
      "POST / HTTP/1.1\r\nHost: a\r\nid: 1\r\nContent-Length: 34\r\n\r\nGET / HTTP/1.1\r\n" +
      "Host: a\r\nid: 2\r\n\r\n",
    accepts: 2,
    refuses: false,
  },
  {
    name: "proxy 1",
    bytes: "POST / HTTP/1.1\r\nHost: akamai.my-domain.cool\r\nContent-Length: 0x10\r\n\r\nZ",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 2",
    bytes:
      "POST / HTTP/1.1\r\nHost: akamai.my-domain.cool\r\nTransfer-Encoding: chunked\r\n\r\nZ\r\n" +
      "ZZ\r\nZZZ\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 3",
    bytes:
      "POST / HTTP/1.1\r\nHost: server.my-domain.cool\r\nTransfer-Encoding: chunked\r\n\r\n" +
      "2\r\r;a\r\n02\r\n41\r\n0\r\n\r\nGET /bad_path/pwned HTTP/1.1\r\nHost: a\r\n" +
      "Content-Length: 430\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: server.my-domain.cool\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 4",
    bytes: "POST /  HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r0\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 5",
    bytes: "GET / HTTP/1.1\r\nhost: whatever\r\ncontent-length: \r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 6",
    bytes: "GET / HTTP/1.1\r\nHost: fanout\r\nHeader\x85: value\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 7",
    bytes:
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
      "1these-bytes-never-get-validated\r\nZ\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 9",
    bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: ,chunked\r\n\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 10",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nInvalid-Header: this\rvalue\ris\rinvalid\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 11",
    bytes:
      "GET / HTTP/1.1\r\nhost: whatever\r\ncontent-length: \r\ncontent-length: 59\r\n\r\n" +
      "POST /evil HTTP/1.1\r\nhost: whatever\r\ncontent-length: 34\r\n\r\nGET / HTTP/1.1\r\n" +
      "host: whatever\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 12",
    bytes: "GET / HTTP/1.1\r\nHost: google.com\x00.kallus.org\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 13",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 14",
    bytes: "GET / HTTP/1.1\r\nHost: whatever\r\nTe\nst: test\r\nConnection: close\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 15",
    bytes:
      "GET / HTTP/1.1\r\nHost: whatever\r\nTransfer-Encoding: ,chunked\r\nContent-Length: 5\r\n" +
      "Connection: close\r\n\r\n0r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 16",
    bytes: "GET / HTTP/1.1\nHost: whatever\nConnection: close\n\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 17",
    bytes:
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n17\r\n0\r\n\r\n" +
      "GET / HTTP/1.1\r\n\r\n\r\n\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 18",
    bytes:
      "GET / HTTP/1.1\r\nHost: whatever\r\nTransfer-Encoding: ,chunked\r\nContent-Length: 5\r\n\r\n" +
      "0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 19",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-0x0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  { name: "proxy 20", bytes: "GET / HTTP/1.1\r\nHost: x\r\na:b\r\nc\x00\r\n\r\n", accepts: 0, refuses: true },
  {
    name: "proxy 21",
    bytes: "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n1234567890",
    accepts: 1,
    refuses: false,
  },
  {
    name: "proxy 22",
    bytes:
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 31\r\n\r\n" +
      "GET /evil HTTP/1.1\r\nHost: a\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 23",
    bytes:
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + "\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 24",
    bytes: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n           0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "proxy 25",
    bytes:
      "POST / HTTP/1.1\r\nHost: whatever\r\nTransfer-Encoding: chunked\r\n" +
      "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "bonus 3",
    bytes: "GET / HTTP/1.1\r\nHost: whatever\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\x00",
    accepts: 1,
    refuses: true,
  },
  {
    name: "bonus 4",
    bytes: "POST / HTTP/1.1\r\nHost: whatever\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nZ\r\n0\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "HTTP/2 1",
    bytes:
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00E\x01\x05\x00\x00\x00\x01\x00\n:authority\tlocalhost\x00\x05:path\x01/\x00\x07:meth" +
      "od\x03GET\x00\x07:scheme\x04http\x00\x05test1\x03\ta\t",
    accepts: 0,
    refuses: true,
  },
  {
    name: "HTTP/2 2",
    bytes:
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00=\x01\x05\x00\x00\x00\x01\x00\n:authority\tlocalhost\x00\x05:path\x01/\x00\x07:meth" +
      "od\x03GET\x00\x07:scheme\x04http\x00\x00\x00",
    accepts: 0,
    refuses: true,
  },
];
