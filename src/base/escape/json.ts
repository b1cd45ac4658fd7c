import { toUnicode } from "./utf8.ts";

/**
 * A value as JSON that may stand inside of a `<script>` element: `</` and `<!--` are written so that no browser sees the
 * end of the element, or a comment, in them. To any reader of JSON they are the same.
 *
 * Spaces and letters are as in `JSON.stringify`: none after `,` and `:`, and no `\u` for letters beyond ASCII.
 *
 * @throws {TypeError} if there is no JSON for the value, such as for `undefined`, a function, a bigint or a circle
 * @example
 * ```ts
 * import { jsonEncode } from "typhoon/escape";
 *
 * jsonEncode({ text: "</script>" });   // '{"text":"<\\/script>"}'
 * ```
 * @see tornado.escape.json_encode
 */
export function jsonEncode(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) {
    throw new TypeError(`Cannot encode a value as JSON has none like it: it is ${typeof value}`);
  }
  return text.replaceAll("</", "<\\/").replaceAll("<!--", "\\u003c!--");
}

/**
 * The value that JSON stands for. What comes from outside has no type yet: look at it before you use it.
 *
 * @param value - text, or UTF-8 bytes
 * @throws {SyntaxError} if it is no JSON
 * @throws {RangeError} if bytes are not UTF-8
 * @see tornado.escape.json_decode
 */
export function jsonDecode(value: string | Uint8Array): unknown {
  return JSON.parse(toUnicode(value));
}
