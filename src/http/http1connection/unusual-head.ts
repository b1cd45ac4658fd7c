import { HTTPInputError, type RequestStartLine } from "../httputil/index.ts";
import { type RequestHead, readFraming } from "./framing.ts";
import { isLegalTarget } from "./legal-target.ts";

const requestLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([\x21\x22\x24-\x7e\x80-\xff]+) (HTTP\/[0-9]\.[0-9])$/;
const fieldLine = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*$/;
const bareLineEnd = /\r(?!\n)|(?<!\r)\n/;

/**
 * Reads a head that the fast path did not recognise: a rare but legal form, or one that gets a sentence on its fault.
 *
 * @throws {HTTPInputError} if it is not exactly what RFC 9112 allows
 */
export function readUnusualHead(text: string): RequestHead {
  checkFirstByte(text.charCodeAt(0));
  if (bareLineEnd.test(text)) throw bareLineEndError();
  const lines = text.slice(0, -4).split("\r\n");
  const startLine = readRequestLine(lines[0] as string);
  for (const line of lines.slice(1)) checkFieldLine(line);
  return readFraming(startLine, text, (lines[0] as string).length + 2, text.length);
}

/** Whoever speaks TLS or another protocol to this port is told at once, not when a whole head has arrived. */
export function checkFirstByte(byte: number): void {
  const isLetter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  if (!isLetter && !"!#$%&'*+-.^_`|~0123456789".includes(String.fromCharCode(byte))) {
    throw new HTTPInputError("The request does not begin with a method (RFC 9112 §3.1)");
  }
}

/** RFC 9112 §2.2 lets a server take a bare LF for a line end; those on the way may not, so we never do. */
export function bareLineEndError(): HTTPInputError {
  return new HTTPInputError("A line of the head does not end with CRLF (RFC 9112 §2.2)");
}

function readRequestLine(line: string): RequestStartLine {
  const match = requestLine.exec(line);
  if (match === null) throw new HTTPInputError("The request line is malformed (RFC 9112 §3)");
  const [, method = "", path = "", version = ""] = match;
  if (!version.startsWith("HTTP/1."))
    throw new HTTPInputError("This server speaks HTTP/1.0 and HTTP/1.1", 505);
  if (!isLegalTarget(method, path))
    throw new HTTPInputError("The request target is malformed (RFC 9112 §3.2)");
  // RFC 9110 §2.5: a higher minor version is handled as the highest one known.
  return { method, path, version: version === "HTTP/1.0" ? "HTTP/1.0" : "HTTP/1.1" };
}

function checkFieldLine(line: string): void {
  if (fieldLine.test(line)) return;
  if (/^[ \t]/.test(line)) {
    throw new HTTPInputError("A header field is folded over several lines (RFC 9112 §5.2)");
  }
  const colon = line.indexOf(":");
  if (colon === -1) throw new HTTPInputError("A header line has no colon (RFC 9112 §5)");
  if (/[ \t]$/.test(line.slice(0, colon))) {
    throw new HTTPInputError("There is white space between a field name and its colon (RFC 9112 §5.1)");
  }
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(line.slice(0, colon))) {
    throw new HTTPInputError("A field name is not a token (RFC 9110 §5.1)");
  }
  throw new HTTPInputError("A field value holds a control character (RFC 9110 §5.5)");
}
