import { shownValue } from "../../base/errors/internal.ts";
import type { CookieAttributes } from "./cookie-attributes.ts";
import { cookieRules } from "./cookie-attributes.ts";
import { formatTimestamp } from "./dates.ts";

const dayMs = 86_400_000;
const longestAgeMs = 1000 * 366 * dayMs;
const legalName = /^[A-Za-z0-9!#$%&'*+\-.^_`|~:]+$/;
const reservedName = /^(?:comment|domain|expires|httponly|max-age|path|samesite|secure|version)$/i;
const beyondLatin1 = /[\u0100-\uffff]/;
const bareValue = /^[A-Za-z0-9!#$%&'*+\-.^_`|~:]*$/;
const quotable = /[^A-Za-z0-9!#$%&'*+\-.^_`|~: ()/<=>?@[\]{}]/g;
// These are the characters by which a value could end its attribute or its header and begin another.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unsafeInValue = /[\x00-\x20]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unsafeInAttribute = /[\x00-\x20;\x7f]/;

/**
 * Parses a `Cookie` field as browsers write it; of a name that comes twice, the last value holds.
 *
 * A piece without `=` is a value whose name is empty. Takes time in proportion to the text's length.
 *
 * @param text - the field's value
 * @example
 * ```ts
 * import { parseCookie } from "typhoon/httputil";
 *
 * parseCookie('theme=dark; note="a\\054 b"').get("note");   // "a, b"
 * ```
 * @see tornado.httputil.parse_cookie
 */
export function parseCookie(text: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const piece of text.split(";")) {
    const equals = piece.indexOf("=");
    const name = equals === -1 ? "" : piece.slice(0, equals).trim();
    const value = piece.slice(equals + 1).trim();
    if (name !== "" || value !== "") cookies.set(name, unquote(value));
  }
  return cookies;
}

/**
 * Writes a cookie as the value of a `Set-Cookie` field, its attributes in the alphabet's order.
 *
 * A value with characters that a cookie cannot carry bare is put in quotes, as `parseCookie` undoes it.
 *
 * @param name - a token that is not the name of an attribute
 * @param value - characters up to U+00FF, without spaces and control characters
 * @param attributes - what the browser may do with it
 * @throws {TypeError} if the name, the value or an attribute could be taken for something else
 * @throws {RangeError} if it would live for a time that a cookie cannot tell
 * @see tornado.web.RequestHandler.set_cookie
 */
export function formatCookie(name: string, value: string, attributes: CookieAttributes = {}): string {
  cookieRules.check(attributes);
  checkCookie(name, value);
  const path = attributes.path ?? "/";
  const expires = expiryOf(attributes);
  const parts = [`${name}=${quote(value)}`];
  if (attributes.domain) parts.push(`Domain=${checked("domain", attributes.domain)}`);
  if (expires !== undefined) parts.push(`expires=${formatTimestamp(expires)}`);
  if (attributes.httpOnly) parts.push("HttpOnly");
  if (attributes.maxAgeMs !== undefined) parts.push(`Max-Age=${wholeSeconds(attributes.maxAgeMs)}`);
  if (attributes.partitioned) parts.push("Partitioned");
  if (path !== "") parts.push(`Path=${checked("path", path)}`);
  if (attributes.priority) parts.push(`Priority=${checked("priority", attributes.priority)}`);
  if (attributes.sameSite) parts.push(`SameSite=${checked("sameSite", attributes.sameSite)}`);
  if (attributes.secure) parts.push("Secure");
  return parts.join("; ");
}

/** Whether a cookie can be set under that name: a token that is not the name of an attribute. */
export function isCookieName(name: string): boolean {
  return legalName.test(name) && !reservedName.test(name);
}

function checkCookie(name: string, value: string): void {
  if (!isCookieName(name)) {
    throw new TypeError(
      `Cannot set cookie as its name has to be a token that is no attribute's name: current value is ${JSON.stringify(name)}`,
    );
  }
  if (unsafeInValue.test(value)) throw new TypeError(`Invalid cookie ${name}: ${JSON.stringify(value)}`);
  if (beyondLatin1.test(value)) {
    throw new TypeError(
      `Cannot set cookie ${name} as its value has characters beyond U+00FF: encode it first, for example with encodeURIComponent`,
    );
  }
}

function checked(attribute: string, text: string): string {
  if (!unsafeInAttribute.test(text)) return text;
  throw new TypeError(`Invalid cookie attribute ${attribute}=${JSON.stringify(text)}`);
}

function expiryOf({ expires, expiresDays }: CookieAttributes): Date | number | undefined {
  if (expires !== undefined || expiresDays === undefined) return expires;
  return Date.now() + checkedAge("expiresDays", expiresDays, dayMs);
}

function wholeSeconds(durationMs: number): number {
  return Math.trunc(checkedAge("maxAgeMs", durationMs, 1) / 1000);
}

/** A past age drops the cookie. One beyond the year 9999 has no date, and browsers take none that is far shorter. */
function checkedAge(name: string, value: unknown, unitMs: number): number {
  if (typeof value === "number" && Math.abs(value * unitMs) <= longestAgeMs) return value * unitMs;
  const unit = unitMs === dayMs ? "days" : "milliseconds";
  const message = `Cannot set a cookie because ${name} is ${shownValue(value)}: pass a number of ${unit}, a thousand years at the most`;
  throw typeof value === "number" ? new RangeError(message) : new TypeError(message);
}

function quote(value: string): string {
  return bareValue.test(value) ? value : `"${value.replace(quotable, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  return `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;
}

function unquote(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
  return value
    .slice(1, -1)
    .replace(/\\(?:([0-3][0-7][0-7])|(.))/gs, (_, octal?: string, plain?: string) =>
      octal === undefined ? (plain ?? "") : String.fromCharCode(Number.parseInt(octal, 8)),
    );
}
