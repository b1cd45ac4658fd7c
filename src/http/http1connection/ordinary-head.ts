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
 * @param text - holds the head, as latin-1; whatever follows it is not looked at
 * @param start - where the request line begins
 * @returns `undefined` if there is none: it has not wholly arrived, is of a rarer form, or is malformed
 * @throws {HTTPInputError} if the framing fields break a rule
 */
export function readOrdinaryHead(text: string, start: number): RequestHead | undefined {
  ordinaryHead.lastIndex = start;
  if (!ordinaryHead.test(text)) return undefined;
  const methodEnd = text.indexOf(" ", start);
  const targetEnd = text.indexOf(" ", methodEnd + 1);
  const method = methodOf(text, start, methodEnd);
  // The target of a CONNECT is never a path.
  if (method === "CONNECT") return undefined;
  const startLine = {
    method,
    path: text.slice(methodEnd + 1, targetEnd),
    version: text.charCodeAt(targetEnd + minorVersionOffset) === one ? "HTTP/1.1" : "HTTP/1.0",
  };
  return readFraming(startLine, text, targetEnd + fieldsOffset, ordinaryHead.lastIndex);
}

/** The text of a program costs less to look up than a piece cut out of the input, whose hash has to be computed. */
function methodOf(text: string, start: number, end: number): string {
  if (text.startsWith("GET ", start)) return "GET";
  return text.startsWith("POST ", start) ? "POST" : text.slice(start, end);
}
