import { types } from "node:util";
import { isThenable } from "../../concurrent/internal.ts";
import { coroutine } from "../../loop/gen/index.ts";
import { type RequestHandler, responseOf } from "./request-handler.ts";

/**
 * What is to be awaited of what a handler's method returned, if anything.
 *
 * This is the one place where that value is looked at: nothing, a promise, or a generator to run as a coroutine.
 *
 * @param name - the method's name
 * @throws {TypeError} if it is a value that nobody would send
 */
export function pendingResult(
  handler: RequestHandler,
  name: string,
  result: unknown,
): PromiseLike<unknown> | undefined {
  if (result === undefined) return undefined;
  if (isThenable(result)) return result;
  if (types.isGeneratorObject(result)) return coroutine(() => result)();
  refuseResult(handler, name, result);
  return undefined;
}

/**
 * A value would be lost, as a response is written and not returned.
 *
 * @throws {TypeError} if there is a value and the response still waits for its body
 */
export function refuseResult(handler: RequestHandler, name: string, result: unknown): void {
  if (result === undefined || responseOf(handler).finished) return;
  throw new TypeError(
    `Expected ${handler.constructor.name}.${name}() to return nothing, got ${describe(result)}: send it with this.write(...)`,
  );
}

/** Whether a method that returned this has not ended yet. */
export function isPending(result: unknown): boolean {
  return isThenable(result) || types.isGeneratorObject(result);
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return `${typeof value} ${String(value).slice(0, 40)}`;
  return `an object of ${value.constructor?.name ?? "no class"}`;
}
