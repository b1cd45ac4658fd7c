/**
 * What `acquire()` of a semaphore or a lock gives: one unit, held until it is released.
 *
 * `using permit = await lock.acquire()` releases it at the end of the block, however that ends.
 */
export interface Permit extends Disposable {
  /** Gives the unit back to the next in line. Only the first call does something. */
  release(): void;
}

/** A permit for what `release` gives back. */
export function makePermit(release: () => void): Permit {
  return new OneRelease(release);
}

class OneRelease implements Permit {
  #release: (() => void) | undefined;

  constructor(release: () => void) {
    this.#release = release;
  }

  release(): void {
    const release = this.#release;
    this.#release = undefined;
    release?.();
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
