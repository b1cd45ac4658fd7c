import type { Verdict } from "../verdict.ts";
import { judgedWhole } from "./differences.ts";

/** test/request/content-length.md of llhttp. */
export const contentLengthVerdicts: readonly Verdict[] = [
  {
    name: "`Content-Length` with zeroes",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nContent-Length: 003\r\n\r\nabc",
    accepts: 1,
    refuses: false,
  },
  {
    name: "`Content-Length` with follow-up headers",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nContent-Length: 003\r\nOhai: world\r\n\r\nabc",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Error on `Content-Length` overflow",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000000000000000\r\n",
    accepts: 0,
    refuses: true,
    difference: judgedWhole,
  },
  {
    name: "Error on duplicate `Content-Length`",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
    accepts: 0,
    refuses: true,
    difference: judgedWhole,
  },
  {
    name: "Error on simultaneous `Content-Length` and `Transfer-Encoding: identity`",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: identity\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Invalid whitespace token with `Content-Length` header field",
    bytes:
      "PUT /url HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nContent-Length : 4\r\nUpgrade: ws\r\n\r\nabcdefgh",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Funky `Content-Length` with body",
    bytes: "GET /get_funky_content_length_body_hello HTTP/1.0\r\nconTENT-Length: 5\r\n\r\nHELLO",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Spaces in `Content-Length` (surrounding)",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length:  42 \r\n\r\n",
    accepts: 0,
    refuses: false,
  },
  {
    name: "Tabs in `Content-Length` (surrounding)",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\t42\t  \r\n\r\n",
    accepts: 0,
    refuses: false,
  },
  {
    name: "Spaces in `Content-Length` #2",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4 2\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Spaces in `Content-Length` #3",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 13 37\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Empty `Content-Length`",
    bytes: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "`Content-Length` with CR instead of dash",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nContent\rLength: 003\r\n\r\nabc",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Missing CRLF-CRLF before body",
    bytes: "PUT /url HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\rabc",
    accepts: 0,
    refuses: true,
  },
];
