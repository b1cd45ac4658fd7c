import { toUnicode, xhtmlEscape } from "../escape/index.ts";

/** Makes text of a value that a template prints. */
export type Escaper = (value: unknown) => string;

/**
 * A value as a template prints it: nothing for `undefined` and `null`, bytes as UTF-8.
 *
 * @throws {TypeError} if it is a promise, which would be printed as `[object Promise]`
 */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  if (value instanceof Uint8Array) return toUnicode(value);
  if (isPromiseLike(value)) throw new TypeError("Cannot print a promise: write {{ await ... }}");
  return String(value);
}

function isPromiseLike(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

function escapedTextOf(value: unknown): string {
  if (typeof value === "string") return xhtmlEscape(value);
  // Nothing in a number needs it.
  return typeof value === "number" ? String(value) : xhtmlEscape(textOf(value));
}

/** What prints a value by an `autoescape` function. */
export function escaperOf(method: (text: string) => unknown): Escaper {
  return method === xhtmlEscape ? escapedTextOf : (value) => textOf(method(textOf(value)));
}

/**
 * What a `for` directive goes through.
 *
 * @throws {TypeError} if it is a plain object, of which it is not clear what is meant
 */
export function each(values: Iterable<unknown>): Iterable<unknown> {
  if (Array.isArray(values) || typeof values !== "object" || values === null || Symbol.iterator in values)
    return values;
  throw new TypeError(
    "Cannot loop over an object that is no list: write {% for key, value in Object.entries(...) %}",
  );
}

/** Whether an `except` directive for that class, or for one of a list, takes the error. */
export function isA(error: unknown, errorClass: unknown): boolean {
  const classes = Array.isArray(errorClass) ? errorClass : [errorClass];
  return classes.some((one) => typeof one === "function" && error instanceof one);
}
