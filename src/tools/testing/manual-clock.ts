import { AsyncResource } from "node:async_hooks";
import type { Clock, ClockTimer } from "../../loop/ioloop/index.ts";

interface PendingTimer {
  readonly timeMs: number;
  readonly callback: () => void;
}

/**
 * A clock that moves only when a test moves it, for an `IOLoop` whose timeouts are under test.
 *
 * @example
 * ```ts
 * import { IOLoop } from "typhoon/ioloop";
 * import { ManualClock } from "typhoon/testing";
 *
 * const clock = new ManualClock();
 * const loop = new IOLoop({ clock });
 * loop.callLater(60_000, () => console.log("a minute later"));
 * clock.advance(60_000);   // a minute later
 * ```
 */
export class ManualClock implements Clock {
  #nowMs = 0;
  #pending: PendingTimer[] = [];

  now(): number {
    return this.#nowMs;
  }

  setTimer(callback: () => void, delayMs: number): ClockTimer {
    const timer = { timeMs: this.#nowMs + delayMs, callback: AsyncResource.bind(callback) };
    this.#pending.push(timer);
    return { cancel: () => this.#remove(timer) };
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#pending.length;
  }

  /** Moves the time forward and calls what becomes due on the way, in order; timers set meanwhile included. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (let due = this.#nextDue(untilMs); due; due = this.#nextDue(untilMs)) {
      this.#remove(due);
      this.#nowMs = Math.max(this.#nowMs, due.timeMs);
      due.callback();
    }
    this.#nowMs = untilMs;
  }

  #nextDue(untilMs: number): PendingTimer | undefined {
    const due = this.#pending.filter((timer) => timer.timeMs <= untilMs);
    // A stable sort: what was set first is called first among equals.
    return due.sort((a, b) => a.timeMs - b.timeMs)[0];
  }

  #remove(timer: PendingTimer): void {
    this.#pending = this.#pending.filter((other) => other !== timer);
  }
}
