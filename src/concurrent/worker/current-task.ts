import { TaskAbortedError } from "../executor-errors.ts";
import { perThread } from "../per-thread.ts";

/** The call that this worker is making now. */
export interface CurrentTask {
  /** Whether the caller has given it up. Read from shared memory, so it changes even inside a busy loop. */
  readonly aborted: boolean;

  /**
   * The caller's option `taskContext`, by default `{ requestId }` of the request in whose handling the call was made;
   * `undefined` otherwise, and where a function is called directly.
   */
  readonly context: unknown;

  /** @throws {TaskAbortedError} `ERR_TASK_ABORTED` if the caller has given the call up */
  throwIfAborted(): void;
}

interface Holder {
  task: CurrentTask;
}

const neverAborted: CurrentTask = { aborted: false, context: undefined, throwIfAborted() {} };

function holder(): Holder {
  return perThread(Symbol.for("typhoon.concurrent.currentTask"), () => ({ task: neverAborted }));
}

/**
 * The call that runs on this worker, for a long computation that wants to end early when nobody waits any more.
 *
 * On the application's thread, where a marked function is called directly, it is a task that is never aborted.
 *
 * @example
 * ```ts
 * import { blocking, currentTask } from "typhoon/concurrent";
 *
 * export const countTo = blocking((n: number) => {
 *   const task = currentTask();
 *   for (let i = 0; i < n; i++) task.throwIfAborted();
 *   return n;
 * });
 * ```
 */
export function currentTask(): CurrentTask {
  return holder().task;
}

/** The worker begins the call with this id. */
export function enterTask(id: number, aborted: Int32Array, context: unknown): void {
  holder().task = new SharedTask(id, aborted, context);
}

class SharedTask implements CurrentTask {
  readonly #id: number;
  readonly #aborted: Int32Array;
  readonly context: unknown;

  constructor(id: number, aborted: Int32Array, context: unknown) {
    this.#id = id;
    this.#aborted = aborted;
    this.context = context;
  }

  get aborted(): boolean {
    return Atomics.load(this.#aborted, 0) === this.#id;
  }

  throwIfAborted(): void {
    if (this.aborted)
      throw new TaskAbortedError("signal", "Cannot finish the task as its caller has given it up");
  }
}
