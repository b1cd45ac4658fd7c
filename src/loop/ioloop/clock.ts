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

// The longest delay that Node's timers know; a longer one would fire at once.
const longestTimerMs = 2 ** 31 - 1;

/** Monotonic time, so that a corrected wall clock moves no timeout. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, Math.min(Math.ceil(delayMs), longestTimerMs));
    return { cancel: () => clearTimeout(timer) };
  },
};
