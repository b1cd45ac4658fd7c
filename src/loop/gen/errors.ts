import { inspect } from "node:util";
import { TyphoonError } from "../../base/errors/index.ts";

/**
 * A coroutine yielded a value that nobody can wait for.
 *
 * @see tornado.gen.BadYieldError
 * @example
 * ```ts
 * import { BadYieldError, coroutine } from "typhoon/gen";
 *
 * const wrong = coroutine(function* () {
 *   yield 42;
 * });
 * wrong().catch((error) => error instanceof BadYieldError && error.code);   // "ERR_BAD_YIELD"
 * ```
 */
export class BadYieldError extends TyphoonError {
  override readonly name: string = "BadYieldError";

  /** @param yielded - the value */
  constructor(yielded: unknown) {
    const rule = "it is no future, promise, generator, list, plain object, null or moment";
    super(
      "ERR_BAD_YIELD",
      `Cannot wait for what was yielded as ${rule}: it is ${inspect(yielded, { depth: 0 })}`,
    );
  }
}
