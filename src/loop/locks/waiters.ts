import { checkedDuration } from "../../base/errors/internal.ts";
import { Future } from "../../concurrent/index.ts";
import { listenToFuture, type SettleListener } from "../../concurrent/internal.ts";
import { callUnlessDone, cancelOnAbort } from "../gen/internal.ts";
import type { WaitOptions } from "./wait-options.ts";
import { waitRules } from "./wait-rules.ts";

/**
 * Those who wait for something, first come, first served.
 *
 * Whoever is served, gives up or is cancelled leaves the line in that moment. Every step is O(1), so the line may be
 * as long as it likes.
 */
export class Waiters<T> {
  readonly #giveUp: (future: Future<T>, timeoutMs: number) => void;
  #first: Place<T> | undefined;
  #last: Place<T> | undefined;
  #size = 0;

  /** @param giveUp - settles the future of a waiter whose time is over */
  constructor(giveUp: (future: Future<T>, timeoutMs: number) => void) {
    this.#giveUp = giveUp;
  }

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /**
   * @param isReady - whether there is something to be served with at once
   * @param serve - called in this waiter's turn; takes what was waited for and returns it
   */
  wait(isReady: boolean, serve: () => T, options: WaitOptions): Future<T> {
    waitRules.check(options);
    if (options.timeoutMs !== undefined) checkedDuration("wait", "timeoutMs", options.timeoutMs, -Infinity);
    const place = new Place(serve, (left) => this.#remove(left));
    if (options.signal?.aborted) place.future.cancel(options.signal.reason);
    else if (isReady) place.serve();
    else this.#join(place, options);
    return place.future;
  }

  /** Serves the one who has waited longest. @returns whether there was one */
  serveNext(): boolean {
    while (this.#first) {
      if (this.#first.serve()) return true;
    }
    return false;
  }

  /** Fails all who wait, the first in line first. */
  failAll(error: () => unknown): void {
    while (this.#first) this.#first.future.setException(error());
  }

  #join(place: Place<T>, { timeoutMs = Number.POSITIVE_INFINITY, signal }: WaitOptions): void {
    if (timeoutMs <= 0) {
      this.#giveUp(place.future, timeoutMs);
      return;
    }
    this.#append(place);
    if (signal) cancelOnAbort(place.future, signal);
    if (timeoutMs === Number.POSITIVE_INFINITY) return;
    callUnlessDone(place.future, { ms: timeoutMs }, () => this.#giveUp(place.future, timeoutMs));
  }

  #append(place: Place<T>): void {
    place.previous = this.#last;
    if (this.#last) this.#last.next = place;
    else this.#first = place;
    this.#last = place;
    this.#size += 1;
    listenToFuture(place.future, place);
  }

  #remove({ previous, next }: Place<T>): void {
    if (previous) previous.next = next;
    else this.#first = next;
    if (next) next.previous = previous;
    else this.#last = previous;
    this.#size -= 1;
  }
}

class Place<T> implements SettleListener<T> {
  readonly future = new Future<T>();
  previous: Place<T> | undefined;
  next: Place<T> | undefined;
  readonly #serve: () => T;
  readonly #leave: (place: Place<T>) => void;

  constructor(serve: () => T, leave: (place: Place<T>) => void) {
    this.#serve = serve;
    this.#leave = leave;
  }

  /** @returns whether the waiter got something; what the serving throws is the waiter's own error */
  serve(): boolean {
    let value: T;
    try {
      value = this.#serve();
    } catch (error) {
      this.future.setException(error);
      return false;
    }
    this.future.setResult(value);
    return true;
  }

  onSettle(): void {
    this.#leave(this);
  }
}
