/** A class of errors, as `instanceof` takes it. */
export type ErrorClass = abstract new (...args: never) => unknown;

/** Which errors `multi` and `withTimeout` keep out of the log. */
export interface QuietExceptionsOptions {
  /** Errors of these classes that cannot reach the caller any more are not logged. Default: none. */
  readonly quietExceptions?: ErrorClass | readonly ErrorClass[];
}

/** Whether the options keep `error` out of the log. */
export function isQuiet(error: unknown, options: QuietExceptionsOptions): boolean {
  return [options.quietExceptions ?? []].flat().some((errorClass) => error instanceof errorClass);
}
