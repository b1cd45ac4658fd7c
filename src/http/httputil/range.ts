/** A part of some content, in bytes: from `start` up to, but without, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

// White space stands only where something has to be before it, so that a text of nothing else is matched in linear time.
const byteRange = /^bytes\s*=\s*(?:(\d{1,15})\s*)?-(?:\s*(\d{1,15}))?$/i;

/**
 * The part of a content that a `Range` field asks for (RFC 9110 §14.1.2).
 *
 * Several parts at once, other units and what is malformed are passed over, as the RFC allows: the whole is sent.
 *
 * @param field - such as `bytes=0-499`
 * @param size - of the whole content, in bytes
 * @returns `undefined` for the whole, `"unsatisfiable"` if the content has no such part
 */
export function requestedRange(field: string, size: number): ByteRange | "unsatisfiable" | undefined {
  const [, first = "", last = ""] = byteRange.exec(field.trim()) ?? [];
  if (first === "" && last === "") return undefined;
  const { start, end } = first === "" ? lastBytes(Number(last), size) : fromTo(first, last, size);
  if (start >= size || start >= end) return "unsatisfiable";
  return start === 0 && end === size ? undefined : { start, end };
}

function lastBytes(count: number, size: number): ByteRange {
  return { start: Math.max(0, size - count), end: size };
}

function fromTo(first: string, last: string, size: number): ByteRange {
  return { start: Number(first), end: last === "" ? size : Math.min(Number(last) + 1, size) };
}
