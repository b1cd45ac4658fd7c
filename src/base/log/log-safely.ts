import type { LogFn, Logger } from "pino";
import { isError, readOr } from "../errors/internal.ts";
import { boundedFields } from "./bounded-fields.ts";
import { describeThrown, describeValue } from "./describe-thrown.ts";
import { shortText } from "./visible-text.ts";

const longestMessage = 4_000;
const mostPlainFields = 20;
const longestPlainText = 2_000;

/**
 * Writes a line whatever it is given, in a bounded time: what is not short plain data is described before it is encoded.
 * Code that logs has its own worries, so it never hears of a value that throws when it is read.
 *
 * @param args - what a method of the logger was called with
 * @param method - the method
 */
export function logSafely(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const isPlain = readOr(() => arePlain(args));
  if (isPlain === true) return method.apply(this, args);
  const [first, ...rest] = args;
  const hasFields = typeof first === "object" && first !== null;
  const text = textOf(hasFields || first === null ? rest : args);
  if (!hasFields) readOr(() => method.call(this, text));
  else if (isError(first))
    readOr(() => method.call(this, { err: first }, text || describeThrown(first).message));
  else readOr(() => method.call(this, boundedFields(first), text));
}

/** As nearly all lines are: a text, and perhaps a few short fields before it. */
function arePlain(args: readonly unknown[]): boolean {
  const [first, text] = args;
  if (typeof first === "string") return args.length === 1 && first.length <= longestMessage;
  if (args.length !== 2 || typeof text !== "string" || text.length > longestMessage) return false;
  return typeof first === "object" && first !== null && hasPlainFields(first);
}

function hasPlainFields(fields: object): boolean {
  if (Object.getPrototypeOf(fields) !== Object.prototype) return false;
  let count = 0;
  for (const name in fields) {
    const value: unknown = Reflect.get(fields, name);
    const isShort = typeof value === "string" ? value.length <= longestPlainText : typeof value !== "object";
    // The loggers describe what is under `err` by themselves.
    if (++count > mostPlainFields || !(isShort || name === "err")) return false;
  }
  return true;
}

function textOf(args: readonly unknown[]): string {
  const [format, ...values] = args;
  if (typeof format !== "string") return args.map(describeValue).join(" ");
  const text = shortText(format, longestMessage);
  return values.length === 0 ? text : formatWith(text, values.map(describeValue));
}

/** The placeholders of pino: each takes the next value, and what is left goes nowhere. */
function formatWith(format: string, values: readonly string[]): string {
  let next = 0;
  return format.replace(/%[sdijoOfc%]/g, (place) => {
    if (place === "%%") return "%";
    return next < values.length ? (values[next++] ?? "") : place;
  });
}
