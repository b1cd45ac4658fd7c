import { namedCharacters } from "./named-characters.ts";
import { toUnicode } from "./utf8.ts";

const special = /[&<>"']/;

/** By their code; a list is looked up faster than an object. */
const entities: readonly (string | undefined)[] = entityList({
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
});

function entityList(named: Readonly<Record<string, string>>): (string | undefined)[] {
  return Array.from({ length: 128 }, (_, code) => named[String.fromCharCode(code)]);
}

/**
 * Makes text safe to stand in HTML or XML, between tags and in attributes that have quotes: escapes `& < > " '`.
 *
 * It does not make an attribute without quotes safe, nor a script, a style or a URL.
 *
 * @param value - text, or UTF-8 bytes
 * @throws {RangeError} if bytes are not UTF-8
 * @example
 * ```ts
 * import { xhtmlEscape } from "typhoon/escape";
 *
 * xhtmlEscape("<b> & 'c'");   // "&lt;b&gt; &amp; &#x27;c&#x27;"
 * ```
 * @see tornado.escape.xhtml_escape
 */
export function xhtmlEscape(value: string | Uint8Array): string {
  const text = typeof value === "string" ? value : toUnicode(value);
  const first = text.search(special);
  return first === -1 ? text : escapeFrom(text, first);
}

/** By a loop, as `replace` would call a function for each character that it finds. */
function escapeFrom(text: string, first: number): string {
  let escaped = "";
  let copied = 0;
  for (let at = first; at < text.length; at++) {
    const entity = entities[text.charCodeAt(at)];
    if (entity === undefined) continue;
    escaped += text.slice(copied, at) + entity;
    copied = at + 1;
  }
  return escaped + text.slice(copied);
}

// A reference has at most 32 characters; a bound also keeps a text of many ampersands linear.
const reference = /&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+);?|[^\t\n\f <&#;]{1,32};?)/g;

/**
 * Undoes the escaping of HTML by HTML's own rules: named and numeric references, also those whose semicolon is missing
 * where HTML allows it. What is no reference stays as it is.
 *
 * @param value - text, or UTF-8 bytes
 * @throws {RangeError} if bytes are not UTF-8
 * @example
 * ```ts
 * import { xhtmlUnescape } from "typhoon/escape";
 *
 * xhtmlUnescape("&lt;&eacute;&#233;&gt; &unknown;");   // "<éé> &unknown;"
 * ```
 * @see tornado.escape.xhtml_unescape
 * @see https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state
 */
export function xhtmlUnescape(value: string | Uint8Array): string {
  const text = toUnicode(value);
  return text.includes("&") ? text.replace(reference, resolveReference) : text;
}

function resolveReference(found: string): string {
  if (found.charAt(1) !== "#") return resolveName(found.slice(1));
  const digits = found.slice(2).replace(";", "");
  return resolveNumber(
    /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10),
  );
}

function resolveName(name: string): string {
  const names = namedCharacters();
  for (let length = name.length; length > 1; length--) {
    const characters = names.get(name.slice(0, length));
    if (characters !== undefined) return characters + name.slice(length);
  }
  return `&${name}`;
}

// HTML reads these numbers as windows-1252 has them; the five that it lacks stay control characters.
const windows1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

function resolveNumber(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return windows1252.charAt(code - 0x80);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
  return isNoCharacter(code) ? "" : String.fromCodePoint(code);
}

/** Control characters other than white space, and the code points that Unicode keeps free for ever. */
function isNoCharacter(code: number): boolean {
  if (code < 0x20) return ![0x09, 0x0a, 0x0c, 0x0d].includes(code);
  return code === 0x7f || (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
}

/**
 * Makes one space of each run of white space and control characters, and takes off those around the text.
 *
 * @example
 * ```ts
 * import { squeeze } from "typhoon/escape";
 *
 * squeeze("  a \n\t b ");   // "a b"
 * ```
 * @see tornado.escape.squeeze
 */
export function squeeze(value: string): string {
  return value.replace(/[^!-\uffff]+/g, " ").trim();
}
