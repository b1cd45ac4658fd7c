// Requests that two servers in a row would cut differently: one of them would take the smuggled request for content, the
// other for the next request. The names of the families are those of their finders: which length the first server believes,
// and which the second. For all of them: the smuggled request is content, or nothing behind the head is heard.
import { accepted, type Case, get, rejected } from "./case.ts";

const smuggled = "GET /evil HTTP/1.1\r\nX: ";
const size = smuggled.length;
/** A body that is one chunk with the smuggled request in it. */
const inChunk = `${size.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`;
/** A body that ends where chunks are read, before the smuggled request. */
const behindChunks = `0\r\n\r\n${smuggled}`;

function request(lines: readonly string[], body: string, { method = "POST", version = "1.1" } = {}): string {
  return `${method} / HTTP/${version}\r\nHost: x\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n${body}`;
}

function shown(lines: readonly string[]): string {
  return lines.map((line) => JSON.stringify(line)).join(" and ");
}

const chunkedLine = "Transfer-Encoding: chunked";
const length = (value: string | number) => `Content-Length: ${value}`;

/** Both lengths, in each order, with the field that one side overlooks written in each way that some server did. */
const twoLengths: readonly Case[] = [
  [length(size), chunkedLine],
  [chunkedLine, length(size)],
  [length(0), chunkedLine],
  [chunkedLine, length(0)],
  [chunkedLine, chunkedLine, length(4)],
  [length(4), "transfer-encoding: CHUNKED"],
  [length(4), "Transfer-Encoding:chunked"],
  [length(4), "Transfer-Encoding:\tchunked"],
  [length(4), "Transfer-Encoding: identity"],
  [length(4), "Transfer-Encoding:"],
].flatMap((lines) => [
  rejected(`${shown(lines)}, CL.TE (RFC 9112 §6.1)`, request(lines, behindChunks)),
  rejected(`${shown(lines)} around one chunk, TE.CL (RFC 9112 §6.1)`, request(lines, inChunk)),
]);

/** What hides the coding from one side. Whoever reads it as chunks and whoever does not differ, so none is heard. */
const hiddenCodings: readonly Case[] = [
  "Transfer-Encoding : chunked",
  "Transfer-Encoding\t: chunked",
  " Transfer-Encoding: chunked",
  "\tTransfer-Encoding: chunked",
  "Transfer-Encoding: xchunked",
  "Transfer-Encoding: chunked, identity",
  "Transfer-Encoding: identity",
  "Transfer-Encoding: identity, chunked",
  "Transfer-Encoding: chunked, chunked",
  "Transfer-Encoding: chunked;q=1",
  'Transfer-Encoding: "chunked"',
  "Transfer-Encoding: chunked\0",
  "Transfer-Encoding: \vchunked",
  "Transfer-Encoding: chun\rked",
  "Transfer-Encoding: chunked\n X: y",
  "Transfer-Encoding:\r\n chunked",
  "X: y\r\n Transfer-Encoding: chunked",
  "X: y\rTransfer-Encoding: chunked",
  "Transfer-Encoding\0: chunked",
  "Transfer-Encoding: cow\r\nTransfer-Encoding: chunked",
].flatMap((line) => [
  refusedCoding(`${JSON.stringify(line)}, TE.0 (RFC 9112 §6.1)`, request([line], inChunk)),
  refusedCoding(
    `${JSON.stringify(line)} beside Content-Length, TE.TE (RFC 9112 §6.1)`,
    request([length(size), line], smuggled),
  ),
]);

/** A coding that is unknown is a 501 (RFC 9112 §6.1), everything else a 400. */
function refusedCoding(name: string, bytes: string): Case {
  const isUnknown =
    /: (?:xchunked|identity|identity, chunked|cow)\r/.test(bytes) && !bytes.includes("Content-Length");
  return rejected(name, bytes, isUnknown ? 501 : 400);
}

/** What hides the length from one side. */
const hiddenLengths: readonly Case[] = [
  " Content-Length: N",
  "\tContent-Length: N",
  "Content-Length : N",
  "Content-Length\t: N",
  "Content-Length\0: N",
  "Content-Length: +N",
  "Content-Length: -N",
  "Content-Length: N_0",
  "Content-Length: 0xN",
  "Content-Length: N.0",
  "Content-Length: N 0",
  "Content-Length: N;",
  "Content-Length: \vN",
  "Content-Length: \x85N",
  "Content-Length: 'N'",
  "Content-Length: N, 0",
  "Content-Length: 0, N",
  "Content-Length: N\r\nContent-Length: 0",
  "Content-Length: 0\r\nContent-Length: N",
  "Content-Length: N\r\ncontent-length: 1",
  "Content-Length:\r\n N",
  "X: y\r\n Content-Length: N",
  "X: y\rContent-Length: N",
  "X: y\nContent-Length: N",
  "Content-Length: ",
  "Content-Length: N,",
].map((line) =>
  rejected(
    `${JSON.stringify(line)}, 0.CL (RFC 9112 §6.3)`,
    request([line.replaceAll("N", String(size))], smuggled),
  ),
);

/** Methods whose content some servers leave for the next request. */
const unexpectedContents: readonly Case[] = ["GET", "DELETE", "OPTIONS", "PUT", "PATCH"].flatMap((method) => [
  accepted(
    `${method} with content, which is content, CL.0 (RFC 9110 §9.3)`,
    request([length(size)], smuggled, { method }) + get,
    `${method} / ${smuggled}`,
    "GET / ",
  ),
  accepted(
    `${method} with chunks, which are content, TE.0 (RFC 9110 §9.3)`,
    request([chunkedLine], inChunk, { method }) + get,
    `${method} / ${smuggled}`,
    "GET / ",
  ),
  accepted(
    `${method} with Content-Length: 0, behind which the next request is, 0.CL (RFC 9112 §6.3)`,
    request([length(0)], get, { method }),
    `${method} / `,
    "GET / ",
  ),
]);

/** Chunks whose lines or ends one side reads more freely than the other. */
const funkyChunks: readonly Case[] = (
  [
    ["a line feed in an extension, TERM.EXT", `1;\nx\r\nA\r\n${behindChunks}`],
    ["a line feed that ends an extension, EXT.TERM", `1;x\nA\r\n${behindChunks}`],
    ["a size line that ends with a line feed", `1\nA\r\n${behindChunks}`],
    ["a size line that ends with a return", `1\rA\r\n${behindChunks}`],
    ["a return in an extension", `1;x\ry\r\nA\r\n${behindChunks}`],
    ["a return before the extension", `1\r;x\r\nA\r\n${behindChunks}`],
    ["a return twice before the line feed", `1\r\r\nA\r\n${behindChunks}`],
    ["data that ends with a line feed, ONE.TWO", `1\r\nA\n${behindChunks}`],
    ["data that ends with a return, ONE.TWO", `1\r\nA\r${behindChunks}`],
    ["data that ends with nothing, ZERO.TWO", `1\r\nA${behindChunks}`],
    ["data that ends with any two bytes, SPILL.TERM", `1\r\nAXX${behindChunks}`],
    ["data that ends with the next size, SPILL.TERM", `5\r\nAAAAA2c\r\n${behindChunks}`],
    ["data that is longer than its size, TERM.SPILL", `1\r\nAB\r\n${behindChunks}`],
    ["the last chunk without its line end", `0\r\n\rX${smuggled}`],
    ["the last chunk with a line feed", `0\n\n${smuggled}`],
    ["the last chunk that ends with a line feed", `0\r\n\n${smuggled}`],
    ["a size with a sign", `+1\r\nA\r\n${behindChunks}`],
    ["a size with a prefix", `0x1\r\nA\r\n${behindChunks}`],
    ["a size with an underscore", `1_0\r\nA\r\n${behindChunks}`],
    ["a size with a space before", ` 1\r\nA\r\n${behindChunks}`],
    ["a size that is empty", `\r\nA\r\n${behindChunks}`],
    ["a size beyond 64 bits", `10000000000000001\r\nA\r\n${behindChunks}`],
    ["a NUL in an extension", `1;\0\r\nA\r\n${behindChunks}`],
    ["a quoted extension that is not closed", `1;x="\r\nA\r\n${behindChunks}`],
    ["a trailer that is folded", `1\r\nA\r\n0\r\nX: y\r\n z\r\n\r\n${smuggled}`],
    ["a trailer with a space before its colon", `1\r\nA\r\n0\r\nX : y\r\n\r\n${smuggled}`],
    ["a trailer that is no field", `1\r\nA\r\n0\r\n${smuggled}`],
  ] as const
).map(([name, body]) => rejected(`${name} (RFC 9112 §7.1)`, request([chunkedLine], body)));

/** What is read, in the one way that the standard knows, and changes nothing of the border. */
const harmlessChunks: readonly Case[] = (
  [
    ["an extension that looks like a size", `1;2c\r\nA\r\n0\r\n\r\n`],
    ["a quoted extension with a size in it", `1;x="0"\r\nA\r\n0\r\n\r\n`],
    ["a size with zeros before", `0001\r\nA\r\n0000\r\n\r\n`],
  ] as const
).map(([name, body]) =>
  accepted(`${name} (RFC 9112 §7.1)`, request([chunkedLine], body) + get, "POST / A", "GET / "),
);

/** Fields of the framing in a trailer frame nothing, neither this message nor the next one. */
const trailers: readonly Case[] = [length(size), chunkedLine, "Host: evil", "Connection: close"].map((line) =>
  accepted(
    `the trailer ${JSON.stringify(line)}, which means nothing (RFC 9110 §6.5.1)`,
    request([chunkedLine], `1\r\nA\r\n0\r\n${line}\r\n\r\n`) + get,
    "POST / A",
    "GET / ",
  ),
);

const otherwise: readonly Case[] = [
  rejected("chunks in HTTP/1.0 (RFC 9112 §6.1)", request([chunkedLine], inChunk, { version: "1.0" })),
  rejected("a line that is folded (RFC 9112 §5.2)", request(["X: y\r\n z"], "")),
  accepted(
    "Content_Length as any other field (RFC 9110 §5.1)",
    request([`Content_Length: ${size}`], get),
    "POST / ",
    "GET / ",
  ),
  accepted(
    "Transfer_Encoding as any other field (RFC 9110 §5.1)",
    request(["Transfer_Encoding: chunked"], get),
    "POST / ",
    "GET / ",
  ),
];

/** Families of request smuggling. */
export const smugglingCases: readonly Case[] = [
  ...twoLengths,
  ...hiddenCodings,
  ...hiddenLengths,
  ...unexpectedContents,
  ...funkyChunks,
  ...harmlessChunks,
  ...trailers,
  ...otherwise,
];
