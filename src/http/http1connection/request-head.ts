import { type RequestHead, readFraming } from "./framing.ts";
import { readUnusualHead } from "./unusual-head.ts";

// The whole head of an ordinary request: origin-form target, HTTP/1.0 or 1.1, fields without folding (RFC 9112 §2.1, §3,
// §5). Every repetition ends at a character that it cannot itself match, hence no input makes it backtrack. `#` has no
// place in a target.
const ordinaryHead =
  /([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\/[\x21\x22\x24-\x7e\x80-\xff]*) HTTP\/1\.([01])\r\n((?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n)*)\r\n/y;

/**
 * Reads the head of a request, strictly.
 *
 * @param text - from the first byte of the request line through the empty line, as latin-1
 * @throws {HTTPInputError} if it is not exactly what RFC 9112 allows
 */
export function readRequestHead(text: string): RequestHead {
  ordinaryHead.lastIndex = 0;
  const match = ordinaryHead.exec(text);
  if (match === null || ordinaryHead.lastIndex !== text.length) return readUnusualHead(text);
  const method = match[1] as string;
  // The target of a CONNECT is never a path.
  if (method === "CONNECT") return readUnusualHead(text);
  const version = match[3] === "1" ? "HTTP/1.1" : "HTTP/1.0";
  return readFraming({ method, path: match[2] as string, version }, match[4] as string);
}
