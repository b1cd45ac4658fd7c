/** What a caller is told to wait when nothing was measured yet. */
export const defaultRetryAfterMs = 5_000;
const shortestRetryAfterMs = 1_000;
const longestRetryAfterMs = 60_000;

/** Calls that end within this time are counted together. */
const windowMs = 100;
/** What was measured this long ago counts a third of what is measured now. */
const memoryMs = 5_000;

/**
 * How many calls a second a pool gets through while others wait: an exponentially weighted mean. Times without a
 * queue do not count, because a pool with nothing to do is not slow.
 */
export class DrainRate {
  #perMs: number | undefined;
  #since: number | undefined;
  #ended = 0;

  /**
   * A call has ended.
   *
   * @param now - in ms, monotonic
   * @param isBacklogged - whether others wait
   */
  record(now: number, isBacklogged: boolean): void {
    if (!isBacklogged) {
      this.#since = undefined;
    } else if (this.#since === undefined) {
      this.#since = now;
      this.#ended = 0;
    } else {
      this.#ended++;
      if (now - this.#since >= windowMs) this.#fold(now, now - this.#since);
    }
  }

  /**
   * In how many milliseconds as many calls as wait now will have begun: 1 s at least and 60 s at the most.
   *
   * @param queued - how many wait
   */
  retryAfterMs(queued: number, now: number): number {
    const perMs = this.#at(now);
    if (perMs === undefined) return defaultRetryAfterMs;
    return Math.round(Math.min(longestRetryAfterMs, Math.max(shortestRetryAfterMs, queued / perMs)));
  }

  #fold(now: number, elapsedMs: number): void {
    const measured = this.#ended / elapsedMs;
    const weight = 1 - Math.exp(-elapsedMs / memoryMs);
    this.#perMs = this.#perMs === undefined ? measured : this.#perMs + (measured - this.#perMs) * weight;
    this.#since = now;
    this.#ended = 0;
  }

  /** Calls that were quick once may have got stuck: if even one that ended now would make the rate lower, it is. */
  #at(now: number): number | undefined {
    if (this.#since === undefined || this.#perMs === undefined) return this.#perMs;
    const elapsedMs = now - this.#since;
    return elapsedMs < windowMs ? this.#perMs : Math.min(this.#perMs, (this.#ended + 1) / elapsedMs);
  }
}
