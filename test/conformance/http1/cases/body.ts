import { accepted, type Case, chunked, get, rejected, smallLimit, withField, withLines } from "./case.ts";

/** RFC 9112 §6.1: `Transfer-Encoding` is exactly `chunked`, or the message is not understood. */
const transferEncodingCases: readonly Case[] = [
  accepted(
    "a coding name in any case (RFC 9112 §7)",
    withField("TRANSFER-encoding: Chunked", "0\r\n\r\n"),
    "POST / ",
  ),
  accepted(
    "white space around a coding (RFC 9112 §6.1)",
    withField("Transfer-Encoding:\t chunked \t", "0\r\n\r\n"),
    "POST / ",
  ),
  accepted(
    "a GET in chunks (RFC 9112 §6)",
    `${withLines("Transfer-Encoding: chunked\r\n")}1\r\na\r\n0\r\n\r\n`,
    "GET / a",
  ),
  rejected(
    "Transfer-Encoding in HTTP/1.0 (RFC 9112 §6.1)",
    chunked("0\r\n\r\n").replace("HTTP/1.1", "HTTP/1.0"),
  ),
  rejected(
    "an unknown coding in HTTP/1.0 (RFC 9112 §6.1)",
    withField("Transfer-Encoding: gzip").replace("HTTP/1.1", "HTTP/1.0"),
  ),
  ...[
    "chunked, chunked",
    "chunked,gzip",
    "chunked, identity",
    "chunked;a=b",
    "chunked; ",
    '"chunked"',
    "chunked x",
  ]
    .concat(["", ",", ",chunked", "chunked,", "chunked, ,", " , chunked", "gzip,,chunked", "chunked:"])
    .concat(["chunked\xa0", "chunked\x85", "\xa0chunked", "\xffchunked", "chun ked"])
    .map((coding) =>
      rejected(
        `the Transfer-Encoding ${JSON.stringify(coding)} (RFC 9112 §6.1)`,
        withField(`Transfer-Encoding: ${coding}`, "0\r\n\r\n"),
      ),
    ),
  ...["\v", "\f", "\0"].map((control) =>
    rejected(
      `${JSON.stringify(control)} before a coding (RFC 9110 §5.5)`,
      withField(`Transfer-Encoding: ${control}chunked`, "0\r\n\r\n"),
    ),
  ),
  rejected(
    "chunked given twice in two fields (RFC 9112 §6.1)",
    withField("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
  ),
  rejected(
    "an empty Transfer-Encoding before chunked (RFC 9112 §6.1)",
    withField("Transfer-Encoding:\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
  ),
  rejected(
    "chunked before another coding in a second field (RFC 9112 §6.1)",
    withField("Transfer-Encoding: chunked\r\ntransfer-encoding: gzip", "0\r\n\r\n"),
  ),
  ...["gzip, chunked", "gzip", "identity", "identity, chunked", "xchunked", "chunke", "chunkedchunked"].map(
    (coding) =>
      rejected(
        `the transfer coding ${JSON.stringify(coding)} with 501 (RFC 9112 §6.1)`,
        withField(`Transfer-Encoding: ${coding}`, "0\r\n\r\n"),
        501,
      ),
  ),
  accepted(
    "a field whose name only begins like Transfer-Encoding (RFC 9112 §6.1)",
    withField("Transfer-Encodings: gzip") + get,
    "POST / ",
    "GET / ",
  ),
];

/** RFC 9112 §6.2, RFC 9110 §8.6: `Content-Length` is one number. */
const contentLengthCases: readonly Case[] = [
  accepted("a body of known length (RFC 9112 §6.2)", withField("Content-Length: 3", "abc"), "POST / abc"),
  accepted(
    "a GET with a body (RFC 9110 §9.3.1)",
    `${withLines("Content-Length: 1\r\n")}a${get}`,
    "GET / a",
    "GET / ",
  ),
  accepted("a body of length 0 (RFC 9112 §6.2)", withField("Content-Length: 0") + get, "POST / ", "GET / "),
  accepted(
    "a POST without a length, which has no body (RFC 9112 §6.3)",
    withField("A: b") + get,
    "POST / ",
    "GET / ",
  ),
  accepted("zeros before a length (RFC 9110 §8.6)", withField("Content-Length: 003", "abc"), "POST / abc"),
  accepted(
    "more zeros than a number has digits (RFC 9110 §8.6)",
    withField(`Content-Length: ${"0".repeat(30)}3`, "abc"),
    "POST / abc",
  ),
  accepted(
    "a body of exactly the limit (RFC 9110 §15.5.14)",
    withField(`Content-Length: ${smallLimit}`, "a".repeat(smallLimit)),
    `POST / ${"a".repeat(smallLimit)}`,
  ),
  accepted(
    "a body that looks like a request, as body (RFC 9112 §6.2)",
    withField(`Content-Length: ${get.length}`, get),
    `POST / ${get}`,
  ),
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
  rejected("lengths that differ in their zeros (RFC 9112 §6.3)", withField("Content-Length: 3, 03", "abc")),
  rejected(
    "an empty length beside another (RFC 9112 §6.3)",
    withField("Content-Length:\r\nContent-Length: 3", "abc"),
  ),
  ...[
    "+3",
    "-3",
    "-0",
    "3_0",
    "0x3",
    "3.0",
    "3 3",
    "3\t3",
    "",
    "three",
    "\xb3",
    "3\xa0",
    "\xa03",
    "1e1",
    "3;a",
    '"3"',
  ]
    .concat(["3,", ",3", "3,,3", "3 ,", "Infinity", "NaN", "3L", "3\x85", "\xd9\xa3"])
    .map((length) =>
      rejected(
        `the Content-Length ${JSON.stringify(length)} (RFC 9110 §8.6)`,
        withField(`Content-Length: ${length}`, "abc"),
      ),
    ),
  ...["\v", "\f", "\0"].map((control) =>
    rejected(
      `${JSON.stringify(control)} before a length (RFC 9110 §5.5)`,
      withField(`Content-Length: ${control}3`, "abc"),
    ),
  ),
  rejected("a bare CR in the name of a length (RFC 9112 §2.2)", withField("Content\rLength: 3", "abc")),
  rejected(
    "a length in HTTP/1.0 that is no number (RFC 9110 §8.6)",
    "POST / HTTP/1.0\r\nContent-Length: x\r\n\r\n",
  ),
  rejected(
    "a length beyond the limit with 413 (RFC 9110 §15.5.14)",
    withField(`Content-Length: ${smallLimit + 1}`),
    413,
  ),
  rejected(
    "a length of 2^53 + 1 with 413 (RFC 9110 §15.5.14)",
    withField("Content-Length: 9007199254740993"),
    413,
  ),
  rejected(
    "a length beyond 64 bits with 413 (RFC 9110 §15.5.14)",
    withField("Content-Length: 18446744073709551619"),
    413,
  ),
];

/** RFC 9112 §6.3: both. */
const lengthConflictCases: readonly Case[] = [
  rejected(
    "Transfer-Encoding beside Content-Length (RFC 9112 §6.3)",
    withField("Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
  ),
  rejected(
    "Content-Length beside Transfer-Encoding (RFC 9112 §6.3)",
    withField("Transfer-Encoding: chunked\r\nContent-Length: 3", "0\r\n\r\n"),
  ),
  rejected(
    "a length of 0 beside Transfer-Encoding (RFC 9112 §6.3)",
    withField("Transfer-Encoding: chunked\r\nContent-Length: 0", "0\r\n\r\n"),
  ),
  rejected(
    "an unknown coding beside Content-Length (RFC 9112 §6.3)",
    withField("Transfer-Encoding: identity\r\nContent-Length: 3", "abc"),
  ),
];

/** RFC 9112 §6: message body. */
export const bodyCases: readonly Case[] = [
  ...transferEncodingCases,
  ...contentLengthCases,
  ...lengthConflictCases,
];
