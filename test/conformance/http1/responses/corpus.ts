import { gzipSync } from "node:zlib";

/** What a server sends, and what a client makes of it. */
export interface ResponseCase {
  /** With the paragraph that decides it. */
  readonly name: string;
  /** One character a byte. */
  readonly bytes: string;
  /** Default: `"GET"`. */
  readonly method?: string;
  /** The server closes behind it. */
  readonly closes?: boolean;
  /** Cut at another place, the bytes would mean something else. */
  readonly isOneWrite?: boolean;
  /** What the client gives: status and body, or the code of its error. */
  readonly ours: string;
  /** Why `node:http` makes something else of it; left out where both agree that it is a response, or that it is none. */
  readonly difference?: string;
}

const bad = "ERR_HTTP_BAD_RESPONSE";
const cut = "ERR_HTTP_STREAM_CLOSED";
const ok = "HTTP/1.1 200 OK\r\n";
const length = "Content-Length: 2\r\n";
const final = `${ok}${length}\r\nok`;
const chunked = `${ok}Transfer-Encoding: chunked\r\n`;
const chunks = "2\r\nok\r\n0\r\n\r\n";

const strictNode = "The parser of node:http is strict by default; curl, Go and browsers take it.";
const noLeniency = "node:http takes it. RFC 9112 does not, and with it another message could be meant.";
const contentCoding = gzipSync("ok").toString("latin1");

/** RFC 9110 §15.2. */
const interim: readonly ResponseCase[] = [
  ...[100, 102, 103, 104, 199].map((code) => ({
    name: `an interim ${code} that was not asked for is passed over (RFC 9110 §15.2)`,
    bytes: `HTTP/1.1 ${code} Interim\r\nX: y\r\n\r\n${final}`,
    ours: "200 ok",
  })),
  {
    name: "any of them, one after the other",
    bytes: `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${final}`,
    ours: "200 ok",
  },
  { name: "a 100 without a reason", bytes: `HTTP/1.1 100\r\n\r\n${final}`, ours: "200 ok" },
  {
    name: "a 100 before a refusal",
    bytes: "HTTP/1.1 100 C\r\n\r\nHTTP/1.1 403 No\r\n\r\n",
    closes: true,
    ours: "403 ",
  },
  {
    name: "a 100 that announces a body has none",
    bytes: `HTTP/1.1 100 C\r\n${length}\r\n${final}`,
    ours: "200 ok",
  },
  {
    name: "a 100 before an answer to HEAD",
    method: "HEAD",
    bytes: `HTTP/1.1 100 C\r\n\r\n${ok}${length}\r\n`,
    ours: "200 ",
  },
  { name: "nothing but a 100", bytes: "HTTP/1.1 100 C\r\n\r\n", closes: true, ours: cut },
  {
    name: "a 101 that was not asked for (RFC 9110 §15.2.2)",
    bytes: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    closes: true,
    ours: bad,
  },
  {
    name: "51 interim responses",
    bytes: `${"HTTP/1.1 102 P\r\n\r\n".repeat(51)}${final}`,
    ours: bad,
    difference: "A bound of ours.",
  },
];

/** RFC 9112 §4. */
const statusLines: readonly ResponseCase[] = [
  { name: "no reason", bytes: `HTTP/1.1 200\r\n${length}\r\nok`, ours: "200 ok" },
  { name: "an empty reason", bytes: `HTTP/1.1 200 \r\n${length}\r\nok`, ours: "200 ok" },
  { name: "obs-text in the reason (§4)", bytes: `HTTP/1.1 200 \xe9\xff\r\n${length}\r\nok`, ours: "200 ok" },
  {
    name: "a status beyond 599 (RFC 9110 §15)",
    bytes: `HTTP/1.1 600 Odd\r\n${length}\r\nok`,
    ours: "600 ok",
  },
  { name: "999", bytes: `HTTP/1.1 999 Denied\r\n${length}\r\nok`, ours: "999 ok" },
  { name: "a status of two digits", bytes: `HTTP/1.1 99 Odd\r\n${length}\r\nok`, ours: bad },
  { name: "a status of four digits", bytes: `HTTP/1.1 1000 Odd\r\n${length}\r\nok`, ours: bad },
  {
    name: "a status below 100",
    bytes: `HTTP/1.1 099 Odd\r\n${length}\r\nok`,
    ours: bad,
    difference: noLeniency,
  },
  { name: "a status that is no number", bytes: `HTTP/1.1 2xx Odd\r\n${length}\r\nok`, ours: bad },
  { name: "no space before the reason", bytes: `HTTP/1.1 200OK\r\n${length}\r\nok`, ours: bad },
  { name: "no status line", bytes: `${length}\r\nok`, ours: bad },
  { name: "HTTP/0.9", bytes: "ok", closes: true, ours: bad },
  { name: "small letters", bytes: `http/1.1 200 OK\r\n${length}\r\nok`, ours: bad },
  { name: "another protocol", bytes: "SSH-2.0-OpenSSH_9.2\r\n", ours: bad },
  { name: "an empty line before it (§2.2)", bytes: `\r\n${final}`, ours: "200 ok" },
  { name: "several empty lines before it", bytes: `\r\n\n\r\n${final}`, ours: "200 ok" },
  {
    name: "HTTP/1.0, kept alive",
    bytes: `HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n${length}\r\nok`,
    ours: "200 ok",
  },
  { name: "HTTP/1.0, until the end", bytes: "HTTP/1.0 200 OK\r\n\r\nok", closes: true, ours: "200 ok" },
  {
    name: "HTTP/1.2 is HTTP/1.1 (RFC 9110 §2.5)",
    bytes: `HTTP/1.2 200 OK\r\n${length}\r\nok`,
    ours: "200 ok",
    difference: strictNode,
  },
];

/** RFC 9112 §5. */
const fields: readonly ResponseCase[] = [
  {
    name: "a folded field (§5.2)",
    bytes: `${ok}X: a\r\n  b\r\n\tc\r\n${length}\r\nok`,
    ours: "200 ok",
    difference: strictNode,
  },
  {
    name: "a field folded behind its colon",
    bytes: `${ok}X:\r\n b\r\n${length}\r\nok`,
    ours: "200 ok",
    difference: strictNode,
  },
  {
    name: "a folded length",
    bytes: `${ok}Content-Length:\r\n 2\r\n\r\nok`,
    ours: "200 ok",
    difference: strictNode,
  },
  { name: "a fold before the first field (§2.2)", bytes: `${ok} X: a\r\n${length}\r\nok`, ours: bad },
  {
    name: "a space before the colon (§5.1)",
    bytes: `${ok}Content-Length : 2\r\n\r\nok`,
    ours: "200 ok",
    difference: strictNode,
  },
  {
    name: "bare LF (§2.2)",
    bytes: `HTTP/1.1 200 OK\nX: y\n${length}\nok`,
    ours: "200 ok",
    difference: strictNode,
  },
  { name: "some bare LF", bytes: `${ok}X: y\n${length}\r\nok`, ours: "200 ok", difference: strictNode },
  { name: "bare CR within a value", bytes: `${ok}X: a\rb\r\n${length}\r\nok`, ours: bad },
  { name: "NUL within a value", bytes: `${ok}X: a\0b\r\n${length}\r\nok`, ours: bad },
  {
    name: "obs-text in a value (RFC 9110 §5.5)",
    bytes: `${ok}X: \xe9\xff\r\n${length}\r\nok`,
    ours: "200 ok",
  },
  { name: "an empty value", bytes: `${ok}X:\r\n${length}\r\nok`, ours: "200 ok" },
  { name: "no colon", bytes: `${ok}nonsense\r\n${length}\r\nok`, ours: bad },
  { name: "no name", bytes: `${ok}: x\r\n${length}\r\nok`, ours: bad },
  { name: "a name with a space", bytes: `${ok}X Y: x\r\n${length}\r\nok`, ours: bad },
];

/** RFC 9112 §6. */
const framing: readonly ResponseCase[] = [
  {
    name: "equal lengths (§6.3)",
    bytes: `${ok}${length}${length}\r\nok`,
    ours: "200 ok",
    difference: strictNode,
  },
  {
    name: "a list of equal lengths",
    bytes: `${ok}Content-Length: 2, 2\r\n\r\nok`,
    ours: "200 ok",
    difference: strictNode,
  },
  {
    name: "both",
    bytes: `${ok}${length}X: y\r\ncontent-length: 2,2\r\n\r\nok`,
    ours: "200 ok",
    difference: strictNode,
  },
  { name: "different lengths (§6.3)", bytes: `${ok}${length}Content-Length: 3\r\n\r\nok!`, ours: bad },
  { name: "a list of different lengths", bytes: `${ok}Content-Length: 2, 3\r\n\r\nok!`, ours: bad },
  {
    name: "equal lengths of an answer to HEAD",
    method: "HEAD",
    bytes: `${ok}${length}${length}\r\n`,
    ours: "200 ",
    difference: strictNode,
  },
  ...["-1", "+2", "0x2", "2a", "2 2", "", "1e3", "9".repeat(30)].map((value) => ({
    name: `the length ${JSON.stringify(value)}`,
    bytes: `${ok}Content-Length: ${value}\r\n\r\nok`,
    ours: bad,
  })),
  { name: "a body that is too short", bytes: `${ok}Content-Length: 3\r\n\r\nok`, closes: true, ours: cut },
  {
    name: "a body that is too long",
    bytes: `${final}ay`,
    closes: true,
    ours: "200 ok",
    isOneWrite: true,
    difference: "node:http fails because of what follows the body.",
  },
  { name: "no length: until the end (§6.3)", bytes: `${ok}\r\nok`, closes: true, ours: "200 ok" },
  { name: "a length and 204 (§6.3)", bytes: `HTTP/1.1 204 No Content\r\n${length}\r\n`, ours: "204 " },
  {
    name: "a length and 304 (RFC 9110 §8.6)",
    bytes: `HTTP/1.1 304 Not Modified\r\n${length}\r\n`,
    ours: "304 ",
  },
  {
    name: "chunks and 204",
    bytes: "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n",
    ours: "204 ",
  },
  {
    name: "chunks and 304",
    bytes: "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n",
    ours: "304 ",
  },
  { name: "an answer to HEAD with a length", method: "HEAD", bytes: `${ok}${length}\r\n`, ours: "200 " },
  { name: "an answer to HEAD with chunks", method: "HEAD", bytes: `${chunked}\r\n`, ours: "200 " },
  { name: "chunks and a length (§6.3)", bytes: `${chunked}${length}\r\n${chunks}`, ours: bad },
  {
    name: "chunks in HTTP/1.0 (§6.1)",
    bytes: `HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
    closes: true,
    ours: "200 ok",
  },
  {
    name: "Chunked in other letters (§7)",
    bytes: `${ok}transfer-encoding: CHUNKED\r\n\r\n${chunks}`,
    ours: "200 ok",
  },
  { name: "chunked twice", bytes: `${chunked}Transfer-Encoding: chunked\r\n\r\n${chunks}`, ours: "200 ok" },
  {
    name: "identity and a length",
    bytes: `${ok}Transfer-Encoding: identity\r\n${length}\r\nok`,
    ours: "200 ok",
    difference: strictNode,
  },
  {
    name: "identity alone",
    bytes: `${ok}Transfer-Encoding: identity\r\n\r\nok`,
    closes: true,
    ours: "200 ok",
  },
];

/** RFC 9112 §7.1. */
const chunkedBodies: readonly ResponseCase[] = [
  {
    name: "capital and small digits",
    bytes: `${chunked}\r\nA\r\n0123456789\r\nb\r\n0123456789a\r\n0\r\n\r\n`,
    ours: "200 01234567890123456789a",
  },
  { name: "zeros before the size", bytes: `${chunked}\r\n0002\r\nok\r\n000\r\n\r\n`, ours: "200 ok" },
  {
    name: "spaces behind the size",
    bytes: `${chunked}\r\n2   \r\nok\r\n0 \t\r\n\r\n`,
    ours: "200 ok",
    difference: strictNode,
  },
  { name: "extensions (§7.1.1)", bytes: `${chunked}\r\n2;a=b;c="d;e"\r\nok\r\n0;x\r\n\r\n`, ours: "200 ok" },
  {
    name: "extensions with spaces",
    bytes: `${chunked}\r\n2 ; a = b\r\nok\r\n0\r\n\r\n`,
    ours: "200 ok",
    difference: strictNode,
  },
  {
    name: "an empty extension",
    bytes: `${chunked}\r\n2;\r\nok\r\n0\r\n\r\n`,
    ours: "200 ok",
    difference: strictNode,
  },
  {
    name: "trailers (§7.1.2)",
    bytes: `${chunked}Trailer: X\r\n\r\n2\r\nok\r\n0\r\nX: y\r\n\r\n`,
    ours: "200 ok",
  },
  { name: "no last chunk", bytes: `${chunked}\r\n2\r\nok\r\n`, closes: true, ours: cut },
  { name: "no end behind the last chunk", bytes: `${chunked}\r\n2\r\nok\r\n0\r\n`, closes: true, ours: cut },
  { name: "no size", bytes: `${chunked}\r\n\r\nok\r\n0\r\n\r\n`, ours: bad },
  { name: "a size that is no number", bytes: `${chunked}\r\nxyz\r\nok\r\n0\r\n\r\n`, ours: bad },
  { name: "a negative size", bytes: `${chunked}\r\n-2\r\nok\r\n0\r\n\r\n`, ours: bad },
  { name: "a size beyond all numbers", bytes: `${chunked}\r\n${"f".repeat(17)}\r\nok`, ours: bad },
  { name: "a chunk longer than its size", bytes: `${chunked}\r\n1\r\nok\r\n0\r\n\r\n`, ours: bad },
  { name: "bare LF between chunks (§7.1)", bytes: `${chunked}\r\n2\nok\n0\n\n`, ours: bad },
];

/** RFC 9110 §8.4. */
const codings: readonly ResponseCase[] = [
  {
    name: "a body in gzip, behind a 100",
    bytes: `HTTP/1.1 100 C\r\n\r\n${ok}Content-Encoding: gzip\r\nContent-Length: ${contentCoding.length}\r\n\r\n${contentCoding}`,
    ours: "200 ok",
  },
];

/** All cases, by the paragraph. */
export const responseCases: readonly ResponseCase[] = [
  ...interim,
  ...statusLines,
  ...fields,
  ...framing,
  ...chunkedBodies,
  ...codings,
];
