import type { ErrorCode } from "./codes.ts";

/**
 * The parent of every error of this library that a caller may want to catch.
 *
 * `name` says the class, `code` never changes between versions and is listed in `docs/errors.md`, `message` says
 * the action, the rule, the current value and what to do, and `cause` keeps the error beneath, if there was one.
 *
 * @example
 * ```ts
 * import { TyphoonError } from "typhoon";
 *
 * const isFull = (error: unknown) => error instanceof TyphoonError && error.code === "ERR_EXECUTOR_FULL";
 * isFull(new Error("another"));   // false
 * ```
 */
export class TyphoonError extends Error {
  override readonly name: string = "TyphoonError";
  /** The stable code, one of `docs/errors.md`. */
  readonly code: ErrorCode;

  /**
   * @param code - one of the codes of `docs/errors.md`
   * @param message - the sentence a programmer reads
   * @param options - `cause`: the error beneath
   */
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
