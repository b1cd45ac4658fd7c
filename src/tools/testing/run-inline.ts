import { DummyExecutor, replaceExecutors } from "../../concurrent/index.ts";
import type { TestScope } from "./test-scope.ts";

/**
 * For the length of a test, makes every call on every executor at once and on this thread: no worker is started, nothing
 * is copied, and a debugger stops in it.
 *
 * It is one switch for the whole thread, so the tests of a file that use it have to run one after the other, as
 * `node:test` does by itself.
 *
 * @param scope - the test
 * @returns the executor that makes the calls, for its `stats()`
 * @example
 * ```ts
 * import { test } from "node:test";
 * import { unblock } from "typhoon/concurrent";
 * import { runInline } from "typhoon/testing";
 *
 * const double = unblock((n: number) => 2 * n);
 *
 * test("doubling", async (t) => {
 *   runInline(t);
 *   await double(21);   // 42, without a thread
 * });
 * ```
 * @see tornado.concurrent.DummyExecutor
 */
export function runInline(scope: TestScope): DummyExecutor {
  const inline = new DummyExecutor();
  const previous = replaceExecutors(inline);
  scope.after(() => void replaceExecutors(previous));
  return inline;
}
