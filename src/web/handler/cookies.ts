import { type CookieAttributes, formatCookie } from "../../http/httputil/index.ts";
import type { ResponseBuffer } from "./response-buffer.ts";

/** Where a cookie that is to be dropped was set; how long it lives is not for the caller to say. */
export type ClearCookieAttributes = Omit<CookieAttributes, "expires" | "expiresDays" | "maxAgeMs">;

const yearInDays = 365;

/** Puts a cookie among those that the response sets; one of the same name is replaced wholly, at its place. */
export function putCookie(
  response: ResponseBuffer,
  name: string,
  value: string,
  attributes?: CookieAttributes,
): void {
  const line = formatCookie(name, value, attributes);
  response.cookies ??= new Map();
  response.cookies.set(name, line);
}

/**
 * Makes the browser drop a cookie: sets it to nothing, long over.
 *
 * @throws {TypeError} if `attributes` say how long the cookie lives
 */
export function dropCookie(
  response: ResponseBuffer,
  name: string,
  attributes: ClearCookieAttributes = {},
): void {
  for (const lifetime of ["expires", "expiresDays", "maxAgeMs"]) {
    if (lifetime in attributes) throw new TypeError(`clearCookie() got an unexpected option ${lifetime}`);
  }
  putCookie(response, name, "", { ...attributes, expiresDays: -yearInDays });
}
