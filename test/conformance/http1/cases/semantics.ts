import {
  accepted,
  type Case,
  get,
  rejected,
  withField,
  withLines,
  withRequestLine,
  withTarget,
} from "./case.ts";

function withExpect(value: string): string {
  return withLines(`Expect: ${value}\r\n`);
}

function withUpgrade(value: string): string {
  return withLines(`Connection: upgrade\r\nUpgrade: ${value}\r\n`);
}

/** RFC 9110: what depends on meaning more than on syntax. */
export const semanticsCases: readonly Case[] = [
  accepted(
    "a higher minor version as HTTP/1.1 (RFC 9110 §2.5)",
    withRequestLine("GET / HTTP/1.2") + get,
    "GET / ",
    "GET / ",
  ),
  accepted(
    "the highest minor version as HTTP/1.1 (RFC 9110 §2.5)",
    withRequestLine("GET / HTTP/1.9"),
    "GET / ",
  ),
  accepted(
    "an upgrade offer, and ignores it (RFC 9110 §7.8)",
    withUpgrade("h2c, x/1") + get,
    "GET / ",
    "GET / ",
  ),
  accepted(
    "an offer of WebSocket, and ignores it (RFC 9110 §7.8)",
    withUpgrade("websocket") + get,
    "GET / ",
    "GET / ",
  ),
  accepted(
    "an upgrade offer with a body (RFC 9110 §7.8)",
    withField("Connection: upgrade\r\nUpgrade: x\r\nContent-Length: 3", "abc") + get,
    "POST / abc",
    "GET / ",
  ),
  accepted(
    "an upgrade offer of HTTP/1.0, and ignores it (RFC 9110 §7.8)",
    "GET / HTTP/1.0\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
    "GET / ",
  ),
  accepted(
    "no request after a CONNECT (RFC 9110 §9.3.6)",
    withTarget("y:80", "CONNECT") + get,
    "CONNECT y:80 ",
  ),
  accepted("TRACE (RFC 9110 §9.3.8)", withTarget("/", "TRACE") + get, "TRACE / ", "GET / "),
  ...[
    "a miracle",
    "100-continue, b",
    "b, 100-continue",
    "100-continue;a",
    "100",
    "200-ok",
    '"100-continue"',
  ].map((value) =>
    rejected(`the expectation ${JSON.stringify(value)} with 417 (RFC 9110 §10.1.1)`, withExpect(value), 417),
  ),
  rejected(
    "an unknown expectation in a second field with 417 (RFC 9110 §10.1.1)",
    withLines("Expect: 100-continue\r\nExpect: a\r\n"),
    417,
  ),
  accepted(
    "100-continue in any case without a body (RFC 9110 §10.1.1)",
    withExpect("100-Continue") + get,
    "GET / ",
    "GET / ",
  ),
  ...["", "100-continue, 100-continue", ",100-continue,"].map((value) =>
    accepted(
      `the expectation ${JSON.stringify(value)}, a list (RFC 9110 §10.1.1)`,
      withExpect(value),
      "GET / ",
    ),
  ),
  accepted(
    "any expectation of HTTP/1.0, and ignores it (RFC 9110 §10.1.1)",
    "GET / HTTP/1.0\r\nExpect: x\r\n\r\n",
    "GET / ",
  ),
];
