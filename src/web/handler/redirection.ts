/** How a client is sent elsewhere. */
export interface RedirectOptions {
  /** 301, which clients may remember, instead of 302. Default: `false`. */
  readonly permanent?: boolean;
  /** Any other status from 300 to 399. Default: by `permanent`. */
  readonly status?: number;
}

/**
 * The status of a redirection.
 *
 * @throws {RangeError} if the one asked for is not from 300 to 399
 */
export function redirectStatus({ permanent = false, status }: RedirectOptions = {}): number {
  if (status === undefined) return permanent ? 301 : 302;
  if (Number.isInteger(status) && status >= 300 && status <= 399) return status;
  throw new RangeError(`Cannot redirect as the status has to be from 300 to 399: current value is ${status}`);
}

/** The URL as it stands in a `Location` field: its UTF-8 bytes, otherwise verbatim. */
export function redirectTarget(url: string): string {
  return Buffer.from(url).toString("latin1");
}
