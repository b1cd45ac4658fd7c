import type { Transferable } from "node:worker_threads";
import type { FromWorker, ToWorker } from "./task.ts";

/**
 * The seam between the scheduler and what runs tasks: a thread, a process, or a machine behind a queue.
 *
 * A worker runs one task at a time, in the order in which they were sent, and answers each that was not taken back
 * with exactly one `result` or `failure`.
 */
export interface PoolWorker {
  /** Whether a worker that holds `count` tasks can hold one more; never where none can be taken back. */
  hasRoomBeside(count: number): boolean;

  /** For a task that will be sent. @returns its `RunMessage.claim` */
  openClaim(): number;

  /** Takes a task back that was sent. @returns `false` if the worker has begun it */
  takeBack(claim: number): boolean;

  /**
   * Sends messages together, at once.
   *
   * @throws whatever values in them throw while they are read, and a `DataCloneError` if they cannot travel; nothing was
   *   sent then
   */
  post(messages: readonly ToWorker[], transfer?: readonly Transferable[]): void;

  /** The answer to what was posted will be there in microseconds: it is worth to look for it before it is an event. */
  expectSoon(): void;

  /** Takes the answers that the worker has not told of yet. */
  look(): void;

  /** Makes `currentTask().aborted` true for the task, even while it computes. */
  abort(taskId: number): void;

  /** Whether the worker keeps the process alive: only while it has a task. */
  setBusy(isBusy: boolean): void;

  /** Ends the worker at once, whatever it does. `onExit` follows. */
  terminate(): void;
}

/** What a worker tells the scheduler. */
export interface PoolWorkerEvents {
  onMessage(message: FromWorker): void;

  /** All messages that had arrived together were passed on. */
  onDrained(): void;

  /**
   * The worker is gone, by itself or by `terminate()`. Called exactly once, after its last message.
   *
   * @param exitCode - 0 after `process.exit(0)`, 1 after an error
   * @param error - the worker's own last error
   */
  onExit(exitCode: number, error?: unknown): void;
}

/** Starts one worker. */
export type StartWorker = (events: PoolWorkerEvents) => PoolWorker;
