import { accepted, type Case, get, host, rejected, smallLimit, withRequestLine, withTarget } from "./case.ts";

function withHost(value: string): string {
  return `GET / HTTP/1.1\r\nHost:${value}\r\n\r\n`;
}

/** RFC 9112 §3, §3.1: the request line and its method. */
const lineCases: readonly Case[] = [
  rejected("white space before the method (RFC 9112 §3)", ` ${get}`),
  rejected("a request line without a target (RFC 9112 §3)", withRequestLine("GET HTTP/1.1")),
  rejected("a request line with an empty target (RFC 9112 §3)", withRequestLine("GET  HTTP/1.1")),
  rejected("a request line without a version (RFC 9112 §3)", withRequestLine("GET /")),
  rejected("a request line of a method alone (RFC 9112 §3)", withRequestLine("GET")),
  rejected("two spaces after the method (RFC 9112 §3)", withRequestLine("GET  / HTTP/1.1")),
  rejected("two spaces after the target (RFC 9112 §3)", withRequestLine("GET /  HTTP/1.1")),
  rejected("a tab after the method (RFC 9112 §3)", withRequestLine("GET\t/ HTTP/1.1")),
  rejected("a tab after the target (RFC 9112 §3)", withRequestLine("GET /\tHTTP/1.1")),
  rejected("a vertical tab after the target (RFC 9112 §3)", withRequestLine("GET /\vHTTP/1.1")),
  rejected("a space at the end of the request line (RFC 9112 §3)", withRequestLine("GET / HTTP/1.1 ")),
  rejected("a fourth word in the request line (RFC 9112 §3)", withRequestLine("GET / HTTP/1.1 x")),
  rejected(
    "a request line beyond the limit with 414 (RFC 9112 §3)",
    withTarget(`/${"a".repeat(smallLimit)}`),
    414,
  ),
  rejected("a method beyond the limit with 414 (RFC 9112 §3)", "A".repeat(smallLimit + 1), 414),
  accepted("an extension method (RFC 9112 §3.1)", withTarget("/", "M-SEARCH"), "M-SEARCH / "),
  accepted(
    "every character of a token as method (RFC 9112 §3.1)",
    withTarget("/", "!#$%&'*+-.^_`|~09aZ"),
    "!#$%&'*+-.^_`|~09aZ / ",
  ),
  accepted("methods of lower case as other methods (RFC 9112 §3.1)", withTarget("/", "get"), "get / "),
  ...["FOO,BAR", "GET()", "G\xcbT", "GET\0", "GET:", '"GET"', "GET\x7f", "{GET}"].map((method) =>
    rejected(`the method ${JSON.stringify(method)} (RFC 9112 §3.1)`, withTarget("/", method)),
  ),
];

/** RFC 9112 §3.2: the request target in its four forms. */
const targetCases: readonly Case[] = [
  ...["\0", "\x01", "\t", "\v", "\x1f", "\x7f"].map((character) =>
    rejected(`${JSON.stringify(character)} in the target (RFC 9112 §3.2)`, withTarget(`/a${character}b`)),
  ),
  rejected("a space in the target (RFC 9112 §3.2)", withTarget("/a b")),
  rejected("a space at the end of the target (RFC 9112 §3.2)", withTarget("/a ")),
  rejected("a bare CR in the target (RFC 9112 §3.2)", withTarget("/a\rb")),
  rejected("a bare LF in the target (RFC 9112 §3.2)", withTarget("/a\nb")),
  rejected("a fragment in the target (RFC 9112 §3.2)", withTarget("/a#b")),
  rejected("a target that is neither path nor URL (RFC 9112 §3.2)", withTarget("a")),
  rejected("a query without a path (RFC 9112 §3.2)", withTarget("?a")),
  accepted("a path that begins with two slashes (RFC 9112 §3.2.1)", withTarget("//y/a"), "GET //y/a "),
  accepted("a path with an empty query (RFC 9112 §3.2.1)", withTarget("/?"), "GET /? "),
  accepted("a query with question marks (RFC 9112 §3.2.1)", withTarget("/?a?b"), "GET /?a?b "),
  accepted("a path with dots, not resolved (RFC 9112 §3.2.1)", withTarget("/a/../b"), "GET /a/../b "),
  accepted("a path with broken escapes, as it is (RFC 9112 §3.2.1)", withTarget("/%zz%"), "GET /%zz% "),
  accepted(
    "quotes, bars and braces in the target (RFC 9112 §3.2.1)",
    withTarget('/"<|>{}^`\\'),
    'GET /"<|>{}^`\\ ',
  ),
  accepted("bytes beyond ASCII in the target (RFC 9112 §3.2.1)", withTarget("/\xc3\xa9"), "GET /\xc3\xa9 "),
  accepted("absolute form (RFC 9112 §3.2.2)", withTarget("http://y/a?b"), "GET /a?b "),
  accepted("absolute form of https (RFC 9112 §3.2.2)", withTarget("https://y/a"), "GET /a "),
  accepted("absolute form with a scheme in any case (RFC 9112 §3.2.2)", withTarget("HTTP://Y/a"), "GET /a "),
  accepted("absolute form with a port (RFC 9112 §3.2.2)", withTarget("http://y:80/a"), "GET /a "),
  accepted("absolute form of an IPv6 address (RFC 9112 §3.2.2)", withTarget("http://[::1]:80/a"), "GET /a "),
  accepted("absolute form without a path (RFC 9112 §3.2.2)", withTarget("http://y"), "GET / "),
  accepted("absolute form with a query and no path (RFC 9112 §3.2.2)", withTarget("http://y?a"), "GET /?a "),
  rejected("absolute form with user information (RFC 9110 §4.2.4)", withTarget("http://u@y/")),
  rejected("absolute form with a password (RFC 9110 §4.2.4)", withTarget("http://u:p@y/")),
  rejected("absolute form of another scheme (RFC 9112 §3.2.2)", withTarget("ftp://y/")),
  rejected("absolute form with one slash (RFC 9112 §3.2.2)", withTarget("http:/a")),
  rejected("absolute form without an authority (RFC 9110 §4.2.1)", withTarget("http:///a")),
  rejected("absolute form with a port and no host (RFC 9110 §4.2.1)", withTarget("http://:80/a")),
  rejected("absolute form with a port that is no number (RFC 9112 §3.2.2)", withTarget("http://y:a/")),
  rejected("absolute form of a list of hosts (RFC 9112 §3.2.2)", withTarget("http://y,z/")),
  rejected("absolute form with a broken escape in its host (RFC 9112 §3.2.2)", withTarget("http://%zz/")),
  rejected("absolute form of what is no IPv6 address (RFC 9112 §3.2.2)", withTarget("http://[1:2]/")),
  rejected("absolute form with a backslash in its host (RFC 9112 §3.2.2)", withTarget("http://y\\z/")),
  rejected("absolute form without a Host field (RFC 9112 §3.2.2)", "GET http://y/ HTTP/1.1\r\n\r\n"),
  accepted("authority form of CONNECT (RFC 9112 §3.2.3)", withTarget("y:80", "CONNECT"), "CONNECT y:80 "),
  accepted(
    "an IPv6 address in authority form (RFC 9112 §3.2.3)",
    withTarget("[::1]:80", "CONNECT"),
    "CONNECT [::1]:80 ",
  ),
  ...["/", "*", "y", "y:", ":80", "u@y:80", "http://y/", "y:80/", "y:a"].map((target) =>
    rejected(`CONNECT to ${target} (RFC 9112 §3.2.3)`, withTarget(target, "CONNECT")),
  ),
  rejected("CONNECT to a list of hosts (RFC 9112 §3.2.3)", withTarget("y,z:80", "CONNECT")),
  rejected("authority form outside of CONNECT (RFC 9112 §3.2.3)", withTarget("y:80")),
  accepted("OPTIONS * (RFC 9112 §3.2.4)", withTarget("*", "OPTIONS"), "OPTIONS * "),
  rejected("asterisk form outside of OPTIONS (RFC 9112 §3.2.4)", withTarget("*")),
  rejected("OPTIONS of two asterisks (RFC 9112 §3.2.4)", withTarget("**", "OPTIONS")),
];

/** RFC 9112 §3.2, RFC 9110 §7.2: exactly one valid `Host`. */
const hostCases: readonly Case[] = [
  rejected("a missing Host field (RFC 9112 §3.2)", "GET / HTTP/1.1\r\n\r\n"),
  rejected("a missing Host field in HTTP/1.2 (RFC 9112 §3.2)", "GET / HTTP/1.2\r\n\r\n"),
  accepted("a missing Host field in HTTP/1.0 (RFC 9112 §3.2)", "GET / HTTP/1.0\r\n\r\n", "GET / "),
  rejected("two Host fields (RFC 9112 §3.2)", `GET / HTTP/1.1\r\n${host}Host: y\r\n\r\n`),
  rejected("two equal Host fields (RFC 9112 §3.2)", `GET / HTTP/1.1\r\n${host}${host}\r\n`),
  rejected(
    "two Host fields with others between (RFC 9112 §3.2)",
    `GET / HTTP/1.1\r\n${host}A: b\r\nhost: x\r\n\r\n`,
  ),
  rejected("an empty Host field beside another (RFC 9112 §3.2)", `GET / HTTP/1.1\r\nHost:\r\n${host}\r\n`),
  rejected("two Host fields in HTTP/1.0 (RFC 9112 §3.2)", `GET / HTTP/1.0\r\n${host}${host}\r\n`),
  rejected("an invalid Host field in HTTP/1.0 (RFC 9112 §3.2)", "GET / HTTP/1.0\r\nHost: x/y\r\n\r\n"),
  rejected(
    "an invalid Host field beside absolute form (RFC 9112 §3.2)",
    "GET http://y/ HTTP/1.1\r\nHost: x/\r\n\r\n",
  ),
  accepted("an empty Host field (RFC 9112 §3.2)", withHost(""), "GET / "),
  ...[
    "x",
    "X:80",
    "x:",
    "x.y-z_",
    "127.0.0.1:8888",
    "[::1]",
    "[::1]:80",
    "[v1.a:b]",
    "%41",
    "x~!$&'()*+;=",
  ].map((value) => accepted(`the host ${value} (RFC 9110 §7.2)`, withHost(` ${value}`), "GET / ")),
  ...[
    "x, y",
    "x,y",
    "x y",
    "x/y",
    "/",
    "http://x",
    "u@x",
    "@",
    "x:a",
    "x:80:80",
    "x:-1",
    "x?y",
    "x#y",
    "x\\y",
  ]
    .concat(["[::1", "::1", "[]", "[x]", "%4", "%zz", "x\xe9", '"x"', "<x>", "x\t:80", "[::1]x", "x[::1]"])
    .map((value) => rejected(`the host ${JSON.stringify(value)} (RFC 9110 §7.2)`, withHost(` ${value}`))),
  rejected("a host of a port alone (RFC 9110 §4.2.1)", withHost(" :80")),
  ...["[1:2]", "[:::]", "[::1.2]", "[1.2.3.4]", "[::12345]"].map((value) =>
    rejected(`${value}, which is no IPv6 address (RFC 3986 §3.2.2)`, withHost(` ${value}`)),
  ),
];

/** RFC 9112 §3: request line. */
export const requestLineCases: readonly Case[] = [...lineCases, ...targetCases, ...hostCases];
