import type { Future } from "../../concurrent/index.ts";
import { joinYielded } from "./convert-yielded.ts";
import type { QuietExceptionsOptions } from "./quiet-exceptions.ts";
import type { Yielded } from "./yielded.ts";

/**
 * Waits for several things at once: a list gives a list of results, an object an object.
 *
 * It waits for all, also when one fails; then it fails with the error that comes first in the list, and logs the
 * others. Cancelling it does not cancel the children. A coroutine gets the same by yielding the list itself.
 *
 * @param children - anything that can be yielded
 * @param options - `quietExceptions`: which of the other errors are not logged
 * @throws {BadYieldError} `ERR_BAD_YIELD` when a child is nothing to wait for
 * @see tornado.gen.multi
 * @example
 * ```ts
 * import { multi, sleep } from "typhoon/gen";
 *
 * const [text] = await multi([Promise.resolve("text"), sleep(1)]);
 * const { a } = await multi({ a: Promise.resolve(1), b: Promise.resolve(2) });
 * ```
 */
export function multi<T extends readonly unknown[] | []>(
  children: T,
  options?: QuietExceptionsOptions,
): Future<Yielded<T>>;
export function multi<T extends Readonly<Record<string, unknown>>>(
  children: T,
  options?: QuietExceptionsOptions,
): Future<Yielded<T>>;
export function multi(
  children: readonly unknown[] | Readonly<Record<string, unknown>>,
  options: QuietExceptionsOptions = {},
): Future<unknown> {
  return joinYielded(children, options);
}
