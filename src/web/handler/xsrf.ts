import { randomBytes } from "node:crypto";
import type { CookieAttributes, HTTPServerRequest } from "../../http/httputil/index.ts";
import { HTTPError } from "./errors.ts";
import { isSameSecret } from "./same-secret.ts";
import type { ApplicationSettings } from "./settings.ts";

/** What tokens need of the handler whose request they protect. */
export interface XsrfHandler {
  readonly settings: ApplicationSettings;
  readonly request: HTTPServerRequest;
  getArgument(name: string, defaultValue: undefined): string | undefined;
  getCookie(name: string): string | undefined;
  setCookie(name: string, value: string, attributes?: CookieAttributes): void;
}

const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const formField = "_xsrf";
const tokenLength = 16;
const maskLength = 4;
/** How long the cookie of a user who is logged in lives. */
const userExpiryDays = 30;
const versionPrefix = /^[1-9]\d*\|/;
const tokenV2 = /^2\|([0-9a-f]{8})\|((?:[0-9a-f]{2})+)\|\d{1,15}$/i;
const hexadecimal = /^(?:[0-9a-f]{2})+$/i;

/** Whether a request with that method has to prove that a page of this site sent it. */
export function needsXsrfCheck(settings: ApplicationSettings, method: string): boolean {
  return settings.xsrfCookies === true && !safeMethods.has(method);
}

/**
 * The token of one request: that of the client's cookie, or a new one.
 *
 * A page of another site can make a browser send this site's cookies, but cannot read them; so a request that repeats
 * the cookie's token in its form or in a header field was sent by a page of this site.
 */
export class XsrfTokens {
  readonly #handler: XsrfHandler;
  #raw: Buffer | undefined;
  #isNew = false;
  #shown: string | undefined;

  /** @param handler - of the request */
  constructor(handler: XsrfHandler) {
    this.#handler = handler;
  }

  /**
   * The token as a page shows it; sets the cookie if the client has none.
   *
   * @param hasUser - whether somebody is logged in, so that the cookie has to outlive the browser's session
   */
  show(hasUser: () => boolean): string {
    if (this.#shown !== undefined) return this.#shown;
    this.#shown = encodeToken(this.#rawToken(), this.#handler.settings.xsrfCookieVersion ?? 2);
    if (this.#isNew) this.#setCookie(this.#shown, hasUser);
    return this.#shown;
  }

  /**
   * @throws {HTTPError} 403 if the request does not repeat the token of its cookie
   */
  check(): void {
    const { request } = this.#handler;
    const given =
      this.#handler.getArgument(formField, undefined) ||
      request.headers.get("X-XSRFToken") ||
      request.headers.get("X-CSRFToken");
    if (!given) throw new HTTPError(403, `'${formField}' argument missing from ${request.method}`);
    const token = decodeToken(given);
    if (token === undefined) throw new HTTPError(403, `'${formField}' argument has invalid format`);
    if (!isSameSecret(token, this.#rawToken()))
      throw new HTTPError(403, "XSRF cookie does not match POST argument");
  }

  get #cookieName(): string {
    return this.#handler.settings.xsrfCookieName ?? formField;
  }

  #rawToken(): Buffer {
    if (this.#raw !== undefined) return this.#raw;
    const cookie = this.#handler.getCookie(this.#cookieName);
    const known = cookie === undefined ? undefined : decodeToken(cookie);
    this.#isNew = known === undefined;
    this.#raw = known ?? randomBytes(tokenLength);
    return this.#raw;
  }

  #setCookie(token: string, hasUser: () => boolean): void {
    const attributes = this.#handler.settings.xsrfCookieKwargs ?? {};
    const isKept = !("expiresDays" in attributes) && hasUser();
    this.#handler.setCookie(
      this.#cookieName,
      token,
      isKept ? { ...attributes, expiresDays: userExpiryDays } : attributes,
    );
  }
}

/**
 * A token as text. Version 2 is masked anew for every page: a compressed page's length then tells nothing about the token
 * to somebody who can have text of their own put into it (the BREACH attack).
 */
function encodeToken(token: Buffer, version: number): string {
  if (version === 1) return token.toString("hex");
  if (version !== 2) {
    throw new RangeError(
      `Cannot make an XSRF token as xsrfCookieVersion has to be 1 or 2: current value is ${version}`,
    );
  }
  const mask = randomBytes(maskLength);
  const seconds = Math.floor(Date.now() / 1000);
  return `2|${mask.toString("hex")}|${masked(token, mask).toString("hex")}|${seconds}`;
}

/** The token in such a text, of either version; `undefined` if it is of an unknown version, or none. */
function decodeToken(text: string): Buffer | undefined {
  const [, mask, token] = tokenV2.exec(text) ?? [];
  if (mask !== undefined && token !== undefined)
    return masked(Buffer.from(token, "hex"), Buffer.from(mask, "hex"));
  if (text === "" || versionPrefix.test(text)) return undefined;
  // Applications may have set tokens of their own, which need not be hexadecimal.
  return Buffer.from(text, hexadecimal.test(text) ? "hex" : "utf8");
}

/** Masks a token, and takes the mask off again. */
function masked(token: Buffer, mask: Buffer): Buffer {
  return Buffer.from(token.map((byte, index) => byte ^ (mask[index % maskLength] ?? 0)));
}
