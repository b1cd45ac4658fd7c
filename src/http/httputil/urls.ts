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
 * @example
 * ```ts
 * import { urlConcat } from "typhoon/httputil";
 *
 * urlConcat("http://example.com/foo?a=b#top", { c: "d e" });   // "http://example.com/foo?a=b&c=d+e#top"
 * ```
 * @see tornado.httputil.url_concat
 */
export function urlConcat(url: string, args: QueryArguments | undefined): string {
  if (args === undefined) return url;
  const added = isIterable(args) ? [...args] : Object.entries(args);
  if (added.length === 0) return url;
  const { base, query, fragment } = splitUrl(url);
  const pairs = [...existingPairs(query), ...added.map(([name, value]) => encodePair(name, value))];
  return `${base}?${pairs.join("&")}${fragment}`;
}

/**
 * Undoes percent-encoding, giving the bytes; a `%` that is not followed by two hexadecimal digits stays.
 *
 * @param text - percent-encoded text whose characters stand for bytes (latin-1), as in a request target
 * @param plus - whether `+` means a space, as it does in a query but not in a path
 */
export function percentDecode(text: string, plus = false): Buffer {
  const spaced = plus && text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return Buffer.from(spaced, "latin1");
  const bytes = spaced.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(bytes, "latin1");
}

/**
 * Percent-encodes everything but letters, digits and `_.-~/`, as a path in a URL needs it.
 *
 * @param text - encoded as UTF-8
 */
export function encodePath(text: string): string {
  return encodeURIComponent(text)
    .replaceAll("%2F", "/")
    .replace(/[!'()*]/g, percent);
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
  return `${encodeQueryPart(name)}=${encodeQueryPart(value)}`;
}

function encodeQueryPart(part: string | Uint8Array): string {
  return Buffer.from(part)
    .toString("latin1")
    .replace(/[^\w.\-~ ]/g, percent)
    .replaceAll(" ", "+");
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
