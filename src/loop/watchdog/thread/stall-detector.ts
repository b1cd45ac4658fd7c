/** What one look at the pulse shows. */
export interface Look {
  /** How late the loop is, in milliseconds; 0 when it is not. */
  readonly lateMs: number;
  /** Whether it has just become later than the threshold. */
  readonly isNewStall: boolean;
  /** When to look again, in milliseconds from now. */
  readonly nextMs: number;
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
  #dueMs: number;
  // The loop is not blamed for what was before. The thread may need a while to start, and that counts.
  #blamelessUntilMs = 0;
  #stalledBeatMs: number | undefined;

  /**
   * @param thresholdMs - how late is a stall
   * @param intervalMs - from beat to beat of a loop that is not late
   * @param nowMs - the time of the start
   */
  constructor(thresholdMs: number, intervalMs: number, nowMs: number) {
    this.#thresholdMs = thresholdMs;
    this.#intervalMs = intervalMs;
    this.#dueMs = nowMs + intervalMs;
  }

  /** @param beatMs - when the loop last came round */
  look(nowMs: number, beatMs: number): Look {
    if (nowMs - this.#dueMs >= this.#thresholdMs / 2) this.forgive(nowMs);
    const expectedMs = Math.max(beatMs, this.#blamelessUntilMs) + this.#intervalMs;
    const lateMs = Math.max(0, nowMs - expectedMs);
    const isStall = lateMs >= this.#thresholdMs;
    const isNewStall = isStall && beatMs !== this.#stalledBeatMs;
    if (isNewStall) this.#stalledBeatMs = beatMs;
    const nextMs = isStall ? this.#intervalMs : Math.ceil(expectedMs + this.#thresholdMs - nowMs);
    this.#dueMs = nowMs + nextMs;
    return { lateMs, isNewStall, nextMs };
  }

  /** What was until now does not count. */
  forgive(nowMs: number): void {
    this.#blamelessUntilMs = nowMs;
  }
}
