/** A request in short: its line, fields beside `Host`, and its body; one character a byte. */
export type Ask = readonly [line: string, fields?: Readonly<Record<string, string>>, body?: string];

/** Requests of one connection, in bytes, and how many answers they get, interim ones not counted. */
export interface Exchange {
  /** Told when the two sides differ. */
  readonly name: string;
  readonly bytes: string;
  readonly answers: number;
}

/** Text as the bytes of its UTF-8 form, one character a byte. */
export function utf8(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** The bytes of a request. Without a version in its line it is of HTTP/1.1, without `Host` for the plain application. */
export function exchangeOf([line, fields = {}, body]: Ask): Exchange {
  const startLine = / HTTP\/\d/.test(line) ? line : `${line} HTTP/1.1`;
  const isFramed = body === undefined || "Transfer-Encoding" in fields || "Content-Length" in fields;
  const all = { Host: "plain.test", ...fields, ...(!isFramed && { "Content-Length": String(body.length) }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const name = [line, ...Object.entries(fields).map((pair) => pair.join(": ")), body ?? ""].join(" | ");
  return { name, bytes: `${startLine}\r\n${lines.join("")}\r\n${body ?? ""}`, answers: 1 };
}

/** The same request for each of these values of a field. */
export function withField(line: string, name: string, values: readonly string[]): Ask[] {
  return values.map((value) => [line, { [name]: value }]);
}

/** Bytes that are no single, well-formed request, or are several. */
export function raw(name: string, bytes: string, answers = 1): Exchange {
  return { name, bytes, answers };
}
