import { isTyphoonWorker, perThread } from "../../concurrent/internal.ts";
import { StallWatchdog } from "./stall-watchdog.ts";
import type { StallWatchdogOptions } from "./watchdog-options.ts";

/** The watchdog of the process, and who needs it. */
interface ProcessWatchdog {
  current: StallWatchdog | undefined;
  /** Whether the application asked for it: then it stays when the last server has gone. */
  isAskedFor: boolean;
  holds: number;
}

const symbol = Symbol.for("typhoon.watchdog");

function processWatchdog(): ProcessWatchdog {
  return perThread(symbol, () => ({ current: undefined, isAskedFor: false, holds: 0 }));
}

/**
 * The watchdog of this process, running.
 *
 * There is one at most. With options it is a new one that takes the place of the one before; without, it is the one
 * that runs, such as that of `Application.listen()`, or else a new one. It watches until its `stop()`.
 *
 * In a worker of this library, in another thread than the process's first, and in a process that was started with
 * `--inspect`, the watchdog that is returned does not run.
 *
 * @param options - what to report
 * @throws {RangeError} when an option is out of its range
 * @example
 * ```ts
 * import { watchdog } from "typhoon/watchdog";
 *
 * const dog = watchdog({ thresholdMs: 100 });
 * dog.stats().stalls.count;   // 0
 * dog.stop();
 * ```
 */
export function watchdog(options?: StallWatchdogOptions): StallWatchdog {
  const state = processWatchdog();
  const running = state.current?.isRunning() ? state.current : undefined;
  if (running !== undefined && options === undefined) return running;
  const created = new StallWatchdog(options);
  running?.stop();
  state.isAskedFor = true;
  return begin(state, created);
}

/** For a server: a watchdog runs until the last of them has let go. */
export interface WatchdogHold {
  /** Lets go; a second time does nothing. */
  release(): void;
}

/**
 * Has a watchdog run for as long as it is held, unless the application's own runs already.
 *
 * Under `node --test` there is none by itself: tests share the processors and stall one another, and a warning that
 * comes and goes is of no use in a test.
 *
 * @param options - for a new one
 * @throws {RangeError} when an option is out of its range
 */
export function holdWatchdog(options?: StallWatchdogOptions): WatchdogHold {
  const state = processWatchdog();
  if (process.env["NODE_TEST_CONTEXT"] !== undefined) return { release() {} };
  if (!state.current?.isRunning()) {
    state.isAskedFor = false;
    begin(state, new StallWatchdog(options));
  }
  state.holds++;
  return { release: once(() => letGo(state)) };
}

/** For good: the thread waits in the blocking way from here on, and nobody is to blame for that. */
export function stopWatchdog(): void {
  processWatchdog().current?.stop();
}

function begin(state: ProcessWatchdog, watchdogToStart: StallWatchdog): StallWatchdog {
  state.current = watchdogToStart;
  if (!isTyphoonWorker()) watchdogToStart.start();
  return watchdogToStart;
}

function letGo(state: ProcessWatchdog): void {
  state.holds--;
  if (state.holds === 0 && !state.isAskedFor) state.current?.stop();
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}
