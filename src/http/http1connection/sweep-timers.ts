import { AsyncResource } from "node:async_hooks";
import { performance } from "node:perf_hooks";
import { setLongTimeout } from "../../concurrent/internal.ts";

/** A timer that is set. */
export interface SweepTimer {
  cancel(): void;
}

/** The timers of a `ConnectionSet`; they keep no process alive. */
export interface SweepTimers {
  nowMs(): number;
  after(delayMs: number, callback: () => void): SweepTimer;
}

/** Node's timers. They belong to where the set was made, not to the request that has one set. */
export function systemTimers(): SweepTimers {
  const context = new AsyncResource("TyphoonConnectionSet");
  return {
    nowMs: () => performance.now(),
    after(delayMs, callback) {
      const timer = context.runInAsyncScope(() => setLongTimeout(callback, delayMs))?.unref();
      return { cancel: () => clearTimeout(timer) };
    },
  };
}
