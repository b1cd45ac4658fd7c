import { TyphoonError } from "../base/errors/index.ts";

/**
 * The operation was cancelled before it had a result; `cause` holds the reason given to `cancel()`.
 *
 * @see asyncio.CancelledError
 * @example
 * ```ts
 * import { CancelledError, Future } from "typhoon/concurrent";
 *
 * const future = new Future<number>();
 * future.cancel("nobody waits any more");
 * future.catch((error) => error instanceof CancelledError && error.code);   // "ERR_CANCELLED"
 * ```
 */
export class CancelledError extends TyphoonError {
  override readonly name: string = "CancelledError";

  /**
   * @param message - the sentence a programmer reads
   * @param options - `cause`: why it was cancelled
   */
  constructor(message = "The operation was cancelled", options?: ErrorOptions) {
    super("ERR_CANCELLED", message, options);
  }
}

/**
 * The object's present state does not allow the operation: a result read too early, a future settled twice.
 *
 * @see asyncio.InvalidStateError
 * @example
 * ```ts
 * import { Future } from "typhoon/concurrent";
 *
 * try {
 *   new Future<number>().result();
 * } catch (error) {
 *   String(error);   // "InvalidStateError: Cannot read the result of a Future as it is pending: await it first"
 * }
 * ```
 */
export class InvalidStateError extends TyphoonError {
  override readonly name: string = "InvalidStateError";

  /** @param message - the sentence a programmer reads */
  constructor(message: string) {
    super("ERR_INVALID_STATE", message);
  }
}

/**
 * The operation did not finish within its time.
 *
 * @see tornado.util.TimeoutError
 * @example
 * ```ts
 * import { TimeoutError } from "typhoon/concurrent";
 *
 * const isTimeout = (error: unknown) => error instanceof TimeoutError;
 * isTimeout(new Error("another"));   // false
 * ```
 */
export class TimeoutError extends TyphoonError {
  override readonly name: string = "TimeoutError";

  /**
   * @param message - the sentence a programmer reads
   * @param options - `cause`: the error beneath
   */
  constructor(message = "The operation did not finish within its time", options?: ErrorOptions) {
    super("ERR_TIMEOUT", message, options);
  }
}
