import { type Future, TimeoutError } from "../../concurrent/index.ts";

/**
 * How long somebody waits, for a lock, a notification or an item of a queue.
 *
 * Whoever gives up leaves nothing behind: no place in line, no timer, no listener.
 */
export interface WaitOptions {
  /** Give up after this many milliseconds; 0 or less: do not wait at all. Default: wait for ever. */
  readonly timeoutMs?: number | undefined;
  /** Give up when it is aborted: the future is cancelled, and the signal's reason is the `cause`. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** @returns what settles the future of a waiter whose time is over: with a `TimeoutError` that names the `action` */
export function timeOutTo<T>(action: string): (future: Future<T>, timeoutMs: number) => void {
  return (future, timeoutMs) =>
    future.setException(
      new TimeoutError(`Cannot ${action} as the time for it is over: timeoutMs is ${timeoutMs}`),
    );
}
