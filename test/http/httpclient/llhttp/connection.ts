import { type AnswerVerdict, cutShort, noUpgrade } from "./answer-verdict.ts";

/** test/response/connection.md, content-length.md, pipelining.md of llhttp. */
export const connectionAnswers: readonly AnswerVerdict[] = [
  {
    name: "Proxy-Connection",
    bytes:
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Length: 11\r\n" +
      "Proxy-Connection: close\r\nDate: Thu, 31 Dec 2009 20:55:48 +0000\r\n\r\nhello world",
    isAnswer: true,
  },
  {
    name: "HTTP/1.0 with keep-alive and EOF-terminated 200 status",
    bytes: "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\nHTTP/1.0 200 OK",
    isAnswer: true,
  },
  {
    name: "HTTP/1.0 with keep-alive and 204 status",
    bytes: "HTTP/1.0 204 No content\r\nConnection: keep-alive\r\n\r\nHTTP/1.0 200 OK",
    isAnswer: true,
  },
  {
    name: "HTTP/1.1 with EOF-terminated 200 status",
    bytes: "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK",
    isAnswer: true,
  },
  {
    name: "HTTP/1.1 with 204 status",
    bytes: "HTTP/1.1 204 No content\r\n\r\nHTTP/1.1 200 OK",
    isAnswer: true,
  },
  {
    name: "HTTP/1.1 with keep-alive disabled and 204 status",
    bytes: "HTTP/1.1 204 No content\r\nConnection: close\r\n\r\nHTTP/1.1 200 OK",
    isAnswer: true,
  },
  {
    name: "HTTP/1.1 with keep-alive disabled, content-length",
    bytes:
      "HTTP/1.1 200 No content\r\nContent-Length: 5\r\nConnection: close\r\n\r\n" +
      "2ad731e3-4dcd-4f70-b871-0ad284b29ffc",
    isAnswer: true,
  },
  {
    name: "HTTP 101 response with Upgrade and Content-Length header",
    bytes:
      "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n" +
      "Content-Length: 4\r\n\r\nbodyproto",
    isAnswer: true,
    difference: noUpgrade,
  },
  {
    name: "HTTP 101 response with Upgrade and Transfer-Encoding header",
    bytes:
      "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n" +
      "Transfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\nproto",
    isAnswer: true,
    difference: noUpgrade,
  },
  {
    name: "HTTP 200 response with Upgrade header",
    bytes: "HTTP/1.1 200 OK\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\nbody",
    isAnswer: true,
  },
  {
    name: "HTTP 200 response with Upgrade header and Content-Length",
    bytes: "HTTP/1.1 200 OK\r\nConnection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 4\r\n\r\nbody",
    isAnswer: true,
  },
  {
    name: "HTTP 200 response with Upgrade header and Transfer-Encoding",
    bytes:
      "HTTP/1.1 200 OK\r\nConnection: upgrade\r\nUpgrade: h2c\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n" +
      "bo\r\n2\r\ndy\r\n0\r\n\r\n",
    isAnswer: true,
  },
  {
    name: "HTTP 304 with Content-Length",
    bytes:
      "HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    isAnswer: true,
  },
  {
    name: "HTTP 304 with Transfer-Encoding",
    bytes:
      "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\nHTTP/1.1 200 OK\r\n" +
      "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
    isAnswer: true,
  },
  {
    name: "HTTP 100 first, then 400",
    bytes:
      "HTTP/1.1 100 Continue\r\n\r\n\r\nHTTP/1.1 404 Not Found\r\n" +
      "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 14\r\n" +
      "Date: Fri, 15 Sep 2023 19:47:23 GMT\r\nServer: Python/3.10 aiohttp/4.0.0a2.dev0\r\n\r\n" +
      "404: Not Found",
    isAnswer: true,
  },
  {
    name: "HTTP 103 first, then 200",
    bytes:
      "HTTP/1.1 103 Early Hints\r\nLink: </styles.css>; rel=preload; as=style\r\n\r\n" +
      "HTTP/1.1 200 OK\r\nDate: Wed, 13 Sep 2023 11:09:41 GMT\r\nConnection: keep-alive\r\n" +
      "Keep-Alive: timeout=5\r\nContent-Length: 17\r\n\r\nresponse content",
    isAnswer: true,
    difference: cutShort,
  },
  {
    name: "Response without `Content-Length`, but with body",
    bytes:
      "HTTP/1.1 200 OK\r\nDate: Tue, 04 Aug 2009 07:59:32 GMT\r\nServer: Apache\r\n" +
      "X-Powered-By: Servlet/2.5 JSP/2.1\r\nContent-Type: text/xml; charset=utf-8\r\n" +
      'Connection: close\r\n\r\n<?xml version=\\"1.0\\" encoding=\\"UTF-8\\"?>\n' +
      '<SOAP-ENV:Envelope xmlns:SOAP-ENV=\\"http://schemas.xmlsoap.org/soap/envelope/\\">\n' +
      "  <SOAP-ENV:Body>\n    <SOAP-ENV:Fault>\n       <faultcode>SOAP-ENV:Client</faultcode>\n" +
      "       <faultstring>Client Error</faultstring>\n    </SOAP-ENV:Fault>\n" +
      "  </SOAP-ENV:Body>\n</SOAP-ENV:Envelope>",
    isAnswer: true,
  },
  {
    name: "Content-Length-X",
    bytes: "HTTP/1.1 200 OK\r\nContent-Length-X: 0\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK\r\n0\r\n\r\n",
    isAnswer: true,
  },
  {
    name: "Tabs in `Content-Length` (surrounding)",
    bytes: "HTTP/1.1 200 OK\r\nContent-Length:\t42\t\r\n\r\n",
    isAnswer: true,
    difference: cutShort,
  },
  {
    name: "Should parse multiple events",
    bytes:
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nAAA\r\nHTTP/1.1 201 Created\r\nContent-Length: 4\r\n" +
      "\r\nBBBB\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\nCCCC",
    isAnswer: true,
  },
];
