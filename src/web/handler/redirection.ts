import { anyValue, OptionRules, trueOrFalse } from "../../base/errors/internal.ts";

/** How a client is sent elsewhere. */
export interface RedirectOptions {
  /** 301, which clients may remember, instead of 302. Default: `false`. */
  readonly permanent?: boolean;
  /** Any other status from 300 to 399. Default: by `permanent`. */
  readonly status?: number;
}

const redirectRules = new OptionRules<RedirectOptions>("redirect", {
  permanent: trueOrFalse,
  status: anyValue,
});

/**
 * The status of a redirection.
 *
 * @throws {TypeError} if `options` are none
 * @throws {RangeError} if the one asked for is not from 300 to 399
 */
export function redirectStatus(options: RedirectOptions = {}): number {
  redirectRules.check(options);
  const { permanent = false, status } = options;
  if (status === undefined) return permanent ? 301 : 302;
  if (Number.isInteger(status) && status >= 300 && status <= 399) return status;
  throw new RangeError(`Cannot redirect as the status has to be from 300 to 399: current value is ${status}`);
}

/** What no URI contains (RFC 3986 §2), but control characters: with those the header is refused. */
const unsafe = /[ "<>\\^`{|}]|\P{ASCII}+/gu;

/**
 * A URL as a `Location` header has it (RFC 9110 §10.2.2, a URI reference): what is not ASCII is percent-encoded as UTF-8,
 * and so is a backslash, which browsers take for a slash. A `%` stays as it is.
 */
export function redirectTarget(url: string): string {
  return url.replace(unsafe, percentEncoded);
}

/** Half of a surrogate pair, which `encodeURIComponent` throws at, becomes U+FFFD. */
function percentEncoded(text: string): string {
  return Buffer.from(text).toString("hex").toUpperCase().replace(/../g, "%$&");
}
