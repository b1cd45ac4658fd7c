import type { Future } from "../../concurrent/index.ts";
import { timeOutTo, type WaitOptions } from "./wait-options.ts";
import { Waiters } from "./waiters.ts";

/**
 * Holds coroutines back until it is set; from then on it lets everyone pass, until it is cleared.
 *
 * It has nothing to do with the DOM's `Event`: import it, or TypeScript takes that one.
 *
 * @see tornado.locks.Event
 * @example
 * ```ts
 * import { Event } from "typhoon/locks";
 *
 * const connected = new Event();
 * const waiting = connected.wait();
 * connected.set();
 * await waiting;
 * await connected.wait();   // no waiting any more
 * ```
 */
export class Event {
  readonly #waiters = new Waiters<void>(timeOutTo("go on without the event"));
  #isSet = false;

  /** Whether it lets everyone pass. */
  isSet(): boolean {
    return this.#isSet;
  }

  /** Wakes all who wait, the first to come first, and lets those pass who come later. */
  set(): void {
    this.#isSet = true;
    while (this.#waiters.serveNext());
  }

  /** From now on whoever comes waits for the next `set()`. */
  clear(): void {
    this.#isSet = false;
  }

  /**
   * Waits for `set()`; done at once if it is set.
   *
   * @param options - `timeoutMs`, `signal`
   * @returns fails with {@link TimeoutError} (`ERR_TIMEOUT`) after `timeoutMs`; cancelled by `signal`
   */
  wait(options: WaitOptions = {}): Future<void> {
    return this.#waiters.wait(this.#isSet, () => {}, options);
  }

  /** @returns how it stands: `<Event set>` or `<Event clear>` */
  toString(): string {
    return `<Event ${this.#isSet ? "set" : "clear"}>`;
  }
}
