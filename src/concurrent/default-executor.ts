import { InvalidStateError } from "./errors.ts";
import type { Executor } from "./executor.ts";

let current: Executor | undefined;

/** The executor for work that names none. */
export function getDefaultExecutor(): Executor {
  if (current === undefined) throw new InvalidStateError("Cannot run on the default executor as none is set");
  return current;
}

/** Makes `executor` the one for work that names none. */
export function setDefaultExecutor(executor: Executor): void {
  current = executor;
}
