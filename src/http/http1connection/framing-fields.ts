import { HTTPInputError } from "../httputil/index.ts";
import { trimmedSlice } from "../httputil/internal.ts";

/** The fields that decide where a message ends and what becomes of its connection; repeated ones joined with `,`. */
export interface FramingFields {
  readonly connection: string | undefined;
  readonly contentLength: string | undefined;
  readonly expect: string | undefined;
  readonly host: string | undefined;
  readonly transferEncoding: string | undefined;
}

const colon = 0x3a;
/** Turns an ASCII capital into its small letter. */
const toLower = 0x20;

/**
 * Picks the framing fields out of field lines.
 *
 * A walk from line to line that looks at one letter of each takes a third of the time of a search by expression.
 *
 * @param lines - validated, hence each ends with CRLF and holds a colon
 * @throws {HTTPInputError} if there are two `Host` fields (RFC 9112 §3.2)
 */
export function readFramingFields(lines: string): FramingFields {
  let connection: string | undefined;
  let contentLength: string | undefined;
  let expect: string | undefined;
  let host: string | undefined;
  let transferEncoding: string | undefined;
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf("\n", start) - 1;
    switch (lines.charCodeAt(start) | toLower) {
      case 0x63: // c
        if (isNamed(lines, start, "connection")) connection = joined(connection, lines, start + 11, end);
        else if (isNamed(lines, start, "content-length")) {
          contentLength = joined(contentLength, lines, start + 15, end);
        }
        break;
      case 0x65: // e
        if (isNamed(lines, start, "expect")) expect = joined(expect, lines, start + 7, end);
        break;
      case 0x68: // h
        if (!isNamed(lines, start, "host")) break;
        if (host !== undefined) throw new HTTPInputError("There is more than one Host field (RFC 9112 §3.2)");
        host = trimmedSlice(lines, start + 5, end);
        break;
      case 0x74: // t
        if (isNamed(lines, start, "transfer-encoding")) {
          transferEncoding = joined(transferEncoding, lines, start + 18, end);
        }
        break;
    }
    start = end + 2;
  }
  return { connection, contentLength, expect, host, transferEncoding };
}

function isNamed(lines: string, start: number, lowerName: string): boolean {
  const end = start + lowerName.length;
  return lines.charCodeAt(end) === colon && lines.slice(start, end).toLowerCase() === lowerName;
}

/** RFC 9110 §5.3: several fields of one name are one list. */
function joined(before: string | undefined, lines: string, start: number, end: number): string {
  const value = trimmedSlice(lines, start, end);
  return before === undefined ? value : `${before},${value}`;
}
