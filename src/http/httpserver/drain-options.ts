import { checkedDuration, checkedFiniteDuration } from "../../base/errors/internal.ts";

/** Options of `drain()`. */
export interface DrainOptions {
  /**
   * Milliseconds for which connections without a request stay open for one more, whose answer says `Connection: close`:
   * so no request gets lost that a client sends on a kept connection just now. For a server whose work another one goes
   * on with. Default: 0, they are closed at once.
   */
  readonly idleMs?: number;
  /** Milliseconds for the requests that are being handled; then they are cut. Default: 10,000. */
  readonly timeoutMs?: number;
}

/**
 * @throws {TypeError} if a time is not a number
 * @throws {RangeError} if one is negative or NaN, or `idleMs` has no end
 */
export function checkDrain({ idleMs = 0, timeoutMs = 0 }: DrainOptions): void {
  checkedFiniteDuration("drain", "idleMs", idleMs);
  checkedDuration("drain", "timeoutMs", timeoutMs);
}

/** A server that ends in good order, such as an `HTTPServer`. */
export interface DrainableServer {
  /** Stops, and resolves when what it has begun is done. */
  drain(options?: DrainOptions): Promise<void>;
}
