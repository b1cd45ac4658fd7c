/** What a head announces: `chunked` or another body; `unusual`: it has to be looked at line by line. */
export type HeadKind = "chunked" | "plain" | "unusual";

const finalStatusLine = /HTTP\/1\.[01] [2-9][0-9]{2} [\t\x20-\x7e\x80-\xff]*\r\n/y;
const plainLength = /[\t ]*[0-9]+[\t ]*\r/y;
const chunked = /[\t ]*chunked[\t ]*\r/iy;
const carriageReturn = 0x0d;
const tab = 0x09;
const space = 0x20;
/** Turns an ASCII capital into its small letter. */
const toLower = 0x20;

/**
 * Decides whether the head of a response has the form that every parser reads, in one walk that looks at one letter of
 * most lines.
 *
 * @param text - the head, as latin-1, which ends with its empty line
 */
export function kindOfHead(text: string): HeadKind {
  finalStatusLine.lastIndex = 0;
  if (!finalStatusLine.test(text)) return "unusual";
  const last = text.length - 2;
  let hasLength = false;
  let isChunked = false;
  for (let start = finalStatusLine.lastIndex; start < last; ) {
    const end = text.indexOf("\n", start);
    const colon = text.indexOf(":", start);
    if (text.charCodeAt(end - 1) !== carriageReturn || !isName(text, start, colon, end)) return "unusual";
    const initial = text.charCodeAt(start) | toLower;
    if (initial === 0x63 /* c */ && isNamed(text, start, colon, "content-length")) {
      if (hasLength || isChunked || !matchesAt(plainLength, text, colon + 1)) return "unusual";
      hasLength = true;
    } else if (initial === 0x74 /* t */ && isNamed(text, start, colon, "transfer-encoding")) {
      if (hasLength || isChunked || !matchesAt(chunked, text, colon + 1)) return "unusual";
      isChunked = true;
    }
    start = end + 1;
  }
  return isChunked ? "chunked" : "plain";
}

/** Whether the line begins with a name: no folded one, and no space before the colon. */
function isName(text: string, start: number, colon: number, end: number): boolean {
  return colon > start && colon < end && !isBlank(text, start) && !isBlank(text, colon - 1);
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === space || code === tab;
}

function isNamed(text: string, start: number, colon: number, lowerName: string): boolean {
  return colon - start === lowerName.length && text.slice(start, colon).toLowerCase() === lowerName;
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
