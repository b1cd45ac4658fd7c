import { HTTPInputError, type RequestStartLine } from "../httputil/index.ts";
import { type RequestHead, readFraming } from "./framing.ts";
import { isLegalTarget } from "./legal-target.ts";

const requestLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([\x21\x22\x24-\x7e\x80-\xff]+) (HTTP\/[0-9]\.[0-9])$/;

/**
 * Reads a head that the fast path did not recognise, and whose characters and lines the `HeadJudge` has found valid.
 *
 * @throws {HTTPInputError} if it is not exactly what RFC 9112 allows
 */
export function readUnusualHead(text: string): RequestHead {
  const line = text.slice(0, text.indexOf("\r\n"));
  return readFraming(readRequestLine(line), text, line.length + 2, text.length);
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
