import type { Future } from "./future.ts";

/** Runs functions somewhere else: on another thread, in another process, or for tests right here. */
export interface Executor {
  /**
   * Calls `fn` with `args` there.
   *
   * @returns the outcome of the call
   */
  submit<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Future<Awaited<R>>;
}
