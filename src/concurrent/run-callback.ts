import { AsyncResource } from "node:async_hooks";
import { appLog } from "../base/log/index.ts";
import { CancelledError } from "./errors.ts";

/**
 * Calls a function whose caller is long gone: whatever it throws, at once or through a promise, goes to `appLog`.
 *
 * A cancellation is silent, because somebody asked for it.
 */
export function runCallback<A extends readonly unknown[]>(callback: (...args: A) => unknown, args: A): void {
  try {
    const returned = callback(...args);
    if (isThenable(returned)) promiseOf(returned).catch((error) => logCallbackError(callback, error));
  } catch (error) {
    logCallbackError(callback, error);
  }
}

/** A call to make later, in the asynchronous context in which this object was made. */
export class DeferredCall<A extends readonly unknown[]> extends AsyncResource {
  readonly callback: (...args: A) => unknown;
  readonly #args: A;

  constructor(callback: (...args: A) => unknown, args: A) {
    super("TyphoonDeferredCall");
    this.callback = callback;
    this.#args = args;
  }

  run(): void {
    this.runInAsyncScope(runCallback<A>, undefined, this.callback, this.#args);
  }
}

/** Whether `value` can be awaited for something, as promises and futures can. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return false;
  return "then" in value && typeof value.then === "function";
}

/**
 * A promise for what can be awaited. It never calls the `then` of a promise, or reads its `constructor`, where what that
 * throws would be thrown at once: those are the user's, and so is a `then` that answers twice.
 */
export function promiseOf(thenable: unknown): Promise<unknown> {
  return new Promise((resolve) => resolve(thenable));
}

/** What became of a callback that failed: a line in `appLog`, but none for a cancellation. */
export function logCallbackError(callback: { readonly name: string }, error: unknown): void {
  try {
    if (error instanceof CancelledError) return;
    appLog.error({ err: error }, `Exception in callback ${callback.name || "(anonymous function)"}`);
  } catch {
    // A revoked Proxy, for one, has neither a class nor a text.
    appLog.error("Exception in a callback that cannot be described");
  }
}
