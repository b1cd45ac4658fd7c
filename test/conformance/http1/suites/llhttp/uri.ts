import type { Verdict } from "../verdict.ts";

/** test/request/uri.md of llhttp. */
export const uriVerdicts: readonly Verdict[] = [
  {
    name: "Quotes in URI",
    bytes: 'GET /with_"lovely"_quotes?foo=\\"bar\\" HTTP/1.1\r\nHost: x\r\n\r\n',
    accepts: 1,
    refuses: false,
  },
  {
    name: "Query URL with question mark",
    bytes: "GET /test.cgi?foo=bar?baz HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Host terminated by a query string",
    bytes: "GET http://hypnotoad.org?hail=all HTTP/1.1\r\nHost: x\r\n\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "`host:port` terminated by a query string",
    bytes: "GET http://hypnotoad.org:1234?hail=all HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Query URL with vertical bar character",
    bytes: "GET /test.cgi?query=| HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "`host:port` terminated by a space",
    bytes: "GET http://hypnotoad.org:1234 HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "Disallow UTF-8 in URI path in strict mode",
    bytes: "GET /\xce\xb4\xb6/\xce\xb4t/pope?q=1#narf HTTP/1.1\r\nHost: github.com\r\n\r\n",
    accepts: 0,
    refuses: true,
  },
  {
    name: "Fragment in URI",
    bytes: "GET /forums/1/topics/2375?page=1#posts-17408 HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: { accepts: 0, refuses: true, why: "A fragment is no part of a target (RFC 9112 §3.2)." },
  },
  {
    name: "Underscore in hostname",
    bytes:
      "CONNECT home_0.netscape.com:443 HTTP/1.0\r\nUser-agent: Mozilla/1.1N\r\n" +
      "Proxy-authorization: basic aGVsbG86d29ybGQ=\r\n\r\n",
    accepts: 1,
    refuses: false,
  },
  {
    name: "`host:port` and basic auth",
    bytes: "GET http://a%12:b!&*$@hypnotoad.org:1234/toto HTTP/1.1\r\nHost: x\r\n\r\n",
    accepts: 1,
    refuses: false,
    difference: {
      accepts: 0,
      refuses: true,
      why: "User information in a target only serves to mislead (RFC 9110 §4.2.4).",
    },
  },
  { name: "Space in URI", bytes: "GET /foo bar/ HTTP/1.1\r\n\r\n", accepts: 0, refuses: true },
];
