import { blocking } from "./blocking.ts";

/**
 * Blocks the calling thread, as Python's `time.sleep` does. On the event loop's thread everything else stops
 * meanwhile: that is what it is for in examples and tests. It is a blocking function, so executors take it.
 *
 * @param ms - how long, in milliseconds
 * @example
 * ```ts
 * import { sleepSync, ThreadPoolExecutor } from "typhoon/concurrent";
 *
 * await using executor = new ThreadPoolExecutor({ maxWorkers: 1 });
 * await executor.submit(sleepSync, 10);   // the loop stays free
 * ```
 */
export const sleepSync: (ms: number) => void = blocking((ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
});
