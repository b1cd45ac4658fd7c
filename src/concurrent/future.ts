import { CancelledError, InvalidStateError } from "./errors.ts";
import { DeferredCall } from "./run-callback.ts";
import { markRetrieved, watchForRetrieval } from "./unretrieved-errors.ts";

/** What friends attach to a future: called once, synchronously, while the future settles. It must not throw. */
export interface SettleListener<T> {
  onSettle(future: Future<T>): void;
}

type State = "pending" | "finished" | "failed" | "cancelled";

let listenTo: <T>(future: Future<T>, listener: SettleListener<T>) => void;

/**
 * A result that may not exist yet, settled by hand from outside: `setResult`, `setException` or `cancel`.
 *
 * It is awaitable and fits wherever a `Promise<T>` is asked for, and beyond a promise it can be asked (`done`,
 * `result`) and cancelled. A failure that nobody ever looks at is logged when the future is garbage-collected; it
 * never ends the process, unless it went on into a promise (`then`, `await`) whose rejection is dropped.
 *
 * @typeParam T - the result; give it a value, not a promise, because awaiting would unwrap that promise
 * @see asyncio.Future
 * @example
 * ```ts
 * import { Future } from "typhoon/concurrent";
 *
 * const future = new Future<string>();
 * future.addDoneCallback((done) => done.result());   // "ready", on a later turn
 * future.setResult("ready");
 * await future;   // "ready"
 * ```
 */
export class Future<T> implements Promise<T> {
  #state: State = "pending";
  #value!: T;
  #error: unknown;
  // One listener is by far the usual case, and a future is made for each task of a worker pool: no array for one.
  #listeners: SettleListener<T> | SettleListener<T>[] | undefined;
  #promise: Promise<T> | undefined;
  #isRetrieved = false;

  static {
    listenTo = (future, listener) => future.#listen(listener);
  }

  /** Whether there is a result, an error or a cancellation. */
  done(): boolean {
    return this.#state !== "pending";
  }

  /** Whether it was cancelled. */
  cancelled(): boolean {
    return this.#state === "cancelled";
  }

  /**
   * The result, without waiting.
   *
   * @throws {InvalidStateError} `ERR_INVALID_STATE` while pending
   * @throws {CancelledError} `ERR_CANCELLED` when cancelled
   * @throws the error given to `setException` when failed
   */
  result(): T {
    if (this.#state === "finished") return this.#value;
    if (this.#state === "pending") throw pendingError("result");
    this.#retrieve();
    throw this.#error;
  }

  /**
   * The error, without waiting; `undefined` when there is a result.
   *
   * @throws {InvalidStateError} `ERR_INVALID_STATE` while pending
   * @throws {CancelledError} `ERR_CANCELLED` when cancelled
   */
  exception(): unknown {
    if (this.#state === "pending") throw pendingError("exception");
    if (this.#state === "cancelled") throw this.#error;
    this.#retrieve();
    return this.#error;
  }

  /**
   * Gives the result to everyone who waits.
   *
   * @throws {InvalidStateError} `ERR_INVALID_STATE` when already done
   */
  setResult(value: T): void {
    this.#assertPending("setResult()");
    this.#value = value;
    this.#settle("finished");
  }

  /**
   * Fails everyone who waits.
   *
   * @param error - thrown as it is; an `Error`, so that a stack shows where it was made
   * @throws {InvalidStateError} `ERR_INVALID_STATE` when already done
   */
  setException(error: unknown): void {
    this.#assertPending("setException()");
    this.#error = error;
    this.#settle("failed");
    if (!this.#isRetrieved) watchForRetrieval(this, error);
  }

  /**
   * Fails everyone who waits with a {@link CancelledError}; the work behind the future is stopped by whoever made it.
   *
   * @param reason - becomes the error's `cause`
   * @returns whether this call cancelled it: `false` when it was already done
   */
  cancel(reason?: unknown): boolean {
    if (this.#state !== "pending") return false;
    this.#error = new CancelledError(undefined, reason === undefined ? undefined : { cause: reason });
    this.#settle("cancelled");
    return true;
  }

  /**
   * Calls `callback` with this future once it is done.
   *
   * Always on a later turn, also when already done: in a microtask, as the code after an `await` would run, because
   * that keeps the order among callbacks and awaits and costs no turn of the loop; use `IOLoop.addFuture` for a
   * whole turn. It runs in the asynchronous context of this call. What it throws goes to `appLog`.
   */
  addDoneCallback(callback: (future: Future<T>) => void): void {
    this.#listen(new DoneCallback(callback, [this]));
  }

  /**
   * Takes back a callback that has not been called.
   *
   * @returns how many were taken back: one for each time it was added
   */
  removeDoneCallback(callback: (future: Future<T>) => void): number {
    const before = asArray(this.#listeners);
    const after = before.filter((entry) => !(entry instanceof DoneCallback && entry.callback === callback));
    this.#listeners = after;
    return before.length - after.length;
  }

  /** As `Promise.prototype.then`. */
  // biome-ignore lint/suspicious/noThenProperty: being awaitable is what a future is for
  then<R = T, E = never>(
    onFulfilled?: ((value: T) => R | PromiseLike<R>) | null,
    onRejected?: ((error: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    return this.#asPromise().then(onFulfilled, onRejected);
  }

  /** As `Promise.prototype.catch`. */
  catch<E = never>(onRejected?: ((error: unknown) => E | PromiseLike<E>) | null): Promise<T | E> {
    return this.#asPromise().catch(onRejected);
  }

  /** As `Promise.prototype.finally`. */
  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#asPromise().finally(onFinally);
  }

  get [Symbol.toStringTag](): string {
    return "Future";
  }

  // Made only when asked for, and always with a reaction on it at once: its own rejection is never unhandled.
  #asPromise(): Promise<T> {
    this.#promise ??= new Promise<T>((resolve, reject) => {
      this.#listen({
        onSettle: () => (this.#state === "finished" ? resolve(this.#value) : this.#reject(reject)),
      });
    });
    return this.#promise;
  }

  #reject(reject: (error: unknown) => void): void {
    this.#retrieve();
    reject(this.#error);
  }

  #retrieve(): void {
    if (this.#isRetrieved) return;
    this.#isRetrieved = true;
    if (this.#state === "failed") markRetrieved(this);
  }

  #listen(listener: SettleListener<T>): void {
    if (this.#state !== "pending") listener.onSettle(this);
    else if (this.#listeners === undefined) this.#listeners = listener;
    else if (Array.isArray(this.#listeners)) this.#listeners.push(listener);
    else this.#listeners = [this.#listeners, listener];
  }

  #assertPending(action: string): void {
    if (this.#state === "pending") return;
    throw new InvalidStateError(`Cannot ${action} as the Future is already done: it is ${this.#state}`);
  }

  #settle(state: State): void {
    this.#state = state;
    const listeners = this.#listeners;
    if (listeners === undefined) return;
    this.#listeners = undefined;
    if (Array.isArray(listeners)) for (const listener of listeners) listener.onSettle(this);
    else listeners.onSettle(this);
  }
}

/** Attaches a friend's listener: called synchronously when `future` settles, or at once when it is done. */
export function listenToFuture<T>(future: Future<T>, listener: SettleListener<T>): void {
  listenTo(future, listener);
}

// A microtask of its own for each: what one callback starts comes after the code that awaits the same future.
class DoneCallback<T> extends DeferredCall<[Future<T>]> implements SettleListener<T> {
  onSettle(): void {
    queueMicrotask(() => this.run());
  }
}

function asArray<L>(listeners: L | L[] | undefined): L[] {
  if (listeners === undefined) return [];
  return Array.isArray(listeners) ? listeners : [listeners];
}

function pendingError(what: string): InvalidStateError {
  return new InvalidStateError(`Cannot read the ${what} of a Future as it is pending: await it first`);
}
