import type { Future } from "../../concurrent/index.ts";
import { listenToFuture } from "../../concurrent/internal.ts";

// Node walks through all listeners of a signal to add or remove one, so thousands of futures share one listener.
const groups = new WeakMap<AbortSignal, FuturesOfSignal>();

/** Cancels `future` when `signal` is aborted, unless it is done before, in whatever way: then no listener is left. */
export function cancelOnAbort(future: Future<unknown>, signal: AbortSignal): void {
  if (future.done()) return;
  if (signal.aborted) future.cancel(signal.reason);
  else groupOf(signal).add(future);
}

function groupOf(signal: AbortSignal): FuturesOfSignal {
  const there = groups.get(signal);
  if (there) return there;
  const group = new FuturesOfSignal(signal);
  groups.set(signal, group);
  return group;
}

class FuturesOfSignal {
  readonly #signal: AbortSignal;
  readonly #futures = new Set<Future<unknown>>();
  readonly #onAbort = () => this.#cancelAll();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  add(future: Future<unknown>): void {
    if (this.#futures.size === 0) this.#signal.addEventListener("abort", this.#onAbort, { once: true });
    this.#futures.add(future);
    listenToFuture(future, { onSettle: () => this.#remove(future) });
  }

  #remove(future: Future<unknown>): void {
    this.#futures.delete(future);
    if (this.#futures.size === 0) this.#signal.removeEventListener("abort", this.#onAbort);
  }

  #cancelAll(): void {
    for (const future of this.#futures) future.cancel(this.#signal.reason);
  }
}
