import { parseDate } from "./dates.ts";
import { duration } from "./duration.ts";

/** What says how an option's text is read: a constructor, `duration`, or a function of one's own that throws if it cannot. */
export type OptionType =
  | NumberConstructor
  | StringConstructor
  | BooleanConstructor
  | DateConstructor
  | ((text: string) => unknown);

/** The type of the values that an {@link OptionType} makes. */
export type ValueOf<K extends OptionType> = K extends DateConstructor
  ? Date
  : K extends (text: string) => infer T
    ? T
    : never;

/** How values of one type are read from text, and told from others. */
export interface ValueType {
  /** As an error message says it. */
  readonly name: string;
  /** Whether the option needs no value on the command line. */
  readonly isFlag: boolean;
  /** @throws {RangeError} if the text stands for no such value */
  parse(text: string): unknown;
  accepts(value: unknown): boolean;
}

const text: ValueType = {
  name: "a string",
  isFlag: false,
  parse: (value) => value,
  accepts: (value) => typeof value === "string",
};

const number: ValueType = {
  name: "a number",
  isFlag: false,
  parse: parseNumber,
  accepts: (value) => typeof value === "number" && !Number.isNaN(value),
};

const flag: ValueType = {
  name: "true or false",
  isFlag: true,
  parse: parseFlag,
  accepts: (value) => typeof value === "boolean",
};

const date: ValueType = {
  name: "a date, such as 2026-11-20 or 2026-11-20T18:30:00Z",
  isFlag: false,
  parse: parseDate,
  accepts: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
};

const milliseconds: ValueType = {
  ...number,
  name: "a duration with its unit, such as 500ms, 45s or 1h30m, in code a number of milliseconds",
  parse: duration,
};

const known = new Map<OptionType, ValueType>([
  [String, text],
  [Number, number],
  [Boolean, flag],
  [Date, date],
  [duration, milliseconds],
]);

/** The type of an option's values; a function of the application's own accepts whatever is set in code. */
export function valueTypeOf(type: OptionType): ValueType {
  const custom = { name: `what ${type.name || "its type"} reads`, isFlag: false, accepts: () => true };
  return known.get(type) ?? { ...custom, parse: (value) => Reflect.apply(type, undefined, [value]) };
}

/** The type of a default, for options that do not name theirs. */
export function typeOfDefault(value: unknown): OptionType {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === "number") return Number;
  if (typeof first === "boolean") return Boolean;
  return first instanceof Date ? Date : String;
}

/** Values separated by commas; of whole numbers also `5:7`, which is 5, 6 and 7. */
export function listOf(type: ValueType): ValueType {
  const parseItem = type === number ? parseRange : (part: string) => [type.parse(part)];
  return {
    name: `a list, each item ${type.name}`,
    isFlag: false,
    parse: (value) => (value === "" ? [] : value.split(",").flatMap(parseItem)),
    accepts: (value) => Array.isArray(value) && value.every((item) => type.accepts(item)),
  };
}

function parseRange(part: string): number[] {
  const [, first, last] = /^\s*(-?\d+):(-?\d+)\s*$/.exec(part) ?? [];
  if (first === undefined || last === undefined) return [parseNumber(part)];
  const length = Math.max(0, Number(last) - Number(first) + 1);
  return Array.from({ length }, (_, index) => Number(first) + index);
}

function parseNumber(value: string): number {
  const parsed = value.trim() === "" ? Number.NaN : Number(value);
  if (Number.isFinite(parsed)) return parsed;
  throw new RangeError("it is no number");
}

function parseFlag(value: string): boolean {
  if (/^(?:true|t|yes|y|on|1)$/i.test(value)) return true;
  if (/^(?:false|f|no|n|off|0)$/i.test(value)) return false;
  throw new RangeError("it is neither true nor false");
}
