import { type Future, InvalidStateError } from "../../concurrent/index.ts";
import { callWith } from "./call-with.ts";
import { makePermit, type Permit } from "./permit.ts";
import { timeOutTo, type WaitOptions } from "./wait-options.ts";
import { Waiters } from "./waiters.ts";

/**
 * Lets one coroutine in at a time; the others wait in line.
 *
 * As long as nothing is awaited between two statements no lock is needed on an event loop: it is for what has to stay
 * together across an `await`. Strictly first come, first served, and not re-entrant: who holds it and acquires it
 * again waits for ever. To wait for a limited time, use the options rather than `withTimeout`, which would leave the
 * abandoned call in line, to get a lock that nobody releases.
 *
 * @see tornado.locks.Lock
 * @example
 * ```ts
 * import { sleep } from "typhoon/gen";
 * import { Lock } from "typhoon/locks";
 *
 * const lock = new Lock();
 * let balance = 100;
 *
 * async function withdraw(amount: number) {
 *   using permit = await lock.acquire({ timeoutMs: 1000 });
 *   const before = balance;
 *   await sleep(1);
 *   balance = before - amount;
 * }
 * await Promise.all([withdraw(10), withdraw(20)]);
 * balance;   // 70
 * await lock.with(() => sleep(1));   // the same without `using`
 * ```
 */
export class Lock {
  readonly #waiters = new Waiters<Permit>(timeOutTo("acquire the lock"));
  readonly #serve = () => this.#take();
  #isLocked = false;

  /**
   * Takes the lock, waiting in line until it is free.
   *
   * @param options - `timeoutMs`, `signal`
   * @returns what releases it; fails with {@link TimeoutError} (`ERR_TIMEOUT`) after `timeoutMs`; cancelled by `signal`
   */
  acquire(options: WaitOptions = {}): Future<Permit> {
    return this.#waiters.wait(!this.#isLocked, this.#serve, options);
  }

  /**
   * Gives the lock to whoever has waited longest, or unlocks it: for code without `using` or `with`.
   *
   * @throws {InvalidStateError} `ERR_INVALID_STATE` when it is not locked
   */
  release(): void {
    if (!this.#isLocked) {
      throw new InvalidStateError(
        "Cannot release the lock as it is not locked: release it once for each acquire()",
      );
    }
    this.#isLocked = false;
    this.#waiters.serveNext();
  }

  /**
   * Calls `fn` while holding the lock, and releases it when what `fn` returned is settled: Tornado's `async with`.
   *
   * @param fn - may be asynchronous
   * @param options - how long to wait for the lock: `timeoutMs`, `signal`
   * @returns the outcome of `fn`, or of `acquire()` if that fails, and then `fn` is not called
   */
  with<R>(fn: () => R, options: WaitOptions = {}): Future<Awaited<R>> {
    return callWith(this.acquire(options), fn);
  }

  /** @returns how it stands: `<Lock [unlocked]>` or `<Lock [locked,waiters:1]>` */
  toString(): string {
    const { size } = this.#waiters;
    return `<Lock [${this.#isLocked ? "locked" : "unlocked"}${size === 0 ? "" : `,waiters:${size}`}]>`;
  }

  #take(): Permit {
    this.#isLocked = true;
    return makePermit(() => this.release());
  }
}
