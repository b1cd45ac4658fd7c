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
 * @param source - the expression, and its place in the template
 * @throws {TypeError} if there is nothing to go through, or a plain object, of which it is not clear what is meant
 */
export function each(values: unknown, source: string, place: string): Iterable<unknown> {
  if (Array.isArray(values) || isIterable(values)) return values;
  const isObject = typeof values === "object" && values !== null;
  const cure = isObject ? "{% for key, value in Object.entries(...) %}" : "a list, such as x ?? []";
  const what = isObject
    ? "an object that is no list"
    : typeof values === "function"
      ? "a function"
      : String(values);
  throw new TypeError(`Cannot loop over ${source} because it is ${what}, in ${place}: write ${cure}`);
}

function isIterable(values: unknown): values is Iterable<unknown> {
  if (typeof values === "string") return true;
  return typeof values === "object" && values !== null && Symbol.iterator in values;
}

/** Whether a value is true as in Tornado: an empty list, `Map`, `Set` or plain object is not. */
export function isTrue(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return Boolean(value);
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length > 0;
  if (value instanceof Map || value instanceof Set) return value.size > 0;
  const prototype: object | null = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return true;
  if (prototype !== null && !Object.hasOwn(prototype, "isPrototypeOf")) return true;
  for (const key in value) if (Object.hasOwn(value, key)) return true;
  return false;
}

/** Whether an `except` directive for that class, or for one of a list, takes the error. */
export function isA(error: unknown, errorClass: unknown): boolean {
  const classes = Array.isArray(errorClass) ? errorClass : [errorClass];
  return classes.some((one) => typeof one === "function" && error instanceof one);
}
