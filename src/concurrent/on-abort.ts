import type { AbortSource } from "./abort-source.ts";
import { logCallbackError } from "./run-callback.ts";

// Node walks through all listeners of a signal to add or remove one, and warns of a leak at the eleventh: so all that
// wait for a signal share one listener.
const groups = new WeakMap<AbortSignal, ListenersOfSignal>();

/**
 * Calls `listener` when `source` is aborted. Any number may wait for one signal; adding one takes the same time however
 * many do.
 *
 * @param source - not aborted yet: nothing happens if it is
 * @param listener - called once at the most, unless it is taken back with {@link offAbort} before
 */
export function onAbort(source: AbortSource, listener: () => void): void {
  if (!(source instanceof AbortSignal)) source.addEventListener("abort", listener);
  else if (!source.aborted) groupOf(source).add(listener);
}

/** Takes back what {@link onAbort} has added; with the last one nothing of it is left at the signal. */
export function offAbort(source: AbortSource, listener: () => void): void {
  if (source instanceof AbortSignal) groups.get(source)?.remove(listener);
  else source.removeEventListener("abort", listener);
}

function groupOf(signal: AbortSignal): ListenersOfSignal {
  const there = groups.get(signal);
  if (there !== undefined) return there;
  const group = new ListenersOfSignal(signal);
  groups.set(signal, group);
  return group;
}

class ListenersOfSignal {
  readonly #signal: AbortSignal;
  readonly #listeners = new Set<() => void>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  add(listener: () => void): void {
    if (this.#listeners.size === 0) this.#signal.addEventListener("abort", this);
    this.#listeners.add(listener);
  }

  remove(listener: () => void): void {
    if (!this.#listeners.delete(listener)) return;
    if (this.#listeners.size === 0) this.#signal.removeEventListener("abort", this);
  }

  /** The signal is aborted. */
  handleEvent(): void {
    for (const listener of this.#listeners) {
      this.remove(listener);
      call(listener);
    }
  }
}

/** One that throws takes nothing from the others. */
function call(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    logCallbackError(listener, error);
  }
}
