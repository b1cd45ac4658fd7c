import { percentDecode } from "../../base/escape/internal.ts";
import { HTTPInputError } from "./errors.ts";

const urlencodedType = /^application\/x-www-form-urlencoded/i;

/**
 * Parses `name=value&...` into the percent-decoded bytes of each value; blank values are kept, `+` is a space.
 *
 * @param text - a query, or a urlencoded body as latin-1
 * @returns the values of each name in the order in which they came; names are latin-1
 * @see tornado.escape.parse_qs_bytes
 */
export function parseUrlencoded(text: string): Map<string, Buffer[]> {
  const found = new Map<string, Buffer[]>();
  for (let start = 0; start < text.length; ) {
    const ampersand = text.indexOf("&", start);
    const end = ampersand === -1 ? text.length : ampersand;
    if (end > start) addPair(found, text.slice(start, end));
    start = end + 1;
  }
  return found;
}

/**
 * The arguments in a body: those of a urlencoded form, none for any other type.
 *
 * @param contentType - the `Content-Type` field
 * @param body - the whole body
 * @param contentEncoding - the `Content-Encoding` field; a form that has one cannot be read
 * @throws {HTTPInputError} `ERR_HTTP_INPUT` if the form is compressed
 * @see tornado.httputil.parse_body_arguments
 */
export function parseBodyArguments(
  contentType: string,
  body: Buffer,
  contentEncoding?: string,
): Map<string, Buffer[]> {
  if (!urlencodedType.test(contentType)) return new Map();
  if (contentEncoding !== undefined) {
    throw new HTTPInputError(`Unsupported Content-Encoding: ${contentEncoding}`);
  }
  return parseUrlencoded(body.toString("latin1"));
}

function addPair(found: Map<string, Buffer[]>, pair: string): void {
  const equals = pair.indexOf("=");
  const name = percentDecode(equals === -1 ? pair : pair.slice(0, equals), true).toString("latin1");
  const value = percentDecode(equals === -1 ? "" : pair.slice(equals + 1), true);
  const values = found.get(name);
  if (values === undefined) found.set(name, [value]);
  else values.push(value);
}
