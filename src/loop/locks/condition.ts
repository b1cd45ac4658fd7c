import type { Future } from "../../concurrent/index.ts";
import type { WaitOptions } from "./wait-options.ts";
import { Waiters } from "./waiters.ts";

/**
 * Lets any number of coroutines wait until another one notifies them.
 *
 * Unlike a condition of threads it needs no lock around it. Those who wait are notified in the order in which they
 * came, and a notification wakes only those who wait already.
 *
 * @see tornado.locks.Condition
 * @example
 * ```ts
 * import { Condition } from "typhoon/locks";
 *
 * const condition = new Condition();
 * const waiting = condition.wait({ timeoutMs: 1000 });
 * condition.notify();
 * await waiting;   // true: it was notified in time
 * ```
 */
export class Condition {
  readonly #waiters = new Waiters<boolean>((future) => future.setResult(false));

  /**
   * Waits for a notification.
   *
   * @param options - `timeoutMs`, `signal`
   * @returns `true` when notified, `false` when `timeoutMs` was over first; cancelled by `signal`
   */
  wait(options: WaitOptions = {}): Future<boolean> {
    return this.#waiters.wait(false, () => true, options);
  }

  /** Wakes the `count` who have waited longest, or as many as there are. Who has given up does not count. */
  notify(count = 1): void {
    for (let left = count; left > 0 && this.#waiters.serveNext(); left -= 1);
  }

  /** Wakes all who wait. */
  notifyAll(): void {
    this.notify(this.#waiters.size);
  }

  /** @returns how many wait: `<Condition waiters[2]>` */
  toString(): string {
    const { size } = this.#waiters;
    return size === 0 ? "<Condition>" : `<Condition waiters[${size}]>`;
  }
}
