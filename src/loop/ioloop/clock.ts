import { setLongTimeout } from "../../concurrent/internal.ts";

/** Where an {@link IOLoop} gets its time and its timers from: the system, or a test's own hand. */
export interface Clock {
  /** Milliseconds from an arbitrary start; it never goes backwards. */
  now(): number;

  /** Calls `callback` once after about `delayMs`, in the asynchronous context of this call. */
  setTimer(callback: () => void, delayMs: number): ClockTimer;
}

/** A timer of a {@link Clock}. */
export interface ClockTimer {
  /** Prevents the call; nothing happens if it was made already. */
  cancel(): void;
}

/** Monotonic time, so that a corrected wall clock moves no timeout. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer(callback, delayMs) {
    // What waits for ever keeps the process alive as any other wait does.
    const timer = setLongTimeout(callback, Math.min(Math.ceil(delayMs), Number.MAX_VALUE));
    return { cancel: () => clearTimeout(timer) };
  },
};
