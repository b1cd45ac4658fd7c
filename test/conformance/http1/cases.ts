/** Bytes on a new connection, and what a strict server makes of them. */
export interface Case {
  /** A sentence about the server; the paragraph follows in brackets. */
  readonly name: string;
  /** One character a byte. */
  readonly bytes: string;
  /** The status code of each answer. An error is the last, and the connection closes after it. */
  readonly codes: readonly number[];
  /** What the application was given, as `METHOD target body`, one for each answer of 200. */
  readonly seen?: readonly string[];
}

/** The server under test limits a head to this many bytes, and a body to as many. */
export const smallLimit = 120;

/** ... and to as many fields. */
export const fewFields = 20;

const host = "Host: x\r\n";
const get = `GET / HTTP/1.1\r\n${host}\r\n`;

function withField(field: string, body = ""): string {
  return `POST / HTTP/1.1\r\n${host}${field}\r\n\r\n${body}`;
}

function chunked(body: string): string {
  return withField("Transfer-Encoding: chunked", body);
}

function rejected(name: string, bytes: string, code = 400): Case {
  return { name: `rejects ${name}`, bytes, codes: [code] };
}

function accepted(name: string, bytes: string, ...seen: string[]): Case {
  return { name: `accepts ${name}`, bytes, codes: seen.map(() => 200), seen };
}

/** RFC 9112 §2: message format and parsing. */
const messageCases: Case[] = [
  accepted("an empty line before the request line (RFC 9112 §2.2)", `\r\n\r\n${get}`, "GET / "),
  rejected("a bare LF before the request line (RFC 9112 §2.2)", `\n${get}`),
  rejected("a bare CR before the request line (RFC 9112 §2.2)", `\r${get}`),
  rejected("a request line that ends with a bare LF (RFC 9112 §2.2)", `GET / HTTP/1.1\n${host}\r\n`),
  rejected("a request line that ends with CR CR LF (RFC 9112 §2.2)", `GET / HTTP/1.1\r\r\n${host}\r\n`),
  rejected("a head whose lines all end with a bare LF (RFC 9112 §2.2)", "GET / HTTP/1.1\nHost: x\n\n"),
  rejected("a head that ends with a bare LF (RFC 9112 §2.2)", `GET / HTTP/1.1\r\n${host}\n`),
  rejected("a field that ends with a bare LF (RFC 9112 §2.2)", `GET / HTTP/1.1\r\nA: b\n${host}\r\n`),
  rejected("a field that ends with a bare CR (RFC 9112 §2.2)", `GET / HTTP/1.1\r\nA: b\r${host}\r\n`),
  rejected("a bare CR inside a field value (RFC 9112 §2.2)", `GET / HTTP/1.1\r\n${host}A: b\rc\r\n\r\n`),
  rejected("white space before the first field (RFC 9112 §2.2)", `GET / HTTP/1.1\r\n ${host}${host}\r\n`),
  rejected("what begins like a TLS handshake", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
  accepted("a higher minor version as HTTP/1.1 (RFC 9110 §2.5)", `GET / HTTP/1.2\r\n${host}\r\n`, "GET / "),
  rejected("HTTP/2.0 with 505 (RFC 9110 §15.6.6)", `GET / HTTP/2.0\r\n${host}\r\n`, 505),
  rejected("HTTP/0.9 with 505 (RFC 9110 §15.6.6)", `GET / HTTP/0.9\r\n${host}\r\n`, 505),
  rejected("a version in lower case (RFC 9112 §2.3)", `GET / http/1.1\r\n${host}\r\n`),
  rejected("a version of two digits (RFC 9112 §2.3)", `GET / HTTP/1.10\r\n${host}\r\n`),
  rejected("a version without its minor number (RFC 9112 §2.3)", `GET / HTTP/1\r\n${host}\r\n`),
];

/** RFC 9112 §3: request line. */
const requestLineCases: Case[] = [
  accepted("an extension method (RFC 9112 §3.1)", `M-SEARCH / HTTP/1.1\r\n${host}\r\n`, "M-SEARCH / "),
  rejected("a method with a comma (RFC 9112 §3.1)", `FOO,BAR / HTTP/1.1\r\n${host}\r\n`),
  rejected("white space before the method (RFC 9112 §3)", ` ${get}`),
  rejected("a request line without a target (RFC 9112 §3)", `GET HTTP/1.1\r\n${host}\r\n`),
  rejected("a request line without a version (RFC 9112 §3)", `GET /\r\n${host}\r\n`),
  rejected("two spaces in the request line (RFC 9112 §3)", `GET  / HTTP/1.1\r\n${host}\r\n`),
  rejected("a tab in the request line (RFC 9112 §3)", `GET\t/ HTTP/1.1\r\n${host}\r\n`),
  rejected("a space at the end of the request line (RFC 9112 §3)", `GET / HTTP/1.1 \r\n${host}\r\n`),
  rejected("a space in the target (RFC 9112 §3.2)", `GET /a b HTTP/1.1\r\n${host}\r\n`),
  rejected("NUL in the target (RFC 9112 §3.2)", `GET /a\0b HTTP/1.1\r\n${host}\r\n`),
  rejected("DEL in the target (RFC 9112 §3.2)", `GET /a\x7fb HTTP/1.1\r\n${host}\r\n`),
  rejected("a fragment in the target (RFC 9112 §3.2)", `GET /a#b HTTP/1.1\r\n${host}\r\n`),
  rejected("a target that is neither path nor URL (RFC 9112 §3.2)", `GET a HTTP/1.1\r\n${host}\r\n`),
  accepted("absolute form (RFC 9112 §3.2.2)", `GET http://y/a?b HTTP/1.1\r\n${host}\r\n`, "GET /a?b "),
  accepted(
    "absolute form without a path (RFC 9112 §3.2.2)",
    `GET http://y HTTP/1.1\r\n${host}\r\n`,
    "GET / ",
  ),
  rejected(
    "absolute form with user information (RFC 9110 §4.2.4)",
    `GET http://u@y/ HTTP/1.1\r\n${host}\r\n`,
  ),
  rejected("absolute form of another scheme (RFC 9112 §3.2.2)", `GET ftp://y/ HTTP/1.1\r\n${host}\r\n`),
  rejected("absolute form without an authority (RFC 9112 §3.2.2)", `GET http:///a HTTP/1.1\r\n${host}\r\n`),
  rejected("absolute form without a Host field (RFC 9112 §3.2.2)", "GET http://y/ HTTP/1.1\r\n\r\n"),
  rejected("CONNECT to a path (RFC 9112 §3.2.3)", `CONNECT / HTTP/1.1\r\n${host}\r\n`),
  rejected("authority form outside of CONNECT (RFC 9112 §3.2.3)", `GET y:80 HTTP/1.1\r\n${host}\r\n`),
  accepted("OPTIONS * (RFC 9112 §3.2.4)", `OPTIONS * HTTP/1.1\r\n${host}\r\n`, "OPTIONS * "),
  rejected("asterisk form outside of OPTIONS (RFC 9112 §3.2.4)", `GET * HTTP/1.1\r\n${host}\r\n`),
  rejected("a missing Host field (RFC 9112 §3.2)", "GET / HTTP/1.1\r\n\r\n"),
  accepted("a missing Host field in HTTP/1.0 (RFC 9112 §3.2)", "GET / HTTP/1.0\r\n\r\n", "GET / "),
  rejected("two Host fields (RFC 9112 §3.2)", `GET / HTTP/1.1\r\n${host}Host: y\r\n\r\n`),
  rejected("two equal Host fields (RFC 9112 §3.2)", `GET / HTTP/1.1\r\n${host}${host}\r\n`),
  rejected("two Host fields in HTTP/1.0 (RFC 9112 §3.2)", `GET / HTTP/1.0\r\n${host}${host}\r\n`),
  rejected("a list of hosts (RFC 9112 §3.2)", "GET / HTTP/1.1\r\nHost: x,y\r\n\r\n".replace("x,y", "x, y")),
  rejected("a Host field with a path (RFC 9112 §3.2)", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n"),
  rejected("a Host field with user information (RFC 9112 §3.2)", "GET / HTTP/1.1\r\nHost: u@x\r\n\r\n"),
  rejected(
    "a Host field with a port that is no number (RFC 9112 §3.2)",
    "GET / HTTP/1.1\r\nHost: x:a\r\n\r\n",
  ),
  accepted("an empty Host field (RFC 9112 §3.2)", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / "),
  accepted("an IPv6 address with a port as host (RFC 9112 §3.2)", get.replace("x", "[::1]:80"), "GET / "),
  rejected(
    "a request line beyond the limit with 414 (RFC 9112 §3)",
    get.replace("/", `/${"a".repeat(smallLimit)}`),
    414,
  ),
];

/** RFC 9112 §5: field syntax. */
const fieldCases: Case[] = [
  accepted("a field name in any case (RFC 9112 §5)", "GET / HTTP/1.1\r\nhOST:x\r\n\r\n", "GET / "),
  accepted("an empty field value (RFC 9112 §5)", `GET / HTTP/1.1\r\n${host}A:\r\n\r\n`, "GET / "),
  accepted("white space around a value (RFC 9112 §5)", "GET / HTTP/1.1\r\nHost: \t x \t \r\n\r\n", "GET / "),
  accepted(
    "bytes beyond ASCII in a value (RFC 9110 §5.5)",
    `GET / HTTP/1.1\r\n${host}A: \xe9\xff\r\n\r\n`,
    "GET / ",
  ),
  rejected("white space before the colon (RFC 9112 §5.1)", "GET / HTTP/1.1\r\nHost : x\r\n\r\n"),
  rejected("a tab before the colon (RFC 9112 §5.1)", `GET / HTTP/1.1\r\n${host}A\t: x\r\n\r\n`),
  rejected("a line without a colon (RFC 9112 §5)", `GET / HTTP/1.1\r\n${host}A\r\n\r\n`),
  rejected("an empty field name (RFC 9112 §5)", `GET / HTTP/1.1\r\n${host}: x\r\n\r\n`),
  rejected("a space in a field name (RFC 9112 §5)", `GET / HTTP/1.1\r\n${host}A B: x\r\n\r\n`),
  rejected("a byte beyond ASCII in a field name (RFC 9110 §5.1)", `GET / HTTP/1.1\r\n${host}\xe9: x\r\n\r\n`),
  rejected("a folded field (RFC 9112 §5.2)", `GET / HTTP/1.1\r\n${host}A: b\r\n c\r\n\r\n`),
  rejected("a field folded with a tab (RFC 9112 §5.2)", `GET / HTTP/1.1\r\n${host}A: b\r\n\tc\r\n\r\n`),
  rejected("NUL in a value (RFC 9110 §5.5)", `GET / HTTP/1.1\r\n${host}A: b\0\r\n\r\n`),
  rejected("a control character in a value (RFC 9110 §5.5)", `GET / HTTP/1.1\r\n${host}A: \x0b\r\n\r\n`),
  rejected("DEL in a value (RFC 9110 §5.5)", `GET / HTTP/1.1\r\n${host}A: \x7f\r\n\r\n`),
  rejected(
    "more fields than the limit with 431 (RFC 6585 §5)",
    get.replace("\r\n\r\n", `\r\n${"A:\r\n".repeat(fewFields)}\r\n`),
    431,
  ),
  rejected("a head beyond the limit with 431 (RFC 6585 §5)", withField(`A: ${"b".repeat(smallLimit)}`), 431),
];

/** RFC 9112 §6: message body. */
const bodyCases: Case[] = [
  accepted("a body of known length (RFC 9112 §6.2)", withField("Content-Length: 3", "abc"), "POST / abc"),
  accepted("a body of length 0 (RFC 9112 §6.2)", withField("Content-Length: 0"), "POST / "),
  accepted("zeros before a length (RFC 9112 §6.2)", withField("Content-Length: 003", "abc"), "POST / abc"),
  accepted(
    "equal lengths in one field (RFC 9112 §6.3)",
    withField("Content-Length: 3, 3", "abc") + get,
    "POST / abc",
    "GET / ",
  ),
  accepted(
    "equal lengths in two fields (RFC 9112 §6.3)",
    withField("Content-Length: 3\r\nContent-Length: 3", "abc") + get,
    "POST / abc",
    "GET / ",
  ),
  rejected("different lengths (RFC 9112 §6.3)", withField("Content-Length: 3\r\nContent-Length: 4", "abcd")),
  rejected("different lengths in one field (RFC 9112 §6.3)", withField("Content-Length: 3, 4", "abcd")),
  rejected("a length and an empty one (RFC 9112 §6.3)", withField("Content-Length: 3,", "abc")),
  ...["+3", "-3", "3_0", "0x3", "3.0", "3 3", "", "three", "\xb3", "3\xa0", "1e1", "3;a"].map((length) =>
    rejected(
      `the Content-Length ${JSON.stringify(length)} (RFC 9112 §6.3)`,
      withField(`Content-Length: ${length}`, "abc"),
    ),
  ),
  rejected(
    "a length beyond the limit with 413 (RFC 9110 §15.5.14)",
    withField(`Content-Length: ${smallLimit + 1}`),
    413,
  ),
  rejected(
    "a length that no number can hold with 413",
    withField("Content-Length: 18446744073709551619"),
    413,
  ),
  rejected(
    "Transfer-Encoding beside Content-Length (RFC 9112 §6.3)",
    withField("Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
  ),
  rejected(
    "Content-Length beside Transfer-Encoding (RFC 9112 §6.3)",
    withField("Transfer-Encoding: chunked\r\nContent-Length: 3", "0\r\n\r\n"),
  ),
  rejected(
    "Transfer-Encoding in HTTP/1.0 (RFC 9112 §6.1)",
    chunked("0\r\n\r\n").replace("HTTP/1.1", "HTTP/1.0"),
  ),
  accepted(
    "a coding name in any case (RFC 9112 §7)",
    withField("TRANSFER-encoding: Chunked", "0\r\n\r\n"),
    "POST / ",
  ),
  ...[
    "chunked, chunked",
    "chunked, gzip",
    "\x0bchunked",
    "chunked\xa0",
    "",
    ",chunked",
    "chunked;a=b",
    '"chunked"',
  ].map((coding) =>
    rejected(
      `the Transfer-Encoding ${JSON.stringify(coding)} (RFC 9112 §6.1)`,
      withField(`Transfer-Encoding: ${coding}`, "0\r\n\r\n"),
    ),
  ),
  rejected(
    "chunked given twice in two fields (RFC 9112 §6.1)",
    withField("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
  ),
  ...["gzip, chunked", "gzip", "identity", "xchunked", "chunke"].map((coding) =>
    rejected(
      `the transfer coding ${JSON.stringify(coding)} with 501 (RFC 9112 §6.1)`,
      withField(`Transfer-Encoding: ${coding}`, "0\r\n\r\n"),
      501,
    ),
  ),
];

/** RFC 9112 §7: chunked transfer coding. */
const chunkCases: Case[] = [
  accepted(
    "chunks (RFC 9112 §7.1)",
    chunked("3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n") + get,
    "POST / abcd",
    "GET / ",
  ),
  accepted(
    "a chunk size in any case, with zeros (RFC 9112 §7.1)",
    chunked(`00B\r\n${"a".repeat(11)}\r\n0\r\n\r\n`),
    `POST / ${"a".repeat(11)}`,
  ),
  accepted(
    "several zeros as the last chunk (RFC 9112 §7.1)",
    `${chunked("000\r\n\r\n")}${get}`,
    "POST / ",
    "GET / ",
  ),
  accepted(
    "chunk extensions, and ignores them (RFC 9112 §7.1.1)",
    chunked('3;a;b=c ;d="e;f"\r\nabc\r\n0;g\r\n\r\n'),
    "POST / abc",
  ),
  accepted(
    "trailers, and ignores them (RFC 9112 §7.1.2)",
    `${chunked("0\r\nA: b\r\nC: d\r\n\r\n")}${get}`,
    "POST / ",
    "GET / ",
  ),
  ...["+3", "-3", "0x3", "3_0", "", " 3", "3 ", "g", "3\t", "\xb3", "3,", "3:a"].map((size) =>
    rejected(
      `the chunk size ${JSON.stringify(size)} (RFC 9112 §7.1)`,
      chunked(`${size}\r\nabc\r\n0\r\n\r\n`),
    ),
  ),
  rejected("a chunk size of 14 digits (RFC 9112 §7.1)", chunked("00000000000003\r\nabc\r\n0\r\n\r\n")),
  rejected("a chunk size that ends with a bare LF (RFC 9112 §7.1)", chunked("3\nabc\r\n0\r\n\r\n")),
  rejected("a chunk extension with a bare CR (RFC 9112 §7.1.1)", chunked("3;a\rb\r\nabc\r\n0\r\n\r\n")),
  rejected("a chunk extension with a bare LF (RFC 9112 §7.1.1)", chunked("3;a\nabc\r\n0\r\n\r\n")),
  rejected("a chunk extension with NUL (RFC 9112 §7.1.1)", chunked("3;a\0\r\nabc\r\n0\r\n\r\n")),
  rejected("a chunk extension without end (RFC 9112 §7.1.1)", chunked(`3;${"a".repeat(300)}`)),
  rejected("a chunk longer than its size (RFC 9112 §7.1)", chunked("3\r\nabcd\r\n0\r\n\r\n")),
  rejected("a chunk that ends with a bare LF (RFC 9112 §7.1)", chunked("3\r\nabc\n0\r\n\r\n")),
  rejected("a chunk that ends with CR alone (RFC 9112 §7.1)", chunked("3\r\nabc\r0\r\n\r\n")),
  rejected("a last chunk that ends with a bare LF (RFC 9112 §7.1)", chunked("0\r\n\n")),
  rejected("a trailer without a colon (RFC 9112 §7.1.2)", chunked("0\r\nA\r\n\r\n")),
  rejected("a folded trailer (RFC 9112 §7.1.2)", chunked("0\r\nA: b\r\n c\r\n\r\n")),
  rejected(
    "chunks beyond the limit with 413 (RFC 9110 §15.5.14)",
    chunked(`3\r\nabc\r\n${smallLimit.toString(16)}\r\n`),
    413,
  ),
  rejected("a chunk size beyond every limit with 413", chunked("fffffffffffff\r\n"), 413),
];

/** RFC 9112 §9 and RFC 9110 §10.1.1: what becomes of the connection. */
const connectionCases: Case[] = [
  accepted("a second request on the same connection (RFC 9112 §9.3)", get + get, "GET / ", "GET / "),
  accepted(
    "no request after `Connection: close` (RFC 9112 §9.6)",
    withField("Connection: close") + get,
    "POST / ",
  ),
  accepted(
    "`close` in a list of options (RFC 9112 §9.6)",
    withField("Connection: TE ,\tCLOSE") + get,
    "POST / ",
  ),
  accepted(
    "`close` in a second field (RFC 9112 §9.6)",
    withField("Connection: TE\r\nConnection: close") + get,
    "POST / ",
  ),
  accepted(
    "options that only contain the word close (RFC 9112 §9.6)",
    withField("Connection: closed") + get,
    "POST / ",
    "GET / ",
  ),
  accepted("one request of HTTP/1.0 (RFC 9112 §9.3)", `GET / HTTP/1.0\r\n\r\n${get}`, "GET / "),
  accepted(
    "a second request of HTTP/1.0 after keep-alive (RFC 9112 §9.3)",
    `GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n${get}`,
    "GET / ",
    "GET / ",
  ),
  rejected("an unknown expectation with 417 (RFC 9110 §10.1.1)", withField("Expect: a miracle"), 417),
  accepted(
    "an expectation of HTTP/1.0, and ignores it (RFC 9110 §10.1.1)",
    "GET / HTTP/1.0\r\nExpect: x\r\n\r\n",
    "GET / ",
  ),
  {
    name: "answers what was sent before a malformed request (RFC 9112 §9.3.2)",
    bytes: `${get}GET /\r\n\r\n${get}`,
    codes: [200, 400],
    seen: ["GET / "],
  },
];

/** Every case, in the RFC's order. */
export const cases: readonly Case[] = [
  ...messageCases,
  ...requestLineCases,
  ...fieldCases,
  ...bodyCases,
  ...chunkCases,
  ...connectionCases,
];
