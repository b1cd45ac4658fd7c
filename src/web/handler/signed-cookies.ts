import { anyValue, either, number, OptionRules, oneOf, text } from "../../base/errors/internal.ts";
import type { CookieAttributes } from "../../http/httputil/index.ts";
import { cookieAttributes } from "../../http/httputil/internal.ts";
import { MissingSettingError } from "./errors.ts";
import type { ApplicationSettings } from "./settings.ts";
import {
  createSignedValue,
  type DecodeSignedValueOptions,
  decodeSignedValue,
  type SignedValueVersion,
} from "./signed-value.ts";

/** What a browser may do with a signed cookie, for how long, and how it is signed. */
export interface SetSignedCookieOptions extends Omit<CookieAttributes, "expiresDays"> {
  /** In how many days the browser drops it; `null`: at the end of its session. Default: 30. */
  readonly expiresDays?: number | null;
  /** The format. Default: 2. */
  readonly version?: SignedValueVersion;
}

/** Which signed cookies are believed. */
export interface GetSignedCookieOptions extends Omit<DecodeSignedValueOptions, "nowMs"> {
  /** A signed text that came by another way. Default: the cookie. */
  readonly value?: string;
}

const setRules = new OptionRules<SetSignedCookieOptions>("set a signed cookie", {
  ...cookieAttributes,
  expiresDays: either(number, oneOf(null)),
  version: anyValue,
});

const getRules = new OptionRules<GetSignedCookieOptions>("read a signed cookie", {
  maxAgeDays: number,
  minVersion: oneOf(1, 2),
  value: text,
});

/** What signed cookies need of a handler. */
interface CookieHandler {
  readonly settings: ApplicationSettings;
  getCookie(name: string): string | undefined;
  setCookie(name: string, value: string, attributes?: CookieAttributes): void;
  requireSetting(name: "cookieSecret", feature: string): NonNullable<ApplicationSettings["cookieSecret"]>;
}

const feature = "signed cookies";
const defaultExpiryDays = 30;

/** Sets a cookie with a signed value. */
export function putSignedCookie(
  handler: CookieHandler,
  name: string,
  value: string | Uint8Array,
  options: SetSignedCookieOptions,
): void {
  setRules.check(options);
  const { version, expiresDays = defaultExpiryDays, ...attributes } = options;
  const signed = signFor(handler, name, value, version);
  handler.setCookie(name, signed, expiresDays === null ? attributes : { ...attributes, expiresDays });
}

/** The value of a signed cookie, if it can be believed. */
export function readSignedCookie(
  handler: CookieHandler,
  name: string,
  options: GetSignedCookieOptions = {},
): string | undefined {
  getRules.check(options);
  const { value = handler.getCookie(name), ...rules } = options;
  const secret = handler.requireSetting("cookieSecret", feature);
  return decodeSignedValue(secret, name, value, rules)?.toString();
}

/** Signs a value with the secret of the handler's application. */
export function signFor(
  handler: CookieHandler,
  name: string,
  value: string | Uint8Array,
  version: SignedValueVersion = 2,
): string {
  const secret = handler.requireSetting("cookieSecret", feature);
  const { keyVersion } = handler.settings;
  const hasOneKey = typeof secret === "string" || secret instanceof Uint8Array;
  if (!hasOneKey && keyVersion === undefined) {
    throw new MissingSettingError("keyVersion", "a cookieSecret of several keys");
  }
  return createSignedValue(
    secret,
    name,
    value,
    keyVersion === undefined ? { version } : { version, keyVersion },
  );
}
