import { isThenable } from "../../concurrent/internal.ts";

/**
 * What a hook returned that nothing waits for. A promise there would be taken for a value, and its rejection would end the process.
 *
 * @param name - of the hook
 * @returns the value
 * @throws {TypeError} if it is a promise
 */
export function synchronous<T>(owner: object, name: string, value: T): T {
  if (!isThenable(value)) return value;
  value.then(undefined, () => {});
  throw new TypeError(
    `Cannot use what ${owner.constructor.name}.${name}() returned as it has to be synchronous: wait in prepare() instead`,
  );
}
