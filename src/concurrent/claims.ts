/** Many more than tasks that a worker holds, because a place stays taken while its task waits and others come and go. */
const places = 1024;
const greatestClaim = 0x7fff_ffff;

/** Stands where nothing is open; claims are greater. */
const closed = 0;

/**
 * Decides between a worker and its pool who has a task that was sent ahead, in shared memory: the worker begins it,
 * or the pool takes it back. Exactly one of them succeeds.
 *
 * Each sending has a number of its own, the claim, which stands at its place while it is open. So a message whose task
 * was taken back, and whose place has another task by now (or the same one, sent again), is not mistaken for that.
 */
export class Claims {
  readonly #places: Int32Array;
  #last = 0;

  /** @param shared - the places of the other side. Default: new ones */
  constructor(shared: Int32Array = new Int32Array(new SharedArrayBuffer(4 * places))) {
    this.#places = shared;
  }

  /** The memory to share with the other side. */
  get shared(): Int32Array {
    return this.#places;
  }

  /** Whether the next place is free. */
  get hasRoom(): boolean {
    return Atomics.load(this.#places, this.#next() % places) === closed;
  }

  /** The pool sends a task. @returns the claim that goes with it */
  open(): number {
    this.#last = this.#next();
    Atomics.store(this.#places, this.#last % places, this.#last);
    return this.#last;
  }

  /** The worker wants to begin the task, or the pool to have it back. @returns whether it may */
  take(claim: number): boolean {
    return Atomics.compareExchange(this.#places, claim % places, claim, closed) === claim;
  }

  #next(): number {
    return (this.#last % greatestClaim) + 1;
  }
}
