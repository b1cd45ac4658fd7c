import { OptionError } from "./errors.ts";

/** Promises of work that was done before they were made, with the error of it. */
const done = new WeakMap<Promise<unknown>, { readonly error?: unknown }>();

/** Notes that nothing has to be waited for. */
export function noteDone(promise: Promise<void>, outcome: { readonly error?: unknown } = {}): Promise<void> {
  done.set(promise, outcome);
  return promise;
}

/**
 * Looks at what a callback returned.
 *
 * @param hook - which callback it is
 * @throws {OptionError} `ERR_OPTION` if it is a promise: the program would go on before the callback has ended
 */
export function refusePromise(result: unknown, hook: string): void {
  if (!(result instanceof Promise)) return;
  // It is reported here, or as what it was made for.
  result.catch(() => {});
  const outcome = done.get(result);
  if (outcome !== undefined && "error" in outcome) throw outcome.error;
  if (outcome !== undefined) return;
  throw new OptionError(
    `Cannot use ${hook} because it returned a promise, which parsing does not wait for: call parseConfigFileSync() in it, or await after parsing`,
  );
}
