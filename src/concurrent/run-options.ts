import type { Transferable } from "node:worker_threads";

/** Options of one call. */
export interface RunOptions {
  /**
   * Gives the call up when aborted: dropped if it is queued, told through `currentTask()` if it runs. Default: for
   * unblocked functions and methods, and those of `executor.import`, the signal of the request in whose handling they
   * are called, which is aborted when the client leaves; otherwise none. `null`: none, the call outlives its request.
   */
  readonly signal?: AbortSignal | null;
  /** Gives the call up this many milliseconds after it was submitted. Default: never. */
  readonly timeoutMs?: number;
  /** Drops the call if it still waits this many milliseconds after it was submitted. Default: the executor's. */
  readonly maxQueueMs?: number;
  /**
   * Calls of a higher priority begin before waiting calls of a lower one, and those of the same in the order of their
   * submission; a whole number. Default: 0.
   */
  readonly priority?: number;
  /**
   * Buffers among the arguments that move to the worker instead of being copied; they are empty here afterwards.
   * To a process they are copied all the same.
   */
  readonly transfer?: readonly Transferable[];
  /**
   * Cloneable data about the call; the function finds it in `currentTask().context`, and what it logs shows it.
   * Default: `{ requestId }` of the request in whose handling the call is made.
   */
  readonly taskContext?: unknown;
}
