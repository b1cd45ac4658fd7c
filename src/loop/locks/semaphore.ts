import type { Future } from "../../concurrent/index.ts";
import { callWith } from "./call-with.ts";
import { makePermit, type Permit } from "./permit.ts";
import { timeOutTo, type WaitOptions } from "./wait-options.ts";
import { Waiters } from "./waiters.ts";

/**
 * Lets a limited number of coroutines in at a time; the others wait in line.
 *
 * Strictly first come, first served: a unit that is released goes straight to whoever has waited longest, and nobody
 * who comes later can snatch it. To wait for a limited time, use the options rather than `withTimeout`, which would
 * leave the abandoned call in line, to get a unit that nobody releases.
 *
 * @see tornado.locks.Semaphore
 * @example
 * ```ts
 * import { sleep } from "typhoon/gen";
 * import { Semaphore } from "typhoon/locks";
 *
 * const twoAtATime = new Semaphore(2);
 *
 * async function download() {
 *   using permit = await twoAtATime.acquire();
 *   await sleep(1);
 * }
 * await Promise.all([download(), download(), download()]);
 * await twoAtATime.with(() => sleep(1));   // the same without `using`
 * ```
 */
export class Semaphore {
  readonly #waiters = new Waiters<Permit>(timeOutTo("acquire the semaphore"));
  readonly #serve = () => this.#take();
  #value: number;

  /**
   * @param value - how many may hold it at a time; 0: as many as are released. Default: 1
   * @throws {RangeError} when it is not a whole number from 0
   */
  constructor(value = 1) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(
        `Cannot make a semaphore as its initial value must be a whole number >= 0: it is ${value}`,
      );
    }
    this.#value = value;
  }

  /** How many units can be acquired without waiting. */
  get value(): number {
    return this.#value;
  }

  /**
   * Takes one unit, waiting in line until there is one.
   *
   * @param options - `timeoutMs`, `signal`
   * @returns the unit; fails with {@link TimeoutError} (`ERR_TIMEOUT`) after `timeoutMs`; cancelled by `signal`
   */
  acquire(options: WaitOptions = {}): Future<Permit> {
    return this.#waiters.wait(this.#value > 0, this.#serve, options);
  }

  /** Gives one unit to whoever has waited longest, or adds it for those to come; also one that was never acquired. */
  release(): void {
    this.#value += 1;
    this.#waiters.serveNext();
  }

  /**
   * Calls `fn` while holding one unit, and releases it when what `fn` returned is settled: Tornado's `async with`.
   *
   * @param fn - may be asynchronous
   * @param options - how long to wait for the unit: `timeoutMs`, `signal`
   * @returns the outcome of `fn`, or of `acquire()` if that fails, and then `fn` is not called
   */
  with<R>(fn: () => R, options: WaitOptions = {}): Future<Awaited<R>> {
    return callWith(this.acquire(options), fn);
  }

  /** @returns how it stands: `<Semaphore [unlocked,value:2]>` or `<Semaphore [locked,waiters:1]>` */
  toString(): string {
    const { size } = this.#waiters;
    const state = this.#value > 0 ? `unlocked,value:${this.#value}` : "locked";
    return `<${this.constructor.name} [${state}${size === 0 ? "" : `,waiters:${size}`}]>`;
  }

  #take(): Permit {
    this.#value -= 1;
    return makePermit(() => this.release());
  }
}
