import type { AbortSource } from "./abort-source.ts";
import type { RunOptions } from "./run-options.ts";
import type { TaskRef } from "./task.ts";

/** As `RunOptions`, with whatever gives the call up. */
export type CallOptions = Omit<RunOptions, "signal"> & { readonly signal?: AbortSource | null };

/** One call to be made by an executor: named for a worker, and doable right here. */
export interface Call {
  readonly ref: TaskRef;
  readonly args: readonly unknown[];
  /** Of a method: its object, as `ReceiverProtocol.snapshot` gave it. */
  readonly receiver?: unknown;
  readonly options: CallOptions;
  /** How many calls of the same function may run at a time. Default: any number. */
  readonly maxConcurrency?: number | undefined;
  /** Whether the frames that make the call are this library's own, and help nobody who reads an error. */
  readonly hasNoCaller?: boolean;
  /** What the caller gets for the worker's answer. Default: the answer itself. */
  fromAnswer?(answer: unknown): unknown;
  /** Makes the call on this thread: for an executor without workers, and inside a worker. */
  runHere(): unknown;
}
