import type { LogFn, Logger } from "pino";
import { isError, readOr } from "../errors/internal.ts";
import { describeValue } from "./describe-thrown.ts";

const mostFields = 20;

/**
 * Writes a line whatever it is given: where a value throws when it is read, it is described instead. Code that logs has
 * its own worries, so it never hears of this.
 *
 * @param args - what a method of the logger was called with
 * @param method - the method
 */
export function logSafely(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  try {
    if (hasText(args)) return method.apply(this, args);
  } catch {
    // It is described below.
  }
  const isObject = typeof args[0] === "object";
  const text = args
    .slice(isObject ? 1 : 0)
    .map(describeValue)
    .join(" ");
  readOr(() => method.call(this, isObject ? safeFields(args[0]) : {}, text));
}

/** A symbol or a number in the place of the text would make a line that is not JSON. */
function hasText(args: readonly unknown[]): boolean {
  const text = typeof args[0] === "object" ? args[1] : args[0];
  return typeof text === "string" || text === undefined;
}

function safeFields(fields: unknown): object {
  if (typeof fields !== "object" || fields === null) return {};
  if (isError(fields)) return { err: fields };
  const names = readOr(() => Object.keys(fields).slice(0, mostFields)) ?? [];
  return Object.fromEntries(names.map((name) => [name, describedField(fields, name)]));
}

function describedField(fields: object, name: string): unknown {
  const field = readOr(() => ({ value: Reflect.get(fields, name) as unknown }));
  if (field === undefined) return "a value that cannot be read";
  const { value } = field;
  if (typeof value === "number" || typeof value === "boolean") return value;
  // The logger describes what is under this name by itself, and that never fails.
  return name === "err" ? value : describeValue(value);
}
