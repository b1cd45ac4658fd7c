/** Who wants a place. */
export interface Waiter {
  /** There is one. */
  enter(): void;
}

/** A number of places; who finds none waits, first come, first served. */
export class Slots {
  readonly #max: number;
  readonly #waiting = new Set<Waiter>();
  #taken = 0;

  /** @param max - how many there are */
  constructor(max: number) {
    this.#max = max;
  }

  /** How many are taken. */
  get taken(): number {
    return this.#taken;
  }

  /** How many wait for one. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Lets `waiter` enter at once if there is a place, otherwise when there is one, unless `leaveQueue` comes first. */
  take(waiter: Waiter): void {
    if (this.#taken >= this.#max) {
      this.#waiting.add(waiter);
      return;
    }
    this.#taken++;
    waiter.enter();
  }

  /** Waits no longer. */
  leaveQueue(waiter: Waiter): void {
    this.#waiting.delete(waiter);
  }

  /** Gives a place back; the one who has waited longest gets it. */
  release(): void {
    for (const next of this.#waiting) {
      this.#waiting.delete(next);
      next.enter();
      return;
    }
    this.#taken--;
  }
}
