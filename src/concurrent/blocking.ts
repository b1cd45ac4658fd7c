import { anyValue, checkedLimit, OptionRules, shownValue } from "../base/errors/internal.ts";
import { type CallSite, callerOf, isEvaluating } from "./call-site.ts";
import { isHandling } from "./caller.ts";
import { FunctionNotFoundError } from "./executor-errors.ts";
import { type AnyFunction, type MarkedFunction, markOf, register } from "./registry.ts";

/** Options of {@link blocking}. */
export interface BlockingOptions {
  /**
   * How many calls of this function an executor runs at a time; later calls of other functions pass those that wait
   * for it. Default: as many as it has workers.
   */
  readonly maxConcurrency?: number;
}

/**
 * Marks a synchronous function as one that executors can run on a worker. Called directly it runs right here.
 *
 * The worker does not get the function's text: it imports the same module, and finds the function by the place in
 * the source where `blocking` was called. So call it at the top level of a module, once for each function; what the
 * function uses from its module is there in the worker too, what it used from a request is not.
 *
 * @param fn - any function; its arguments and its result must be cloneable (plain data, buffers, maps, errors, ...)
 * @param options - how many calls may run at a time
 * @returns the same function
 * @throws {TypeError} if `fn` is not a function
 * @throws {RangeError} if `maxConcurrency` is no positive whole number
 * @throws {DuplicateFunctionError} `ERR_DUPLICATE_FUNCTION` if that place marked another function before
 * @throws {FunctionNotFoundError} `ERR_FUNCTION_NOT_FOUND` if a request is being handled: no worker would find it
 * @example
 * ```ts
 * import { blocking, ThreadPoolExecutor } from "typhoon/concurrent";
 *
 * const executor = new ThreadPoolExecutor({ maxWorkers: 2 });
 * const fibonacci = blocking((n: number): number => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)));
 * await executor.submit(fibonacci, 20);   // 6765
 * await executor.shutdown();
 * ```
 */
export function blocking<F extends AnyFunction>(fn: F, options: BlockingOptions = {}): F {
  blockingRules.check(options);
  markFunction(fn, blocking, options);
  return fn;
}

const blockingRules = new OptionRules<BlockingOptions>("mark a function", {
  // Checked more strictly, with a sentence of its own.
  maxConcurrency: anyValue,
});

/**
 * Marks `fn` at the place that called `callee`.
 *
 * @param fn - the user's function
 * @param callee - our exported function that the user called
 */
export function markFunction(
  fn: AnyFunction,
  callee: AnyFunction,
  options: BlockingOptions = {},
): MarkedFunction {
  if (typeof fn !== "function") {
    throw new TypeError(
      `Cannot mark a ${typeof fn} as blocking as only functions run on workers: pass a function`,
    );
  }
  const site = callerOf(callee);
  if (site === undefined) {
    throw new TypeError(
      "Cannot mark a function as blocking in code that is no module: move it into a module",
    );
  }
  refuseInRequest(site, callee);
  const maxConcurrency = checkedConcurrency(options.maxConcurrency);
  const marked = { fn, site, isGenerator: isGeneratorFunction(fn), maxConcurrency };
  register(marked);
  return marked;
}

/**
 * A worker finds what is marked when its module is evaluated, and evaluates no more than that.
 *
 * @throws {FunctionNotFoundError} `ERR_FUNCTION_NOT_FOUND` if it is marked in the handling of a request
 */
export function refuseInRequest(site: CallSite, callee: object): void {
  if (isHandling() && !isEvaluating(callee)) throw new FunctionNotFoundError(site.key, "too late");
}

/**
 * @throws {TypeError} if it is not a number
 * @throws {RangeError} if it is not a positive whole number
 */
export function checkedConcurrency(value: number | undefined): number | undefined {
  return value === undefined ? undefined : checkedLimit("limit a function", "maxConcurrency", value);
}

/** Whether a call of `fn` yields values, now or later. */
export function isGeneratorFunction(fn: AnyFunction): boolean {
  return /^(?:Async)?GeneratorFunction$/.test(Object.prototype.toString.call(fn).slice(8, -1));
}

/**
 * @param fn - what a caller wants to run on a worker
 * @throws {TypeError} if it was never marked, with the advice to mark it
 */
export function requireMark(fn: unknown): MarkedFunction {
  const marked = typeof fn === "function" ? markOf(fn) : undefined;
  if (marked !== undefined) return marked;
  if (typeof fn !== "function") {
    throw new TypeError(
      `Cannot make a call because ${shownValue(fn)} is no function: pass one that is marked with blocking(...)`,
    );
  }
  const name = `the function "${fn.name || "(anonymous)"}"`;
  throw new TypeError(
    `Cannot run ${name} on a worker as it is not marked: define it as "const name = blocking((...) => ...)" at the ` +
      "top level of a module, or use executor.import() for a function of another package",
  );
}
