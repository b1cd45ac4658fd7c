/**
 * Thrown inside a coroutine, ends it with a result, as in Tornado's time before generators could return one.
 *
 * New code writes `return value`.
 *
 * @see tornado.gen.Return
 * @example
 * ```ts
 * import { coroutine, Return, sleep } from "typhoon/gen";
 *
 * const answer = coroutine(function* () {
 *   yield sleep(1);
 *   throw new Return(42);
 * });
 * await answer();   // 42
 * ```
 */
export class Return<T = undefined> extends Error {
  override readonly name: string = "Return";
  /** The coroutine's result. */
  readonly value: T | undefined;

  /** @param value - the coroutine's result; default: `undefined` */
  constructor(value?: T) {
    super("A Return was thrown outside of a coroutine");
    this.value = value;
  }
}
