import { HTTPInputError } from "../httputil/index.ts";
import { trimmedSlice } from "../httputil/internal.ts";

/** The fields that decide where a message ends and what becomes of its connection; repeated ones joined with `,`. */
export interface FramingFields {
  readonly connection: string | undefined;
  readonly contentLength: string | undefined;
  readonly expect: string | undefined;
  readonly host: string | undefined;
  readonly transferEncoding: string | undefined;
  /** With which letters names of fields begin: bit 1 for `a`, and so on, see `headersFromFieldLines`. */
  readonly initials: number;
  /** How many fields there are. */
  readonly fieldCount: number;
}

const colon = 0x3a;
/** Turns an ASCII capital into its small letter. */
const toLower = 0x20;

/**
 * Picks the framing fields out of field lines.
 *
 * A walk from line to line that looks at one letter of each takes a third of the time of a search by expression.
 *
 * @param text - validated between `first` and `last`: each line ends with CRLF and holds a colon
 * @param first - where the first field line begins
 * @param last - where the empty line begins
 * @throws {HTTPInputError} if there are two `Host` fields (RFC 9112 §3.2)
 */
export function readFramingFields(text: string, first: number, last: number): FramingFields {
  let connection: string | undefined;
  let contentLength: string | undefined;
  let expect: string | undefined;
  let host: string | undefined;
  let transferEncoding: string | undefined;
  let initials = 0;
  let fieldCount = 0;
  for (let start = first; start < last; ) {
    const end = text.indexOf("\n", start) - 1;
    const initial = text.charCodeAt(start) | toLower;
    initials |= 1 << initial;
    fieldCount++;
    switch (initial) {
      case 0x63: // c
        if (isNamed(text, start, "connection")) connection = joined(connection, text, start + 11, end);
        else if (isNamed(text, start, "content-length")) {
          contentLength = joined(contentLength, text, start + 15, end);
        }
        break;
      case 0x65: // e
        if (isNamed(text, start, "expect")) expect = joined(expect, text, start + 7, end);
        break;
      case 0x68: // h
        if (!isNamed(text, start, "host")) break;
        if (host !== undefined) throw new HTTPInputError("There is more than one Host field (RFC 9112 §3.2)");
        host = trimmedSlice(text, start + 5, end);
        break;
      case 0x74: // t
        if (isNamed(text, start, "transfer-encoding")) {
          transferEncoding = joined(transferEncoding, text, start + 18, end);
        }
        break;
    }
    start = end + 2;
  }
  return { connection, contentLength, expect, host, transferEncoding, initials, fieldCount };
}

/** Case is ignored by setting one bit: among the characters of a token only letters become other letters by that. */
function isNamed(text: string, start: number, lowerName: string): boolean {
  if (text.charCodeAt(start + lowerName.length) !== colon) return false;
  for (let i = 1; i < lowerName.length; i++) {
    if ((text.charCodeAt(start + i) | toLower) !== lowerName.charCodeAt(i)) return false;
  }
  return true;
}

/** RFC 9110 §5.3: several fields of one name are one list. */
function joined(before: string | undefined, text: string, start: number, end: number): string {
  const value = trimmedSlice(text, start, end);
  return before === undefined ? value : `${before},${value}`;
}
