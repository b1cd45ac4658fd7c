import { types } from "node:util";

/** Whether `value` is a generator to run as a coroutine: Node calls an async generator a generator object, too. */
export function isGenerator(value: unknown): value is Generator<unknown> {
  return types.isGeneratorObject(value) && !(Symbol.asyncIterator in value);
}
