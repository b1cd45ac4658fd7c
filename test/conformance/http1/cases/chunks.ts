import { accepted, type Case, chunked, get, rejected, smallLimit } from "./case.ts";

function withExtension(extension: string): string {
  return chunked(`3${extension}\r\nabc\r\n0\r\n\r\n`);
}

/** RFC 9112 §7.1: sizes and data. */
const chunkCases: readonly Case[] = [
  accepted(
    "chunks (RFC 9112 §7.1)",
    chunked("3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n") + get,
    "POST / abcd",
    "GET / ",
  ),
  accepted("no chunk but the last (RFC 9112 §7.1)", chunked("0\r\n\r\n") + get, "POST / ", "GET / "),
  accepted(
    "a chunk size in any case, with zeros (RFC 9112 §7.1)",
    chunked(`00B\r\n${"a".repeat(11)}\r\n00b\r\n${"b".repeat(11)}\r\n0\r\n\r\n`),
    `POST / ${"a".repeat(11)}${"b".repeat(11)}`,
  ),
  accepted(
    "several zeros as the last chunk (RFC 9112 §7.1)",
    `${chunked("000\r\n\r\n")}${get}`,
    "POST / ",
    "GET / ",
  ),
  accepted(
    "chunks that hold line ends (RFC 9112 §7.1)",
    chunked("4\r\n\r\n\r\n\r\n0\r\n\r\n"),
    "POST / \r\n\r\n",
  ),
  accepted(
    "a chunk that looks like the last (RFC 9112 §7.1)",
    chunked("5\r\n0\r\n\r\n\r\n0\r\n\r\n"),
    "POST / 0\r\n\r\n",
  ),
  ...[
    "+3",
    "-3",
    "0x3",
    "3_0",
    "",
    " 3",
    "3 ",
    "\t3",
    "3\t",
    "g",
    "\xb3",
    "3,",
    "3:a",
    "3.",
    "3a b",
    "3\0",
    "three",
  ]
    .concat(["3h", "3 3", "'3'", "\v3"])
    .map((size) =>
      rejected(
        `the chunk size ${JSON.stringify(size)} (RFC 9112 §7.1)`,
        chunked(`${size}\r\nabc\r\n0\r\n\r\n`),
      ),
    ),
  rejected("a chunk size of 14 digits (RFC 9112 §7.1)", chunked("00000000000003\r\nabc\r\n0\r\n\r\n")),
  rejected("a chunk size of 17 digits (RFC 9112 §7.1)", chunked("10000000000000003\r\nabc\r\n0\r\n\r\n")),
  rejected("a chunk size that ends with a bare LF (RFC 9112 §7.1)", chunked("3\nabc\r\n0\r\n\r\n")),
  rejected("a chunk size that ends with a bare CR (RFC 9112 §7.1)", chunked("3\rabc\r\n0\r\n\r\n")),
  rejected("a chunk size that ends with CR CR LF (RFC 9112 §7.1)", chunked("3\r\r\nabc\r\n0\r\n\r\n")),
  rejected("an empty line before a chunk size (RFC 9112 §7.1)", chunked("\r\n3\r\nabc\r\n0\r\n\r\n")),
  rejected("a chunk longer than its size (RFC 9112 §7.1)", chunked("3\r\nabcd\r\n0\r\n\r\n")),
  rejected("a chunk shorter than its size (RFC 9112 §7.1)", chunked("3\r\nab\r\n0\r\n\r\n")),
  rejected("a chunk that ends with a bare LF (RFC 9112 §7.1)", chunked("3\r\nabc\n0\r\n\r\n")),
  rejected("a chunk that ends with a bare CR (RFC 9112 §7.1)", chunked("3\r\nabc\r0\r\n\r\n")),
  rejected("a chunk that ends with nothing (RFC 9112 §7.1)", chunked("3\r\nabc0\r\n\r\n")),
  rejected("chunks without the last (RFC 9112 §7.1)", chunked(`3\r\nabc\r\n${get}`)),
  rejected(
    "chunks beyond the limit with 413 (RFC 9110 §15.5.14)",
    chunked(`3\r\nabc\r\n${smallLimit.toString(16)}\r\n`),
    413,
  ),
  rejected("a chunk size beyond every limit with 413 (RFC 9110 §15.5.14)", chunked("fffffffffffff\r\n"), 413),
];

/** RFC 9112 §7.1.1: extensions are checked and ignored. */
const extensionCases: readonly Case[] = [
  ...[
    ";a",
    ";a=b",
    ";a;b=c",
    '; a = "b;c"',
    " ;a",
    "\t; a\t=\tb",
    ';a="\\"\\\\"',
    ';a=""',
    ';a="\xff\t"',
    ";a;a",
  ].map((extension) =>
    accepted(
      `the chunk extension ${JSON.stringify(extension)} (RFC 9112 §7.1.1)`,
      withExtension(extension),
      "POST / abc",
    ),
  ),
  accepted(
    "an extension of the last chunk (RFC 9112 §7.1.1)",
    chunked("0;a=b\r\n\r\n") + get,
    "POST / ",
    "GET / ",
  ),
  ...[
    ";",
    ";;",
    ";a;",
    ";=b",
    ";a=",
    ";a b",
    ";a= ",
    ';a="b',
    ';a=b"',
    ';a="b"c',
    ";a=b c",
    ";a=\xff",
    ";\xff",
  ]
    .concat([";a=b,c", ";(a)", ";a ", ";a=b\t", ';a="b"\\', ";a==b"])
    .map((extension) =>
      rejected(
        `the chunk extension ${JSON.stringify(extension)} (RFC 9112 §7.1.1)`,
        withExtension(extension),
      ),
    ),
  rejected("a chunk extension with a bare CR (RFC 9112 §7.1.1)", withExtension(";a\rb")),
  rejected("a chunk extension with a bare LF (RFC 9112 §7.1.1)", withExtension(";a\nb")),
  rejected("a chunk extension that ends with a bare LF (RFC 9112 §7.1.1)", chunked("3;a\nabc\r\n0\r\n\r\n")),
  rejected("a quoted chunk extension with a bare LF (RFC 9112 §7.1.1)", withExtension(';a="\n"')),
  rejected("a chunk extension with NUL (RFC 9112 §7.1.1)", withExtension(";a\0")),
  rejected("a chunk extension with DEL (RFC 9112 §7.1.1)", withExtension(';a="\x7f"')),
  rejected("a chunk extension without end (RFC 9112 §7.1.1)", chunked(`3;${"a".repeat(300)}`)),
  rejected(
    "chunk extensions without end (RFC 9112 §7.1.1)",
    chunked(`1;${"a".repeat(200)}\r\nb\r\n`.repeat(100)),
  ),
];

/** RFC 9112 §7.1.2: trailers are checked and ignored. */
const trailerCases: readonly Case[] = [
  accepted(
    "trailers, and ignores them (RFC 9112 §7.1.2)",
    `${chunked("0\r\nA: b\r\nC:\r\n\r\n")}${get}`,
    "POST / ",
    "GET / ",
  ),
  accepted(
    "trailers that name framing fields, and ignores them (RFC 9110 §6.5.1)",
    `${chunked("0\r\nContent-Length: 9\r\nTransfer-Encoding: gzip\r\nHost: y\r\n\r\n")}${get}`,
    "POST / ",
    "GET / ",
  ),
  rejected("a last chunk that ends with a bare LF (RFC 9112 §7.1)", chunked("0\n\r\n")),
  rejected("a body that ends with a bare LF (RFC 9112 §7.1.2)", chunked("0\r\n\n")),
  rejected("a body that ends with a bare CR (RFC 9112 §7.1.2)", chunked(`0\r\n\r${get}`)),
  rejected("data after the last chunk (RFC 9112 §7.1.2)", chunked("0\r\nabc\r\n\r\n")),
  rejected("a request right after the last chunk (RFC 9112 §7.1.2)", chunked(`0\r\n${get}`)),
  rejected("a trailer without a colon (RFC 9112 §7.1.2)", chunked("0\r\nA\r\n\r\n")),
  rejected("a trailer without a name (RFC 9112 §7.1.2)", chunked("0\r\n: a\r\n\r\n")),
  rejected("a trailer with white space before its colon (RFC 9112 §7.1.2)", chunked("0\r\nA : b\r\n\r\n")),
  rejected("a trailer with a space in its name (RFC 9112 §7.1.2)", chunked("0\r\nA B: c\r\n\r\n")),
  rejected("a trailer with NUL (RFC 9112 §7.1.2)", chunked("0\r\nA: \0\r\n\r\n")),
  rejected("a trailer with a bare CR (RFC 9112 §7.1.2)", chunked("0\r\nA: b\rc\r\n\r\n")),
  rejected("a trailer that ends with a bare LF (RFC 9112 §7.1.2)", chunked("0\r\nA: b\n\r\n")),
  rejected("a folded trailer (RFC 9112 §7.1.2)", chunked("0\r\nA: b\r\n c\r\n\r\n")),
  rejected("a trailer without end (RFC 9112 §7.1.2)", chunked(`0\r\nA: ${"b".repeat(17_000)}`)),
  rejected("trailers without end (RFC 9112 §7.1.2)", chunked(`0\r\n${"A: b\r\n".repeat(3_000)}`)),
];

/** RFC 9112 §7: transfer codings. */
export const transferCodingCases: readonly Case[] = [...chunkCases, ...extensionCases, ...trailerCases];
