/** What the value of an option must be. */
export interface ValueRule {
  /** What is accepted, to be read behind "must be": `"a number"`. */
  readonly expected: string;
  /** Whether the value is accepted; `undefined` always is, and is not asked about. */
  accepts(value: unknown): boolean;
}

/** Any value: for options that the code behind them checks more strictly. */
export const anyValue: ValueRule = { expected: "a value", accepts: () => true };

/** `true` or `false`. */
export const trueOrFalse = typed("true or false", "boolean");

/** Text. */
export const text = typed("text", "string");

/** A function; a class is one too. */
export const callable = typed("a function", "function");

/** A number, `Infinity` included: where ranges matter the code behind checks them. */
export const number: ValueRule = {
  expected: "a number",
  accepts: (value) => typeof value === "number" && !Number.isNaN(value),
};

/** A number from 0. */
export const numberFrom0: ValueRule = {
  expected: "a number from 0",
  accepts: (value) => typeof value === "number" && value >= 0,
};

/** An object that is neither a list nor a function. */
export const plainObject: ValueRule = {
  expected: "an object",
  accepts: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

/** Any object, such as one of a class, or a function with properties. */
export const anyObject: ValueRule = {
  expected: "an object",
  accepts: (value) => (typeof value === "object" && value !== null) || typeof value === "function",
};

/** A list. */
export const list: ValueRule = { expected: "a list", accepts: (value) => Array.isArray(value) };

/** A signal of an `AbortController`, of whichever realm. */
export const abortSignal: ValueRule = {
  expected: "an AbortSignal",
  accepts: (value) => typeof value === "object" && value !== null && "aborted" in value,
};

/** A point in time: a `Date`, or milliseconds since 1970. */
export const dateOrMs: ValueRule = {
  expected: "a Date or milliseconds since 1970",
  accepts: (value) => value instanceof Date || typeof value === "number",
};

/** One of some values. */
export function oneOf(...values: readonly (string | number | boolean | null)[]): ValueRule {
  const set: ReadonlySet<unknown> = new Set(values);
  const shown = values.map((value) => JSON.stringify(value));
  return { expected: shown.join(" or "), accepts: (value) => set.has(value) };
}

/** One of some words, in capitals or not. */
export function word(...words: readonly string[]): ValueRule {
  const set: ReadonlySet<string> = new Set(words.map((each) => each.toLowerCase()));
  return {
    expected: words.map((each) => JSON.stringify(each)).join(" or "),
    accepts: (value) => typeof value === "string" && set.has(value.toLowerCase()),
  };
}

/** What one of several rules accepts. */
export function either(...rules: readonly ValueRule[]): ValueRule {
  return {
    expected: rules.map(({ expected }) => expected).join(" or "),
    accepts: (value) => rules.some((rule) => rule.accepts(value)),
  };
}

function typed(expected: string, type: "boolean" | "string" | "function"): ValueRule {
  return { expected, accepts: (value) => typeof value === type };
}

/** An object with a method of that name. */
export function having(method: string, expected: string): ValueRule {
  return {
    expected,
    accepts: (value) => anyObject.accepts(value) && typeof Reflect.get(Object(value), method) === "function",
  };
}
