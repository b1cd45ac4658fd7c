import type { DeferredCall } from "../../concurrent/internal.ts";

/** What is called when the process gets a signal: at most one call for each. */
export class SignalHandlers {
  readonly #listeners = new Map<NodeJS.Signals, () => void>();

  /** From now on the signal leads to this call alone, and no more to the end of the process. */
  set(signal: NodeJS.Signals, call: Pick<DeferredCall<[]>, "run">): void {
    const listener = () => call.run();
    process.on(signal, listener);
    this.remove(signal);
    this.#listeners.set(signal, listener);
  }

  /** @returns whether there was one */
  remove(signal: NodeJS.Signals): boolean {
    const listener = this.#listeners.get(signal);
    if (listener) process.off(signal, listener);
    return this.#listeners.delete(signal);
  }
}
