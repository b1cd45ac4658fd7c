import { runCallback } from "../../concurrent/internal.ts";
import type { Clock, ClockTimer } from "./clock.ts";

/** What `addTimeout`, `callLater` and `callAt` return: only good for `removeTimeout`. */
export interface TimeoutHandle {
  /** The loop's time at which the callback is due. */
  readonly timeMs: number;
}

/** One call that waits for its time. */
export class Timeout<A extends readonly unknown[]> implements TimeoutHandle {
  readonly timeMs: number;
  readonly #callback: (...args: A) => unknown;
  readonly #args: A;
  readonly #clock: Clock;
  #timer: ClockTimer;

  constructor(clock: Clock, timeMs: number, callback: (...args: A) => unknown, args: A) {
    this.timeMs = timeMs;
    this.#clock = clock;
    this.#callback = callback;
    this.#args = args;
    this.#timer = this.#arm(clock.now());
  }

  cancel(): void {
    this.#timer.cancel();
  }

  // A system timer may fire a part of a millisecond early.
  #fire(): void {
    const now = this.#clock.now();
    if (now < this.timeMs) this.#timer = this.#arm(now);
    else runCallback(this.#callback, this.#args);
  }

  #arm(now: number): ClockTimer {
    return this.#clock.setTimer(() => this.#fire(), Math.max(0, this.timeMs - now));
  }
}
