import { checkedFiniteDuration } from "../base/errors/internal.ts";
import { blocking } from "./blocking.ts";

/**
 * Blocks the calling thread, as Python's `time.sleep` does. On the event loop's thread everything else stops
 * meanwhile: that is what it is for in examples and tests. It is a blocking function, so executors take it.
 *
 * @param ms - how long, in milliseconds, from 0
 * @throws {TypeError} if it is not a number
 * @throws {RangeError} if it is negative, NaN or Infinity
 * @example
 * ```ts
 * import { sleepSync, ThreadPoolExecutor } from "typhoon/concurrent";
 *
 * await using executor = new ThreadPoolExecutor({ maxWorkers: 1 });
 * await executor.submit(sleepSync, 10);   // the loop stays free
 * ```
 */
export const sleepSync: (ms: number) => void = blocking((ms: number): void => {
  // What `Atomics.wait` makes of NaN has no end.
  checkedFiniteDuration("sleep", "ms", ms);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
});
