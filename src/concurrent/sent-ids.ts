/** More than are under way between two threads, unless one of them prints a great deal while the other is held up. */
const places = 1024;
const countAt = places;

/**
 * Says in shared memory of which task each message between two threads is, in their order. A message that cannot be read
 * (it is nested more deeply than the reader's stack allows, or there is no memory for it) is lost with everything in it:
 * this says whose it was.
 */
export class SentIds {
  /** The memory to share with the other side. */
  readonly shared: Int32Array;
  #count = 0;

  /** @param shared - the memory of the other side. Default: new memory */
  constructor(shared: Int32Array = new Int32Array(new SharedArrayBuffer(4 * (places + 1)))) {
    this.shared = shared;
  }

  /** The sender sends the next message. @param id - of its task; negative of one value of a stream; 0: of none */
  add(id: number): void {
    this.shared[this.#count & (places - 1)] = id;
    this.#move(1);
  }

  /** The last message was not sent after all. */
  takeBack(): void {
    this.#move(-1);
  }

  /** The reader has a message, or has lost it. @returns the id of its task; `undefined` if it is not known any more */
  next(): number | undefined {
    const id = this.shared[this.#count & (places - 1)];
    const isKnown = ((Atomics.load(this.shared, countAt) - this.#count) | 0) <= places;
    this.#count = (this.#count + 1) | 0;
    return isKnown ? id : undefined;
  }

  #move(step: 1 | -1): void {
    this.#count = (this.#count + step) | 0;
    Atomics.store(this.shared, countAt, this.#count);
  }
}
