/**
 * What a coroutine gets back for yielding a `T`: a future's or promise's result, a generator's return value, a list
 * or object of these, `undefined` for null and moment.
 *
 * @typeParam T - what is yielded
 * @example
 * ```ts
 * import type { Yielded } from "typhoon/gen";
 *
 * const both: Yielded<[Promise<string>, null]> = ["text", undefined];
 * ```
 */
export type Yielded<T> = T extends null | undefined
  ? undefined
  : T extends PromiseLike<unknown>
    ? Awaited<T>
    : T extends Generator<unknown, infer R>
      ? Awaited<R>
      : T extends readonly unknown[] | Readonly<Record<string, unknown>>
        ? { -readonly [K in keyof T]: Yielded<T[K]> }
        : unknown;
