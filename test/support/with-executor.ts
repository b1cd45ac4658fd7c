import type { TestContext } from "node:test";
import { ThreadPoolExecutor, type ThreadPoolExecutorOptions } from "typhoon/concurrent";

/** An executor that is shut down after the test. */
export function withExecutor(t: TestContext, options: ThreadPoolExecutorOptions = {}): ThreadPoolExecutor {
  const executor = new ThreadPoolExecutor({ maxWorkers: 1, ...options });
  t.after(() => executor.shutdown({ cancelPending: true }));
  return executor;
}
