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
export const smallLimits = { maxHeaderSize: smallLimit, maxBodySize: smallLimit };

export const host = "Host: x\r\n";
/** A whole request, to stand before or after what a case is about. */
export const get = `GET / HTTP/1.1\r\n${host}\r\n`;

/** A GET with these field lines, each ended as the case wants, besides `Host`. */
export function withLines(lines: string): string {
  return `GET / HTTP/1.1\r\n${host}${lines}\r\n`;
}

/** A GET whose target is this. */
export function withTarget(target: string, method = "GET"): string {
  return `${method} ${target} HTTP/1.1\r\n${host}\r\n`;
}

/** A GET whose request line is this. */
export function withRequestLine(line: string): string {
  return `${line}\r\n${host}\r\n`;
}

/** A POST with this field besides `Host`. */
export function withField(field: string, body = ""): string {
  return `POST / HTTP/1.1\r\n${host}${field}\r\n\r\n${body}`;
}

/** A POST with this body in chunks. */
export function chunked(body: string): string {
  return withField("Transfer-Encoding: chunked", body);
}

/** The bytes get an error, and nothing follows it. */
export function rejected(name: string, bytes: string, code = 400): Case {
  return { name: `rejects ${name}`, bytes, codes: [code] };
}

/** The bytes get an answer of 200 for each request that the application sees. */
export function accepted(name: string, bytes: string, ...seen: string[]): Case {
  return { name: `accepts ${name}`, bytes, codes: seen.map(() => 200), seen };
}
