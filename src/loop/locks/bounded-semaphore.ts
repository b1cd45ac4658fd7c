import { Semaphore } from "./semaphore.ts";

/**
 * A {@link Semaphore} that notices when it is released more often than it was acquired, which is a bug somewhere.
 *
 * @see tornado.locks.BoundedSemaphore
 * @example
 * ```ts
 * import { BoundedSemaphore } from "typhoon/locks";
 *
 * const connections = new BoundedSemaphore(10);
 * const permit = await connections.acquire();
 * permit.release();
 * ```
 */
export class BoundedSemaphore extends Semaphore {
  readonly #bound: number;

  /**
   * @param value - how many may hold it at a time. Default: 1
   * @throws {RangeError} when it is not a whole number from 0
   */
  constructor(value = 1) {
    super(value);
    this.#bound = value;
  }

  /**
   * Gives one unit to whoever has waited longest, or adds it for those to come.
   *
   * @throws {RangeError} when all units are there already
   */
  override release(): void {
    if (this.value < this.#bound) super.release();
    else
      throw new RangeError(`Semaphore released too many times: all of its ${this.#bound} are there already`);
  }
}
