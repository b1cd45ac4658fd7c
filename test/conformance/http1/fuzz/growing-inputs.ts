/** An input of about any size. */
export interface GrowingInput {
  readonly name: string;
  /** One character a byte. */
  readonly bytes: (size: number) => string;
  readonly isByteByByte: boolean;
}

const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

function withLines(lines: string): string {
  return `GET / HTTP/1.1\r\nHost: x\r\n${lines}\r\n`;
}

function chunked(body: string): string {
  return `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${body}`;
}

function filled(unit: string, size: number): string {
  return unit.repeat(Math.ceil(size / unit.length));
}

/** What could cost more than its size, if it were read badly. */
const inputs: Readonly<Record<string, (size: number) => string>> = {
  "one long field": (size) => withLines(`A: ${filled("b", size)}\r\n`),
  "a field of white space": (size) => withLines(`A:${filled(" ", size)}b${filled("\t", size)}\r\n`),
  "thousands of fields": (size) => withLines(filled("A: b\r\n", size)),
  "thousands of fields, then a malformed one": (size) => withLines(`${filled("A: b\r\n", size)}A\r\n`),
  "a head without end": (size) => withLines(filled("A: b\r\n", size)).slice(0, -2),
  "a long target": (size) => `GET /${filled("a", size)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  "a long target without a version": (size) => `GET /${filled("a", size)}\r\n\r\n`,
  "a long method": (size) => `${filled("A", size)}\r\n\r\n`,
  "a long host in absolute form": (size) => `GET http://${filled("a%41", size)}@ HTTP/1.1\r\nHost: x\r\n\r\n`,
  "a long host": (size) => `GET / HTTP/1.1\r\nHost: ${filled("a", size)}:\r\n\r\n`,
  "a long list of connection options": (size) => withLines(`Connection: ${filled("a , ", size)}\r\n`),
  "many Connection fields": (size) => withLines(filled("Connection: a\r\n", size)),
  "many equal lengths": (size) => withLines(filled("Content-Length: 0\r\n", size)),
  "a list of codings": (size) => withLines(`Transfer-Encoding: ${filled("a, ", size)}chunked\r\n`),
  "a list of expectations": (size) => withLines(`Expect: ${filled("100-continue, ", size)}\r\n`),
  "empty lines": (size) => `${filled("\r\n", size)}${get}`,
  "pipelined requests": (size) => filled(get, size),
  "a body of known length": (size) =>
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\n\r\n${filled("a", size).slice(0, size)}`,
  "chunks of one byte": (size) => chunked(`${filled("1\r\na\r\n", size)}0\r\n\r\n`),
  "one long chunk": (size) =>
    chunked(`${size.toString(16)}\r\n${filled("a", size).slice(0, size)}\r\n0\r\n\r\n`),
  "one long trailer": (size) => chunked(`0\r\nA: ${filled("b", size / 4)}\r\n\r\n`),
  "many trailers": (size) => chunked(`0\r\n${filled("A: b\r\n", size / 4)}\r\n`),
};

/** Each input, in one piece and byte by byte. */
export const growingInputs: readonly GrowingInput[] = Object.entries(inputs).flatMap(([name, bytes]) => [
  { name, bytes, isByteByByte: false },
  { name: `${name}, byte by byte`, bytes, isByteByByte: true },
]);

/** The larger size is this many times the smaller. */
export const growth = 10;
export const smallSize = 4_000;
/** The larger input may cost this many times what the smaller one costs. */
export const mostGrowth = 2 * growth;
