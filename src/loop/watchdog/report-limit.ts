const minuteMs = 60_000;

/** Lets only so many reports of any minute through, and counts the others. */
export class ReportLimit {
  readonly #maxPerMinute: number;
  #times: number[] = [];
  #leftOut = 0;

  /** @param maxPerMinute - 0: none ever */
  constructor(maxPerMinute: number) {
    this.#maxPerMinute = maxPerMinute;
  }

  /**
   * Asks for one report.
   *
   * @returns how many were left out since the last one that was let through; `undefined`: this one is left out, too
   */
  admit(nowMs: number): number | undefined {
    this.#times = this.#times.filter((time) => nowMs - time < minuteMs);
    if (this.#times.length >= this.#maxPerMinute) {
      this.#leftOut++;
      return undefined;
    }
    this.#times.push(nowMs);
    const leftOut = this.#leftOut;
    this.#leftOut = 0;
    return leftOut;
  }
}
