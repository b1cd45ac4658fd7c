import { Future } from "../../concurrent/index.ts";

/** What {@link task} resolves with: nothing, the callback's argument, or the list of its arguments. */
export type TaskResult<A extends readonly unknown[]> = A extends readonly []
  ? undefined
  : A extends readonly [infer T]
    ? T
    : number extends A["length"]
      ? unknown
      : A;

/**
 * Turns a function that takes a callback into a future: Tornado's `gen.Task`.
 *
 * @typeParam A - the arguments that the callback is called with
 * @param start - called at once with the callback to pass on; only the callback's first call counts
 * @returns the callback's argument; a list when it was called with several; the error that `start` threw
 * @see tornado.gen.Task
 * @example
 * ```ts
 * import { task } from "typhoon/gen";
 * import { IOLoop } from "typhoon/ioloop";
 *
 * await task((callback) => IOLoop.current().addTimeout(IOLoop.current().time() + 10, callback));
 * await task<[string]>((callback) => callback("text"));   // "text"
 * ```
 */
export function task<A extends readonly unknown[]>(
  start: (callback: (...args: A) => void) => unknown,
): Future<TaskResult<A>>;
export function task(start: (callback: (...args: unknown[]) => void) => unknown): Future<unknown> {
  const future = new Future<unknown>();
  try {
    start((...args) => future.done() || future.setResult(args.length > 1 ? args : args[0]));
  } catch (error) {
    if (!future.done()) future.setException(error);
  }
  return future;
}
