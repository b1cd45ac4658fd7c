/** What one look at the pulse shows. */
export interface Look {
  /** How late the loop is, in milliseconds; 0 when it is not. */
  readonly lateMs: number;
  /** Whether it has just become later than the threshold. */
  readonly isNewStall: boolean;
  /** When to look again, in milliseconds from now. */
  readonly nextMs: number;
}

/** What is to be seen at one moment. */
export interface Sight {
  readonly nowMs: number;
  /** When the loop last came round. */
  readonly beatMs: number;
  /** How long, in all, the loop's thread has waited for a processor. */
  readonly starvedMs: number;
}

// Node takes a longer one for 1 ms.
const longestTimerMs = 2 ** 31 - 1;

/**
 * Tells from looks at the pulse when a stall begins.
 *
 * If the looks themselves come late, then everything stood still (a suspended computer, a stopped process, no processor
 * to be had): the time until then says nothing about the loop. Nor does time in which its thread waited for a processor.
 */
export class StallDetector {
  readonly #thresholdMs: number;
  readonly #intervalMs: number;
  #dueMs: number;
  // The loop is not blamed for what was before. The thread may need a while to start, and that counts.
  #blamelessUntilMs = 0;
  #stalledBeatMs: number | undefined;
  #last: Sight | undefined;
  #starvedSinceBeatMs = 0;

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

  look(sight: Sight): Look {
    const { nowMs, beatMs } = sight;
    if (nowMs - this.#dueMs >= this.#thresholdMs / 2) this.forgive(nowMs);
    this.#countStarvation(sight);
    const sinceMs = Math.max(beatMs, this.#blamelessUntilMs);
    const expectedMs = sinceMs + this.#intervalMs + this.#starvedSinceBeatMs;
    return this.#judge(sight, nowMs - expectedMs);
  }

  /** What was until now does not count. */
  forgive(nowMs: number): void {
    this.#blamelessUntilMs = nowMs;
  }

  /** A wait between the look before and the beat counts too: too much by a little, so a stall may be found later. */
  #countStarvation(sight: Sight): void {
    const { beatMs, starvedMs } = this.#last ?? sight;
    const before = beatMs === sight.beatMs ? this.#starvedSinceBeatMs : 0;
    this.#starvedSinceBeatMs = before + sight.starvedMs - starvedMs;
    this.#last = sight;
  }

  #judge({ nowMs, beatMs }: Sight, lateMs: number): Look {
    const isStall = lateMs >= this.#thresholdMs;
    const isNewStall = isStall && beatMs !== this.#stalledBeatMs;
    if (isNewStall) this.#stalledBeatMs = beatMs;
    const nextMs = isStall
      ? this.#intervalMs
      : Math.min(longestTimerMs, Math.ceil(this.#thresholdMs - lateMs));
    this.#dueMs = nowMs + nextMs;
    return { lateMs: Math.max(0, lateMs), isNewStall, nextMs };
  }
}
