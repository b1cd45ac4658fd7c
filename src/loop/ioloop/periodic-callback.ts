import {
  anyObject,
  anyValue,
  checkedFiniteDuration,
  OptionRules,
  shownValue,
} from "../../base/errors/internal.ts";
import { logCallbackError } from "../../concurrent/internal.ts";
import { IOLoop } from "./io-loop.ts";
import type { TimeoutHandle } from "./timeout.ts";

const optionRules = new OptionRules<PeriodicCallbackOptions>("make a periodic callback", {
  // Its range is checked below.
  jitter: anyValue,
  loop: anyObject,
});
const action = "make a periodic callback";

/** Options of {@link PeriodicCallback}. */
export interface PeriodicCallbackOptions {
  /** Spread each period by this part of it, half to either side: `0.1` is ±5 %. From 0 to 1, default: `0`. */
  readonly jitter?: number;
  /** Where the timeouts are set. Default: `IOLoop.current()`. */
  readonly loop?: IOLoop;
}

/**
 * Calls a function again and again, from one start to the next in a fixed period.
 *
 * A run that takes longer than a period, asynchronous ones included, is never overlapped: the periods it used up are
 * skipped, and the next run is on schedule again. What it throws goes to `appLog`, and the schedule goes on.
 *
 * @see tornado.ioloop.PeriodicCallback
 * @example
 * ```ts
 * import { PeriodicCallback } from "typhoon/ioloop";
 *
 * const beat = new PeriodicCallback(() => {}, 1000);
 * beat.start();
 * beat.isRunning();   // true
 * beat.stop();
 * ```
 */
export class PeriodicCallback {
  readonly #callback: () => unknown;
  readonly #periodMs: number;
  readonly #jitter: number;
  readonly #loop: IOLoop;
  // Made anew by each start: a run that is still under way from before a stop finds that it is not the present one.
  #schedule: Schedule | undefined;

  /**
   * @param callback - may be asynchronous
   * @param periodMs - from start to start, more than 0
   * @param options - `jitter` and `loop`
   * @throws {TypeError} when the period is not a number
   * @throws {RangeError} when the period is not positive and finite, or the jitter is not from 0 to 1
   */
  constructor(callback: () => unknown, periodMs: number, options: PeriodicCallbackOptions = {}) {
    optionRules.check(options);
    const { jitter = 0, loop = IOLoop.current() } = options;
    checkedFiniteDuration(action, "periodMs", periodMs, Number.MIN_VALUE);
    if (typeof jitter !== "number" || !(jitter >= 0 && jitter <= 1))
      throw new RangeError(
        `Cannot ${action} because jitter is ${shownValue(jitter)}: pass a number from 0 to 1`,
      );
    this.#callback = callback;
    this.#periodMs = periodMs;
    this.#jitter = jitter;
    this.#loop = loop;
  }

  /** Begins the schedule: the first run is after one period. Does nothing when running. */
  start(): void {
    if (this.#schedule) return;
    this.#schedule = { dueMs: this.#loop.time(), timeout: undefined };
    this.#scheduleNext(this.#schedule);
  }

  /** Ends the schedule; a run that is under way goes on to its end. */
  stop(): void {
    if (this.#schedule?.timeout) this.#loop.removeTimeout(this.#schedule.timeout);
    this.#schedule = undefined;
  }

  /** Whether it was started and not stopped. */
  isRunning(): boolean {
    return this.#schedule !== undefined;
  }

  #scheduleNext(schedule: Schedule): void {
    const periodMs = this.#periodMs * (1 + this.#jitter * (Math.random() - 0.5));
    schedule.dueMs = nextDue(schedule.dueMs, periodMs, this.#loop.time());
    schedule.timeout = this.#loop.callAt(schedule.dueMs, () => this.#run(schedule));
  }

  async #run(schedule: Schedule): Promise<void> {
    try {
      await this.#callback();
    } catch (error) {
      logCallbackError(this.#callback, error);
    }
    if (schedule === this.#schedule) this.#scheduleNext(schedule);
  }
}

interface Schedule {
  dueMs: number;
  timeout: TimeoutHandle | undefined;
}

/** The first time after now that is a whole number of periods after the last; never the same one again. */
function nextDue(lastMs: number, periodMs: number, nowMs: number): number {
  const missed = Math.max(0, Math.floor((nowMs - lastMs) / periodMs));
  return lastMs + (missed + 1) * periodMs;
}
