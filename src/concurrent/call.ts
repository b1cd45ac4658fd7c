import type { RunOptions } from "./run-options.ts";
import type { TaskRef } from "./task.ts";

/** One call to be made by an executor: named for a worker, and doable right here. */
export interface Call {
  readonly ref: TaskRef;
  readonly args: readonly unknown[];
  readonly options: RunOptions;
  /** How many calls of the same function may run at a time. Default: any number. */
  readonly maxConcurrency?: number | undefined;
  /** What the caller gets for the worker's answer. Default: the answer itself. */
  fromAnswer?(answer: unknown): unknown;
  /** Makes the call on this thread: for an executor without workers, and inside a worker. */
  runHere(): unknown;
}
