import { shownValue } from "./shown-value.ts";

/**
 * Checks a duration when it is set, so that a wrong one cannot mean "at once" or "never" when it is used.
 *
 * @param action - what cannot be done with a wrong one, to be read behind "Cannot": `"make an executor"`
 * @param name - of the option
 * @param value - what the caller has passed
 * @param least - the shortest, in milliseconds
 * @returns the duration; `Infinity` is none that ends
 * @throws {TypeError} if it is not a number
 * @throws {RangeError} if it is NaN or shorter than `least`
 */
export function checkedDuration(action: string, name: string, value: unknown, least = 0): number {
  if (typeof value === "number" && value >= least) return value;
  throw wrongNumber(action, name, value, `${millisecondsFrom(least)}, or Infinity for no limit`);
}

/** As {@link checkedDuration}, where waiting for ever makes no sense: `Infinity` is a RangeError too. */
export function checkedFiniteDuration(action: string, name: string, value: unknown, least = 0): number {
  if (typeof value === "number" && value >= least && value !== Number.POSITIVE_INFINITY) return value;
  throw wrongNumber(action, name, value, millisecondsFrom(least));
}

/** Checks a number of things, such as workers or bytes: a whole number from `least`. Otherwise as {@link checkedDuration}. */
export function checkedCount(action: string, name: string, value: unknown, least = 1): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  throw wrongNumber(action, name, value, `a whole number from ${least}`);
}

/** Checks the most of something: a whole number from `least`, or `Infinity`. Otherwise as {@link checkedDuration}. */
export function checkedLimit(action: string, name: string, value: unknown, least = 1): number {
  if (value === Number.POSITIVE_INFINITY) return value;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  throw wrongNumber(action, name, value, `a whole number from ${least}, or Infinity for no limit`);
}

function millisecondsFrom(least: number): string {
  if (least === Number.MIN_VALUE) return "a number of milliseconds above 0";
  return least < 0 ? "a number of milliseconds" : `a number of milliseconds from ${least}`;
}

function wrongNumber(action: string, name: string, value: unknown, cure: string): TypeError | RangeError {
  const message = `Cannot ${action} because ${name} is ${shownValue(value)}: pass ${cure}`;
  return typeof value === "number" ? new RangeError(message) : new TypeError(message);
}
