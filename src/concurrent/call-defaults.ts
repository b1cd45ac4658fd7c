import {
  abortSignal,
  anyValue,
  callable,
  checkedDuration,
  either,
  list,
  number,
  OptionRules,
  oneOf,
  type RulesOf,
} from "../base/errors/internal.ts";
import type { CallOptions } from "./call.ts";
import type { RunOptions } from "./run-options.ts";

/** Options of all calls of one function or method. */
export interface CallDefaults {
  /** Gives each call up this many milliseconds after it was made. Default: never. */
  readonly timeoutMs?: number;
  /** Drops a call that still waits this many milliseconds after it was made. Default: the executor's. */
  readonly maxQueueMs?: number;
  /** Calls of a higher priority begin before waiting calls of a lower one; a whole number. Default: 0. */
  readonly priority?: number;
  /**
   * Makes cloneable data about each call, such as a request id, which the function finds in `currentTask().context`.
   * It runs where the call is made, so an `AsyncLocalStorage` has its caller's value there. Default: none.
   */
  readonly taskContext?: () => unknown;
  /**
   * How many calls of this function an executor runs at a time; later calls of other functions pass those that wait
   * for it. Default: as many as it has workers.
   */
  readonly maxConcurrency?: number;
}

const noOptions: CallOptions = {};

const defaultRules: RulesOf<CallDefaults & { readonly executor?: unknown }> = {
  executor: anyValue,
  // The numbers are checked more strictly, each with its own sentence.
  timeoutMs: anyValue,
  maxQueueMs: anyValue,
  priority: anyValue,
  taskContext: callable,
  maxConcurrency: anyValue,
};
const markRules = new OptionRules("mark a function", defaultRules);
const runRules = new OptionRules<RunOptions>("make a call", {
  signal: either(abortSignal, oneOf(null)),
  timeoutMs: number,
  maxQueueMs: number,
  priority: number,
  transfer: list,
  taskContext: anyValue,
});

/** @throws {TypeError} if one of the options of a call is unknown, or of the wrong type */
export function checkRunOptions(options: unknown): void {
  runRules.check(options);
}

/** @returns what makes the options of the next call; a call's own options, `more`, come before */
export function runOptionsFrom(defaults: CallDefaults): (more?: CallOptions) => CallOptions {
  const { timeoutMs, maxQueueMs, priority, taskContext } = defaults;
  const fixed = withoutMissing({ timeoutMs, maxQueueMs, priority });
  if (taskContext !== undefined) return (more) => ({ ...fixed, taskContext: taskContext(), ...more });
  if (Object.keys(fixed).length === 0) return (more) => more ?? noOptions;
  return (more) => (more === undefined ? fixed : { ...fixed, ...more });
}

function withoutMissing(options: { [K in keyof CallOptions]: CallOptions[K] | undefined }): CallOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/**
 * Checks them where a function is marked, before anything is remembered of it.
 *
 * @returns the same
 * @throws {TypeError} if a duration is not a number
 * @throws {RangeError} if a number is out of range
 */
export function checkedDefaults<Defaults extends CallDefaults>(defaults: Defaults): Defaults {
  markRules.check(defaults);
  checkedPriority(defaults.priority);
  checkDurations(defaults);
  return defaults;
}

/**
 * @throws {TypeError} if a duration is not a number
 * @throws {RangeError} if one is negative or NaN
 */
export function checkDurations({
  timeoutMs,
  maxQueueMs,
}: Pick<CallOptions, "timeoutMs" | "maxQueueMs">): void {
  if (timeoutMs !== undefined) checkedDuration("make a call", "timeoutMs", timeoutMs);
  if (maxQueueMs !== undefined) checkedDuration("make a call", "maxQueueMs", maxQueueMs);
}

/** @throws {RangeError} if it is no whole number */
export function checkedPriority(priority: number | undefined): number {
  if (priority === undefined) return 0;
  if (Number.isSafeInteger(priority)) return priority;
  throw new RangeError(`Cannot make a call as its priority is ${priority}: give a whole number`);
}
