/** After a wait in vain so many are left out at the most. */
const mostLeftOut = 64;

/**
 * Decides whether to wait a moment for what may come soon, by whether such waits were of use lately.
 *
 * After one in vain the next is left out, and twice as many after each further one: where a wait takes the only
 * processor from those who are waited for, it soon costs next to nothing.
 */
export class LearnedWait {
  #toLeaveOut = 0;
  #nextLeftOut = 1;

  /** Whether to wait now; asked once for each occasion. */
  mayWait(): boolean {
    if (this.#toLeaveOut === 0) return true;
    this.#toLeaveOut--;
    return false;
  }

  /** A wait is over. */
  learn(wasUseful: boolean): void {
    this.#nextLeftOut = wasUseful ? 1 : Math.min(mostLeftOut, this.#nextLeftOut * 2);
    this.#toLeaveOut = wasUseful ? 0 : this.#nextLeftOut;
  }
}
