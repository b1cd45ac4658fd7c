import { type RequestHead, readFraming } from "./framing.ts";

// The whole head of an ordinary request: origin-form target, HTTP/1.0 or 1.1, fields without folding (RFC 9112 §2.1, §3,
// §5). Every repetition ends at a character that it cannot itself match, hence no input makes it backtrack. `#` has no
// place in a target.
const ordinaryHead =
  /[!#$%&'*+\-.^_`|~0-9A-Za-z]+ \/[\x21\x22\x24-\x7e\x80-\xff]* HTTP\/1\.[01]\r\n(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n)*\r\n/y;
// Counted from the space after the target: " HTTP/1.1\r\n".
const minorVersionOffset = 8;
const fieldsOffset = 11;
const one = 0x31;

/**
 * Reads a request head in its ordinary form.
 *
 * @param text - begins with the request line, as latin-1; whatever follows the head is not looked at
 * @returns `undefined` if there is none: it has not wholly arrived, is of a rarer form, or is malformed
 * @throws {HTTPInputError} if the framing fields break a rule
 */
export function readOrdinaryHead(text: string): RequestHead | undefined {
  ordinaryHead.lastIndex = 0;
  if (!ordinaryHead.test(text)) return undefined;
  const methodEnd = text.indexOf(" ");
  const targetEnd = text.indexOf(" ", methodEnd + 1);
  const method = text.slice(0, methodEnd);
  // The target of a CONNECT is never a path.
  if (method === "CONNECT") return undefined;
  const startLine = {
    method,
    path: text.slice(methodEnd + 1, targetEnd),
    version: text.charCodeAt(targetEnd + minorVersionOffset) === one ? "HTTP/1.1" : "HTTP/1.0",
  };
  return readFraming(startLine, text, targetEnd + fieldsOffset, ordinaryHead.lastIndex);
}
