import type { Verdict } from "../verdict.ts";

/** test/request/method.md of llhttp. */
export const methodVerdicts: readonly Verdict[] = [
  { name: "REPORT request", bytes: "REPORT /test HTTP/1.1\r\nHost: x\r\n\r\n", accepts: 1, refuses: false },
  {
    name: "CONNECT request",
    bytes:
      "CONNECT 0-home0.netscape.com:443 HTTP/1.0\r\nUser-agent: Mozilla/1.1N\r\n" +
      "Proxy-authorization: basic aGVsbG86d29ybGQ=\r\n\r\nsome data\r\nand yet even more data",
    accepts: 1,
    refuses: false,
  },
  {
    name: "CONNECT request with CAPS",
    bytes:
      "CONNECT HOME0.NETSCAPE.COM:443 HTTP/1.0\r\nUser-agent: Mozilla/1.1N\r\n" +
      "Proxy-authorization: basic aGVsbG86d29ybGQ=\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "CONNECT with body",
    bytes:
      "CONNECT foo.bar.com:443 HTTP/1.0\r\nUser-agent: Mozilla/1.1N\r\n" +
      'Proxy-authorization: basic aGVsbG86d29ybGQ=\r\nContent-Length: 10\r\n\r\nblarfcicle"',
    accepts: 1,
    refuses: false,
  },
  {
    name: "M-SEARCH request",
    bytes:
      'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\nST: "ssdp:all"\r\n\r\n',
    accepts: 1,
    refuses: false,
    difference: {
      accepts: 0,
      refuses: true,
      why: "The asterisk belongs to OPTIONS alone (RFC 9112 §3.2.4).",
    },
  },
  {
    name: "PATCH request",
    bytes:
      "PATCH /file.txt HTTP/1.1\r\nHost: www.example.com\r\nContent-Type: application/example\r\n" +
      'If-Match: "e0023aa4e"\r\nContent-Length: 10\r\n\r\ncccccccccc',
    accepts: 1,
    refuses: false,
  },
  {
    name: "PURGE request",
    bytes: "PURGE /file.txt HTTP/1.1\r\nHost: www.example.com\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "SEARCH request",
    bytes: "SEARCH / HTTP/1.1\r\nHost: www.example.com\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "LINK request",
    bytes:
      "LINK /images/my_dog.jpg HTTP/1.1\r\nHost: example.com\r\n" +
      'Link: <http://example.com/profiles/joe>; rel="tag"\r\n' +
      'Link: <http://example.com/profiles/sally>; rel="tag"\r\n\r\n',
    accepts: 1,
    refuses: false,
  },
  {
    name: "LINK request #2",
    bytes:
      "UNLINK /images/my_dog.jpg HTTP/1.1\r\nHost: example.com\r\n" +
      'Link: <http://example.com/profiles/sally>; rel="tag"\r\n\r\n',
    accepts: 1,
    refuses: false,
  },
  {
    name: "SOURCE request",
    bytes: "SOURCE /music/sweet/music HTTP/1.1\r\nHost: example.com\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "SOURCE request with ICE",
    bytes: "SOURCE /music/sweet/music ICE/1.0\r\nHost: example.com\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: { accepts: 0, refuses: true, why: "This server speaks HTTP, and no ICE." },
  },
  {
    name: "OPTIONS request with RTSP",
    bytes: "OPTIONS /music/sweet/music RTSP/1.0\r\nHost: example.com\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: { accepts: 0, refuses: true, why: "This server speaks HTTP, and no RTSP." },
  },
  {
    name: "ANNOUNCE request with RTSP",
    bytes: "ANNOUNCE /music/sweet/music RTSP/1.0\r\nHost: example.com\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: { accepts: 0, refuses: true, why: "This server speaks HTTP, and no RTSP." },
  },
  {
    name: "PRI request HTTP2",
    bytes: "PRI * HTTP/1.1\r\nHost: x\r\n\r\nSM\r\n\r\n",
    accepts: 0,
    refuses: false,
    difference: {
      accepts: 0,
      refuses: true,
      why: "The parser stops for HTTP/2; for a server of HTTP/1 the asterisk belongs to OPTIONS alone (RFC 9112 §3.2.4).",
    },
  },
  {
    name: "QUERY request",
    bytes:
      "QUERY /contacts HTTP/1.1\r\nHost: example.org\r\nContent-Type: example/query\r\n" +
      "Accept: text/csv\r\nContent-Length: 41\r\n\r\nselect surname, givenname, email limit 10",
    accepts: 1,
    refuses: false,
  },
];
