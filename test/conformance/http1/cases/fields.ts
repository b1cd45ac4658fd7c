import { accepted, type Case, get, host, rejected, smallLimit, withField, withLines } from "./case.ts";

const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code))
  .concat("\x7f")
  .filter((character) => character !== "\t");
const noToken = ' "(),/;<=>?@[\\]{}\x00\x01\x1f\x7f\x80\xe9\xff\t';

/** RFC 9112 §5: field syntax. */
export const fieldCases: readonly Case[] = [
  accepted("no field at all in HTTP/1.0 (RFC 9112 §5)", "GET / HTTP/1.0\r\n\r\n", "GET / "),
  accepted("a field name in any case (RFC 9112 §5)", "GET / HTTP/1.1\r\nhOST:x\r\n\r\n", "GET / "),
  accepted("an empty field value (RFC 9112 §5)", withLines("A:\r\n"), "GET / "),
  accepted("a field value of white space (RFC 9112 §5)", withLines("A: \t \r\n"), "GET / "),
  accepted("white space around a value (RFC 9112 §5)", "GET / HTTP/1.1\r\nHost: \t x \t \r\n\r\n", "GET / "),
  accepted("a colon in a value (RFC 9112 §5)", withLines("A:: b:c\r\n"), "GET / "),
  accepted("one name many times (RFC 9110 §5.3)", withLines("A: b\r\n".repeat(9)), "GET / "),
  accepted(
    "every character of a token as name (RFC 9110 §5.1)",
    withLines("!#$%&'*+-.^_`|~09aZ: b\r\n"),
    "GET / ",
  ),
  accepted("a tab inside a value (RFC 9110 §5.5)", withLines("A: b\tc\r\n"), "GET / "),
  accepted(
    "bytes beyond ASCII in a value (RFC 9110 §5.5)",
    withLines("A: \x80\x85\xa0\xe9\xff\r\n"),
    "GET / ",
  ),
  rejected("a line without a colon (RFC 9112 §5)", withLines("A\r\n")),
  rejected("an empty field name (RFC 9112 §5)", withLines(": x\r\n")),
  rejected("a line of a colon alone (RFC 9112 §5)", withLines(":\r\n")),
  rejected("white space before the colon (RFC 9112 §5.1)", "GET / HTTP/1.1\r\nHost : x\r\n\r\n"),
  rejected("a tab before the colon (RFC 9112 §5.1)", withLines("A\t: x\r\n")),
  rejected(
    "white space before the colon of a length (RFC 9112 §5.1)",
    withField("Content-Length : 3", "abc"),
  ),
  rejected(
    "white space before the colon of a coding (RFC 9112 §5.1)",
    withField("Transfer-Encoding : chunked", "0\r\n\r\n"),
  ),
  ...Array.from(noToken, (character) =>
    rejected(
      `${JSON.stringify(character)} in a field name (RFC 9110 §5.1)`,
      withLines(`A${character}B: x\r\n`),
    ),
  ),
  ...controls.map((character) =>
    rejected(
      `${JSON.stringify(character)} in a field value (RFC 9110 §5.5)`,
      withLines(`A: b${character}c\r\n`),
    ),
  ),
  rejected("NUL at the end of a value (RFC 9110 §5.5)", withLines("A: b\0\r\n")),
  rejected("a folded field (RFC 9112 §5.2)", withLines("A: b\r\n c\r\n")),
  rejected("a field folded with a tab (RFC 9112 §5.2)", withLines("A: b\r\n\tc\r\n")),
  rejected("a field folded after its colon (RFC 9112 §5.2)", withLines("A:\r\n b\r\n")),
  rejected("a field name folded (RFC 9112 §5.2)", withLines("A\r\n : b\r\n")),
  rejected(
    "a folded line that looks like a field (RFC 9112 §5.2)",
    withField("A: b\r\n Content-Length: 3", "abc"),
  ),
  rejected("a folded line of white space (RFC 9112 §5.2)", withLines("A: b\r\n \r\n")),
  rejected(
    "a head beyond the limit with 431 (RFC 6585 §5)",
    withLines(`A: ${"b".repeat(smallLimit)}\r\n`),
    431,
  ),
  rejected(
    "many short fields beyond the limit with 431 (RFC 6585 §5)",
    withLines("A:b\r\n".repeat(smallLimit / 5)),
    431,
  ),
  rejected(
    "a head without end beyond the limit with 431 (RFC 6585 §5)",
    `GET / HTTP/1.1\r\nA: ${"b".repeat(smallLimit)}`,
    431,
  ),
  accepted(
    "a head of exactly the limit (RFC 6585 §5)",
    `GET / HTTP/1.1\r\n${host}A: ${"b".repeat(smallLimit - 32)}\r\n\r\n${get}`,
    "GET / ",
    "GET / ",
  ),
  rejected(
    "a head of one byte more with 431 (RFC 6585 §5)",
    `GET / HTTP/1.1\r\n${host}A: ${"b".repeat(smallLimit - 31)}\r\n\r\n`,
    431,
  ),
];
