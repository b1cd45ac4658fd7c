import { Future } from "../../concurrent/index.ts";

/**
 * Yielded by a coroutine, lets everything else have one turn of the loop; `yield null` does the same.
 *
 * Outside of a coroutine it is just a future that is done: an `async` function awaits `sleep(0)` instead.
 *
 * @see tornado.gen.moment
 * @example
 * ```ts
 * import { coroutine, moment } from "typhoon/gen";
 *
 * const total = coroutine(function* (numbers: number[]) {
 *   let sum = 0;
 *   for (const number of numbers) {
 *     sum += number;
 *     yield moment;
 *   }
 *   return sum;
 * });
 * await total([1, 2, 3]);   // 6
 * ```
 */
export const moment: Future<undefined> = new Future<undefined>();
moment.setResult(undefined);
