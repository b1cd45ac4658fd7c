import { urlEscape } from "../../base/escape/index.ts";
import { percentDecode } from "../../base/escape/internal.ts";

/** Arguments for a query: a record, a map, or pairs of name and value where a name may come more than once. */
export type QueryArguments =
  | Readonly<Record<string, string | Uint8Array>>
  | Iterable<readonly [name: string | Uint8Array, value: string | Uint8Array]>;

/**
 * Adds arguments to a URL's query, before its fragment.
 *
 * What the query already holds is kept, in order, and written anew in the same encoding.
 *
 * @param url - absolute or relative
 * @param args - `undefined` or nothing in it: the URL is returned as it is
 * @throws {TypeError} if a name or a value is neither a string nor bytes, such as an option that was never set
 * @example
 * ```ts
 * import { urlConcat } from "typhoon/httputil";
 *
 * urlConcat("http://example.com/foo?a=b#top", { c: "d e" });   // "http://example.com/foo?a=b&c=d+e#top"
 * ```
 * @see tornado.httputil.url_concat
 */
export function urlConcat(url: string, args: QueryArguments | undefined): string {
  if (args === undefined || args === null) return url;
  const added = isIterable(args) ? [...args] : Object.entries(args);
  if (added.length === 0) return url;
  const { base, query, fragment } = splitUrl(url);
  const pairs = [...existingPairs(query), ...added.map(([name, value]) => encodePair(name, value))];
  return `${base}?${pairs.join("&")}${fragment}`;
}

/**
 * Percent-encodes everything but letters, digits and `_.-~/`, as a path in a URL needs it.
 *
 * @param text - encoded as UTF-8
 */
export function encodePath(text: string): string {
  return urlEscape(text, { plus: false });
}

function isIterable(
  args: QueryArguments,
): args is Exclude<QueryArguments, Readonly<Record<string, unknown>>> {
  return Symbol.iterator in args;
}

function splitUrl(url: string): { base: string; query: string; fragment: string } {
  const hash = url.indexOf("#");
  const whole = hash === -1 ? url : url.slice(0, hash);
  const mark = whole.indexOf("?");
  return {
    base: mark === -1 ? whole : whole.slice(0, mark),
    query: mark === -1 ? "" : whole.slice(mark + 1),
    fragment: hash === -1 ? "" : url.slice(hash),
  };
}

function existingPairs(query: string): string[] {
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const equals = pair.indexOf("=");
      const name = equals === -1 ? pair : pair.slice(0, equals);
      return encodePair(decodeWritten(name), decodeWritten(equals === -1 ? "" : pair.slice(equals + 1)));
    });
}

/** A URL given by the program may hold characters beyond latin-1, which stand for their UTF-8 bytes. */
function decodeWritten(text: string): Buffer {
  return percentDecode(Buffer.from(text, "utf8").toString("latin1"), true);
}

function encodePair(name: string | Uint8Array, value: string | Uint8Array): string {
  if (!isText(name))
    throw new TypeError(
      `Cannot add an argument to a URL because its name is ${shown(name)}: pass a string or a Uint8Array`,
    );
  if (!isText(value))
    throw new TypeError(
      `Cannot add the argument ${JSON.stringify(typeof name === "string" ? name : Buffer.from(name).toString())} to a URL because its value is ${shown(value)}: pass a string or a Uint8Array, or leave it out`,
    );
  return `${urlEscape(name)}=${urlEscape(value)}`;
}

function isText(text: unknown): boolean {
  return typeof text === "string" || text instanceof Uint8Array;
}

/** Without calling anything of a value that may be an object. */
function shown(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "number" || typeof value === "boolean" || value === undefined
    ? String(value)
    : `of type ${typeof value}`;
}
