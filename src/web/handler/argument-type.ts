import { HTTPError, InvalidArgumentError } from "./errors.ts";

/**
 * What the text of an argument has to be: `Number`, `BigInt`, `Boolean`, `Date`, `String`, or a function that makes the
 * value of the text and throws where it cannot.
 */
export type ArgumentType = DateConstructor | ((text: string) => unknown);

/** What an argument of that type becomes. */
export type ArgumentValue<Type extends ArgumentType> = Type extends DateConstructor
  ? Date
  : Type extends (text: string) => infer Value
    ? Value
    : never;

interface Reading {
  readonly expected: string;
  /** `undefined`: the text is none of these. */
  readonly read: (text: string) => unknown;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const integer = /^[+-]?\d+$/;
const longestInteger = 1_000;
// With an offset, or it would be another moment on another machine; a day alone is UTC's in ECMAScript.
const isoDate = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/;
const truths: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["yes", true],
  ["on", true],
  ["false", false],
  ["0", false],
  ["no", false],
  ["off", false],
]);

/** The functions by themselves would take too much: `Number("")` is 0, and `Boolean("false")` is true. */
const readings: ReadonlyMap<unknown, Reading> = new Map<unknown, Reading>([
  [Number, { expected: "a number", read: readNumber }],
  [BigInt, { expected: "a whole number", read: readBigInt }],
  [Boolean, { expected: "true or false", read: (text) => truths.get(text.toLowerCase()) }],
  [Date, { expected: "a date as in 2026-01-31 or 2026-01-31T12:00:00Z", read: readDate }],
]);

/**
 * The value of an argument's text.
 *
 * @param name - the argument's name
 * @throws {InvalidArgumentError} `ERR_INVALID_ARGUMENT` if the text is none of that type: a 400
 */
export function readArgument(text: string, type: ArgumentType, name: string): unknown {
  const reading = readings.get(type);
  if (reading === undefined) return readByFunction(text, type, name);
  const value = reading.read(text);
  if (value === undefined) throw new InvalidArgumentError(name, `expected ${reading.expected}`);
  return value;
}

function readByFunction(text: string, type: ArgumentType, name: string): unknown {
  try {
    return Reflect.apply(type, undefined, [text]);
  } catch (cause) {
    // What ends the request in a way of its own does so.
    if (cause instanceof HTTPError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidArgumentError(name, why, { cause });
  }
}

function readNumber(text: string): number | undefined {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** To read very many digits takes time that grows faster than they do. */
function readBigInt(text: string): bigint | undefined {
  return text.length <= longestInteger && integer.test(text) ? BigInt(text.replace("+", "")) : undefined;
}

function readDate(text: string): Date | undefined {
  const date = new Date(isoDate.test(text) ? text : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
