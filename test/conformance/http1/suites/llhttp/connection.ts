import type { Verdict } from "../verdict.ts";
import { notUpgraded } from "./differences.ts";

/** test/request/connection.md, pipelining.md of llhttp. */
export const connectionVerdicts: readonly Verdict[] = [
  {
    name: "Setting flag",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Restarting when keep-alive is explicitly",
    bytes:
      "PUT /url HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\nPUT /url HTTP/1.1\r\nHost: x\r\n" +
      "Connection: keep-alive\r\n\r\n",
    accepts: 2,
    refuses: false,
  },
  {
    name: "No restart when keep-alive is off (1.0)",
    bytes: "PUT /url HTTP/1.0\r\n\r\nPUT /url HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "CRLF between requests, implicit `keep-alive`",
    bytes:
      "POST / HTTP/1.1\r\nHost: www.example.com\r\n" +
      "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\n\r\nq=42\r\n\r\n" +
      "GET / HTTP/1.1",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Not treating `\\r` as `-`",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nConnection: keep\ralive\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Setting flag on `close`",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Setting flag on `close` followed by tab",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nConnection: close\t\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "CRLF between requests, explicit `close`",
    bytes:
      "POST / HTTP/1.1\r\nHost: www.example.com\r\n" +
      "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\n" +
      "Connection: close\r\n\r\nq=42\r\n\r\nGET / HTTP/1.1",
    accepts: 1,
    refuses: false,
  },
  {
    name: "CRLF between requests, explicit `close` followed by tab",
    bytes:
      "POST / HTTP/1.1\r\nHost: www.example.com\r\n" +
      "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\n" +
      "Connection: close\t\r\n\r\nq=42\r\n\r\nGET / HTTP/1.1",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Sample",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nConnection: close, token, upgrade, token, keep-alive\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Multiple tokens with folding and LWS",
    bytes:
      "GET /demo HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, upgrade\r\nUpgrade: WebSocket\r\n\r\n" +
      "Hot diggity dogg",
    accepts: 1,
    refuses: false,
    difference: notUpgraded,
  },
  {
    name: "Invalid whitespace token with `Connection` header field",
    bytes:
      "PUT /url HTTP/1.1\r\nHost: x\r\nConnection : upgrade\r\nContent-Length: 4\r\nUpgrade: ws\r\n\r\nabcdefgh",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Setting a flag and pausing",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: ws\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Emitting part of body and pausing",
    bytes:
      "PUT /url HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nContent-Length: 4\r\nUpgrade: ws\r\n\r\nabcdefgh",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Upgrade GET request",
    bytes:
      "GET /demo HTTP/1.1\r\nHost: example.com\r\nConnection: Upgrade\r\n" +
      "Sec-WebSocket-Key2: 12998 5 Y3 1  .P00\r\nSec-WebSocket-Protocol: sample\r\n" +
      "Upgrade: WebSocket\r\nSec-WebSocket-Key1: 4 @1  46546xW%0l 1 5\r\n" +
      "Origin: http://example.com\r\n\r\nHot diggity dogg",
    accepts: 1,
    refuses: false,
    difference: notUpgraded,
  },
  {
    name: "Upgrade POST request",
    bytes:
      "POST /demo HTTP/1.1\r\nHost: example.com\r\nConnection: Upgrade\r\nUpgrade: HTTP/2.0\r\n" +
      "Content-Length: 15\r\n\r\nsweet post bodyHot diggity dogg",
    accepts: 1,
    refuses: false,
    difference: notUpgraded,
  },
  {
    name: "Should parse multiple events",
    bytes:
      "POST /aaa HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nAAA\r\nPUT /bbb HTTP/1.1\r\nHost: x\r\n" +
      "Content-Length: 4\r\n\r\nBBBB\r\nPATCH /ccc HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nCCCC",
    accepts: 2,
    refuses: false,
  },
];
