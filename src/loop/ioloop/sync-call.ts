import { chainFuture, Future, InvalidStateError, isFuture, TimeoutError } from "../../concurrent/index.ts";
import { listenToFuture } from "../../concurrent/internal.ts";

/** The one call that `IOLoop.runSync` is about: its result, or the time-out that came first. */
export class SyncCall<R> {
  readonly #fn: () => R;
  readonly #outcome = new Future<Awaited<R>>();
  #returned: R | undefined;

  constructor(fn: () => R) {
    this.#fn = fn;
  }

  run(): void {
    chainFuture(this.#call(), this.#outcome);
  }

  timeOut(timeoutMs: number): void {
    if (isFuture(this.#returned)) this.#returned.cancel();
    if (!this.#outcome.done()) {
      this.#outcome.setException(new TimeoutError(`Operation timed out after ${timeoutMs} ms`));
    }
  }

  /** Resolves, and never rejects, once there is an outcome. */
  settled(): Promise<void> {
    return new Promise((resolve) => listenToFuture(this.#outcome, { onSettle: () => resolve() }));
  }

  result(): Awaited<R> {
    if (this.#outcome.done()) return this.#outcome.result();
    throw new InvalidStateError(
      "Cannot return a result as the IOLoop was stopped before the function completed",
    );
  }

  async #call(): Promise<Awaited<R>> {
    this.#returned = this.#fn();
    return await this.#returned;
  }
}
