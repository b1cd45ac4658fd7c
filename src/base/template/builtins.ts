import { jsonEncode, linkify, squeeze, urlEscape, xhtmlEscape } from "../escape/index.ts";

/** What every template can call beside JavaScript itself. */
export const builtins: Readonly<Record<string, unknown>> = {
  escape: xhtmlEscape,
  xhtmlEscape,
  urlEscape,
  jsonEncode,
  squeeze,
  linkify,
  range,
};

/**
 * The whole numbers from `start` up to but not including `stop`; with one argument those from 0.
 *
 * @throws {RangeError} if `step` is 0
 */
function range(...bounds: readonly number[]): number[] {
  const [start, stop, step = 1] = bounds.length < 2 ? [0, bounds[0] ?? 0] : bounds;
  if (step === 0) throw new RangeError("Cannot make a range as its step must not be 0");
  const length = Math.max(0, Math.ceil(((stop ?? 0) - (start ?? 0)) / step));
  return Array.from({ length }, (_, index) => (start ?? 0) + index * step);
}

/** What the language itself defines; what Node.js adds to it has to be in a template's namespace. */
export const languageNames: ReadonlySet<string> = new Set(
  (
    "Array ArrayBuffer BigInt Boolean Date Error Infinity Intl Iterator JSON Map Math NaN Number Object Promise RangeError " +
    "ReferenceError RegExp Set String Symbol SyntaxError TypeError URIError Uint8Array WeakMap WeakSet decodeURI " +
    "decodeURIComponent encodeURI encodeURIComponent isFinite isNaN parseFloat parseInt"
  ).split(" "),
);
