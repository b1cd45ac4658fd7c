/** What a value is asked for may be a getter or the trap of a Proxy that throws: then it is `undefined`. */
export function readOr<T>(part: () => T): T | undefined {
  try {
    return part();
  } catch {
    return undefined;
  }
}

/** Text by rule, but it can have been set to anything: a stack is an array with some `prepareStackTrace`. */
export function readText(part: () => unknown): string {
  return readOr(() => String(part())) ?? "";
}

/** Whether it is an error; `false` for a Proxy that does not answer. */
export function isError(value: unknown): value is Error {
  return readOr(() => value instanceof Error) === true;
}
