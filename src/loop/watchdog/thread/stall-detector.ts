/** What one look at the pulse shows. */
export interface Look {
  /** How late the loop is, in milliseconds; 0 when it is not. */
  readonly lateMs: number;
  /** Whether it has just become later than the threshold. */
  readonly isNewStall: boolean;
}

/**
 * Tells from looks at the pulse when a stall begins.
 *
 * If the looks themselves come late, then everything stood still (a suspended computer, a stopped process, no processor
 * to be had): the time until then says nothing about the loop.
 */
export class StallDetector {
  readonly #thresholdMs: number;
  readonly #intervalMs: number;
  #lastLookMs: number;
  // The loop is not blamed for what was before.
  #blamelessUntilMs: number;
  #stalledBeatMs: number | undefined;

  /**
   * @param thresholdMs - how late is a stall
   * @param intervalMs - from beat to beat, and from look to look
   * @param nowMs - the time of the start
   */
  constructor(thresholdMs: number, intervalMs: number, nowMs: number) {
    this.#thresholdMs = thresholdMs;
    this.#intervalMs = intervalMs;
    this.#lastLookMs = nowMs;
    // The thread may need a while to start, and the loop may be blocked all that time.
    this.#blamelessUntilMs = 0;
  }

  /** @param beatMs - when the loop last came round */
  look(nowMs: number, beatMs: number): Look {
    if (this.#isLate(nowMs)) this.forgive(nowMs);
    this.#lastLookMs = nowMs;
    const sinceMs = Math.max(beatMs, this.#blamelessUntilMs);
    const lateMs = Math.max(0, nowMs - sinceMs - this.#intervalMs);
    const isNewStall = lateMs >= this.#thresholdMs && beatMs !== this.#stalledBeatMs;
    if (isNewStall) this.#stalledBeatMs = beatMs;
    return { lateMs, isNewStall };
  }

  /** What was until now does not count. */
  forgive(nowMs: number): void {
    this.#lastLookMs = nowMs;
    this.#blamelessUntilMs = nowMs;
  }

  #isLate(nowMs: number): boolean {
    return nowMs - this.#lastLookMs - this.#intervalMs >= this.#thresholdMs / 2;
  }
}
