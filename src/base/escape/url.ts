import { utf8 } from "./utf8.ts";

/** Options of {@link urlEscape}. */
export interface UrlEscapeOptions {
  /**
   * Write a space as `+`, as in a query. `false` is for paths: a space is `%20`, and `/` stays. Default: `true`.
   */
  readonly plus?: boolean;
}

/** Options of {@link urlUnescape}. */
export interface UrlUnescapeOptions {
  /** What the bytes behind the percent signs are; `null`: return bytes. Default: `"utf-8"`. */
  readonly encoding?: "utf-8" | "latin1" | null;
  /** Read `+` as a space, as in a query; `false` is for paths. Default: `true`. */
  readonly plus?: boolean;
}

/**
 * Percent-encodes text for a URL: all but letters, digits and `_.-~`.
 *
 * @param value - text, which is encoded as UTF-8, or bytes
 * @param options - `plus`: for a query (the default) or for a path
 * @example
 * ```ts
 * import { urlEscape } from "typhoon/escape";
 *
 * urlEscape("fish & chips/é");                     // "fish+%26+chips%2F%C3%A9"
 * urlEscape("fish & chips/é", { plus: false });    // "fish%20%26%20chips/%C3%A9"
 * ```
 * @see tornado.escape.url_escape
 */
export function urlEscape(value: string | Uint8Array, options: UrlEscapeOptions = {}): string {
  const bytes = Buffer.from(utf8(value)).toString("latin1");
  if (options.plus === false) return bytes.replace(/[^\w.\-~/]/g, percent);
  return bytes.replace(/[^\w.\-~ ]/g, percent).replaceAll(" ", "+");
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

/**
 * Undoes percent-encoding. A `%` without two hexadecimal digits stays, and bytes that are not UTF-8 become U+FFFD.
 *
 * @param value - text, or ASCII bytes
 * @param options - `encoding: null` returns the bytes; `plus`: of a query (the default) or of a path
 * @example
 * ```ts
 * import { urlUnescape } from "typhoon/escape";
 *
 * urlUnescape("fish+%26+chips");                       // "fish & chips"
 * urlUnescape("%E9", { encoding: "latin1" });          // "é"
 * urlUnescape("a+b%20c", { plus: false });             // "a+b c"
 * ```
 * @see tornado.escape.url_unescape
 */
export function urlUnescape(
  value: string | Uint8Array,
  options: UrlUnescapeOptions & { readonly encoding: null },
): Buffer;
export function urlUnescape(
  value: string | Uint8Array,
  options?: UrlUnescapeOptions & { readonly encoding?: "utf-8" | "latin1" },
): string;
export function urlUnescape(value: string | Uint8Array, options: UrlUnescapeOptions = {}): string | Buffer {
  const { encoding = "utf-8", plus = true } = options;
  if (encoding === null) return percentDecode(Buffer.from(utf8(value)).toString("latin1"), plus);
  const text = typeof value === "string" ? value : Buffer.from(value).toString(encoding);
  const spaced = plus ? text.replaceAll("+", " ") : text;
  return spaced.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    Buffer.from(run.replaceAll("%", ""), "hex").toString(encoding),
  );
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
