import { Future } from "../../concurrent/index.ts";
import { asFuture, isThenable } from "../../concurrent/internal.ts";

/**
 * A future of `value`: itself if it is one, a promise's outcome, or anything else as a result that is there.
 *
 * @see tornado.gen.maybe_future
 * @example
 * ```ts
 * import { maybeFuture } from "typhoon/gen";
 *
 * maybeFuture(42).result();   // 42
 * ```
 */
export function maybeFuture<T>(value: T): Future<Awaited<T>>;
export function maybeFuture(value: unknown): Future<unknown> {
  if (isThenable(value)) return asFuture(value);
  const future = new Future<unknown>();
  future.setResult(value);
  return future;
}
