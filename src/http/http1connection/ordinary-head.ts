import { type RequestHead, readFraming } from "./framing.ts";

// The whole head of an ordinary request: origin-form target, HTTP/1.0 or 1.1, fields without folding (RFC 9112 §2.1, §3,
// §5). Every repetition ends at a character that it cannot itself match, hence no input makes it backtrack. `#` has no
// place in a target.
const ordinaryHead =
  /([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\/[\x21\x22\x24-\x7e\x80-\xff]*) HTTP\/1\.([01])\r\n((?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n)*)\r\n/y;

/**
 * Reads a request head in its ordinary form.
 *
 * @param text - begins with the request line, as latin-1; whatever follows the head is not looked at
 * @returns `undefined` if there is none: it has not wholly arrived, is of a rarer form, or is malformed
 * @throws {HTTPInputError} if the framing fields break a rule
 */
export function readOrdinaryHead(text: string): RequestHead | undefined {
  ordinaryHead.lastIndex = 0;
  const match = ordinaryHead.exec(text);
  // The target of a CONNECT is never a path.
  if (match === null || match[1] === "CONNECT") return undefined;
  const startLine = {
    method: match[1] as string,
    path: match[2] as string,
    version: match[3] === "1" ? "HTTP/1.1" : "HTTP/1.0",
  };
  return readFraming(startLine, match[4] as string, ordinaryHead.lastIndex);
}
