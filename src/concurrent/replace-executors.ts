import type { Call } from "./call.ts";
import type { Future } from "./future.ts";

/** What can make calls: every executor of this library. */
export interface CallMaker {
  execute(call: Call): Future<unknown>;
  executeStream(call: Call): AsyncGenerator<unknown, void, undefined>;
}

let replacement: CallMaker | undefined;

/**
 * Has every executor of this thread leave its calls to another one: for tests, where a `DummyExecutor` makes them at once.
 *
 * @param executor - `undefined`: every executor makes its own calls, as usual
 * @returns the one set before
 * @example
 * ```ts
 * import { DummyExecutor, replaceExecutors, unblock } from "typhoon/concurrent";
 *
 * const double = unblock((n: number) => 2 * n);
 * const previous = replaceExecutors(new DummyExecutor());
 * await double(21);   // 42, without a thread
 * replaceExecutors(previous);
 * ```
 */
export function replaceExecutors(executor: CallMaker | undefined): CallMaker | undefined {
  const previous = replacement;
  replacement = executor;
  return previous;
}

/** Who makes the calls that are made on `executor`, if it is not itself. */
export function replacementOf(executor: CallMaker): CallMaker | undefined {
  return replacement === executor ? undefined : replacement;
}
