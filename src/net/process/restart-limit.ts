/** Without a crash for so long, what was before does not count any more. */
const calmMs = 60_000;
const firstDelayMs = 100;
const longestDelayMs = 10_000;

/** Decides whether, and how soon, a process that crashed is started again. */
export class RestartLimit {
  readonly #maxRestarts: number;
  readonly #now: () => number;
  readonly #restartsOf = new Map<number, number>();
  #restarts = 0;
  #lastCrash = Number.NEGATIVE_INFINITY;

  /**
   * @param maxRestarts - how many in a row are allowed, of all processes together
   * @param now - a monotonic time in milliseconds
   */
  constructor(maxRestarts: number, now: () => number = () => performance.now()) {
    this.#maxRestarts = maxRestarts;
    this.#now = now;
  }

  /**
   * The process of this number has crashed.
   *
   * @returns after how many milliseconds it is started again: at once the first time, then later and later;
   *   `undefined`: never
   */
  delayAfterCrash(taskId: number): number | undefined {
    const now = this.#now();
    if (now - this.#lastCrash > calmMs) this.#forget();
    this.#lastCrash = now;
    if (++this.#restarts > this.#maxRestarts) return undefined;
    const before = this.#restartsOf.get(taskId) ?? 0;
    this.#restartsOf.set(taskId, before + 1);
    return before === 0 ? 0 : Math.min(firstDelayMs * 2 ** (before - 1), longestDelayMs);
  }

  #forget(): void {
    this.#restarts = 0;
    this.#restartsOf.clear();
  }
}
