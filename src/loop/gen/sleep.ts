import { Future } from "../../concurrent/index.ts";
import { callUnlessDone } from "./call-unless-done.ts";

/**
 * A future that is done after `ms` milliseconds, while the loop serves others.
 *
 * Cancelling it removes its timer.
 *
 * @param ms - milliseconds; `0` is the next time the loop looks at its timers
 * @see tornado.gen.sleep
 * @example
 * ```ts
 * import { sleep } from "typhoon/gen";
 *
 * await sleep(10);
 * ```
 */
export function sleep(ms: number): Future<void> {
  const future = new Future<void>();
  callUnlessDone(future, { ms }, () => future.setResult());
  return future;
}
