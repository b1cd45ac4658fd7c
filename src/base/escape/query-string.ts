import { isUtf8 } from "node:buffer";
import { percentDecode } from "./url.ts";

/** Options of {@link parseQsBytes}. */
export interface ParseQsOptions {
  /** Keep names whose value is empty. Default: `false`. */
  readonly keepBlankValues?: boolean;
  /** Throw where a field has no `=`, instead of taking its value for empty. Default: `false`. */
  readonly strictParsing?: boolean;
}

/**
 * Parses `name=value&...` into the percent-decoded bytes of each value; `+` is a space.
 *
 * @param qs - a query without its question mark, as bytes or as text; a text of bytes (latin-1) that are UTF-8 stands for those
 * @param options - what to do with empty values and with broken fields
 * @returns the values of each name in the order in which they came; names are UTF-8 with U+FFFD for what is none
 * @throws {RangeError} with `strictParsing`, if a field has no `=`
 * @example
 * ```ts
 * import { parseQsBytes } from "typhoon/escape";
 *
 * parseQsBytes("a=1&a=%C3%A9&b=").get("a")?.map(String);   // ["1", "é"]
 * ```
 * @see tornado.escape.parse_qs_bytes
 */
export function parseQsBytes(qs: string | Uint8Array, options: ParseQsOptions = {}): Map<string, Buffer[]> {
  const text = typeof qs === "string" ? textOfBytes(qs) : Buffer.from(qs).toString("latin1");
  const found = new Map<string, Buffer[]>();
  forEachField(text, (field) => addField(found, field, options));
  return found;
}

/** A query of the wire is text whose characters stand for bytes; one that a program wrote is encoded first. */
function textOfBytes(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  const isBytes = !/[\u0100-\uffff]/.test(text) && isUtf8(Buffer.from(text, "latin1"));
  return isBytes ? text : Buffer.from(text).toString("latin1");
}

/** Friends only: hands over each field of a query that is not empty, in order and as it was sent. */
export function forEachField(text: string, take: (field: string) => void): void {
  for (let start = 0; start < text.length; ) {
    const ampersand = text.indexOf("&", start);
    const end = ampersand === -1 ? text.length : ampersand;
    if (end > start) take(text.slice(start, end));
    start = end + 1;
  }
}

/**
 * Friends only: the name as UTF-8 (URL standard §5.1) and the bytes of the value; a field without `=` is a name alone.
 */
export function decodeField(field: string): [name: string, value: Buffer] {
  const equals = field.indexOf("=");
  const name = percentDecode(equals === -1 ? field : field.slice(0, equals), true).toString("utf8");
  return [name, percentDecode(equals === -1 ? "" : field.slice(equals + 1), true)];
}

function addField(found: Map<string, Buffer[]>, field: string, options: ParseQsOptions): void {
  if (options.strictParsing === true && !field.includes("=")) {
    throw new RangeError(
      `Cannot parse a query as each field needs a "=": current field is ${JSON.stringify(field)}`,
    );
  }
  const [name, value] = decodeField(field);
  if (value.length === 0 && options.keepBlankValues !== true) return;
  const values = found.get(name);
  if (values === undefined) found.set(name, [value]);
  else values.push(value);
}
