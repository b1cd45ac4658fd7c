import { appLog } from "../base/log/index.ts";
import { Future, listenToFuture } from "./future.ts";
import { runCallback } from "./run-callback.ts";

/**
 * Whether `value` is a {@link Future} of this library (a plain promise is not).
 *
 * @see tornado.concurrent.is_future
 * @example
 * ```ts
 * import { Future, isFuture } from "typhoon/concurrent";
 *
 * isFuture(new Future<void>());    // true
 * isFuture(Promise.resolve());     // false
 * ```
 */
export function isFuture(value: unknown): value is Future<unknown> {
  return value instanceof Future;
}

/**
 * Gives `target` the outcome of `source`, result, error or cancellation, unless `target` is done before.
 *
 * Cancelling `target` does not cancel `source`.
 *
 * @see tornado.concurrent.chain_future
 * @example
 * ```ts
 * import { chainFuture, Future } from "typhoon/concurrent";
 *
 * const target = new Future<number>();
 * chainFuture(Promise.resolve(42), target);
 * await target;   // 42
 * ```
 */
export function chainFuture<T>(source: Future<T> | PromiseLike<T>, target: Future<T>): void {
  if (isFutureOf(source)) {
    listenToFuture(source, { onSettle: (settled) => copyOutcome(settled, target) });
    return;
  }
  source.then(
    (value) => target.done() || target.setResult(value),
    (error) => target.done() || target.setException(error),
  );
}

/**
 * `setResult`, or nothing when the future was cancelled.
 *
 * @throws {InvalidStateError} `ERR_INVALID_STATE` when it already has a result or an error
 * @see tornado.concurrent.future_set_result_unless_cancelled
 * @example
 * ```ts
 * import { Future, futureSetResultUnlessCancelled } from "typhoon/concurrent";
 *
 * const future = new Future<number>();
 * future.cancel();
 * futureSetResultUnlessCancelled(future, 42);
 * future.cancelled();   // true
 * ```
 */
export function futureSetResultUnlessCancelled<T>(future: Future<T>, value: T): void {
  if (!future.cancelled()) future.setResult(value);
}

/**
 * `setException`, or a line in `appLog` when the future was cancelled: nobody else will hear of the error.
 *
 * @throws {InvalidStateError} `ERR_INVALID_STATE` when it already has a result or an error
 * @see tornado.concurrent.future_set_exception_unless_cancelled
 * @example
 * ```ts
 * import { Future, futureSetExceptionUnlessCancelled } from "typhoon/concurrent";
 *
 * const future = new Future<number>();
 * futureSetExceptionUnlessCancelled(future, new Error("no answer"));
 * String(future.exception());   // "Error: no answer"
 * ```
 */
export function futureSetExceptionUnlessCancelled(future: Future<unknown>, error: unknown): void {
  if (future.cancelled()) appLog.error({ err: error }, "Exception after Future was cancelled");
  else future.setException(error);
}

/**
 * Calls `callback` when `future` is done: right now, inline, if it already is, and as `addDoneCallback` does otherwise.
 *
 * @see tornado.concurrent.future_add_done_callback
 * @example
 * ```ts
 * import { Future, futureAddDoneCallback } from "typhoon/concurrent";
 *
 * const future = new Future<number>();
 * future.setResult(42);
 * let seen = 0;
 * futureAddDoneCallback(future, (done) => { seen = done.result(); });
 * seen;   // 42
 * ```
 */
export function futureAddDoneCallback<T>(future: Future<T>, callback: (future: Future<T>) => void): void {
  if (future.done()) runCallback(callback, [future]);
  else future.addDoneCallback(callback);
}

/** `source` itself if it is a future, else a new one that gets the promise's outcome. */
export function asFuture<T>(source: Future<T> | PromiseLike<T>): Future<T> {
  if (isFutureOf(source)) return source;
  const future = new Future<T>();
  chainFuture(source, future);
  return future;
}

function isFutureOf<T>(source: Future<T> | PromiseLike<T>): source is Future<T> {
  return source instanceof Future;
}

function copyOutcome<T>(source: Future<T>, target: Future<T>): void {
  if (target.done()) return;
  if (source.cancelled()) target.cancel();
  else copyResult(source, target);
}

function copyResult<T>(source: Future<T>, target: Future<T>): void {
  let value: T;
  try {
    value = source.result();
  } catch (error) {
    target.setException(error);
    return;
  }
  target.setResult(value);
}
