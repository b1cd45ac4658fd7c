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
 * An `Error` in the first place fails the future, so that no error of a callback of Node's kind, `(error, value)`, is lost.
 * For such functions `promisify` of `node:util` is the better way: it also takes the `null` of success away.
 *
 * @typeParam A - the arguments that the callback is called with
 * @param start - called at once with the callback to pass on; only the callback's first call counts
 * @returns the callback's argument; a list when it was called with several; fails with an `Error` that came first, or
 *   that `start` threw
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
    start((...args) => future.done() || settle(future, args));
  } catch (error) {
    if (!future.done()) future.setException(error);
  }
  return future;
}

function settle(future: Future<unknown>, args: readonly unknown[]): void {
  const [first] = args;
  if (first instanceof Error) future.setException(first);
  else future.setResult(args.length > 1 ? args : first);
}
