import type { Transferable } from "node:worker_threads";
import type { FromWorker, ToWorker } from "./task.ts";

/**
 * The seam between the scheduler and what runs tasks: a thread, a process, or a machine behind a queue.
 *
 * A worker runs one task at a time and answers each with exactly one `result` or `failure`.
 */
export interface PoolWorker {
  /**
   * Sends a message; it waits until the worker is ready.
   *
   * @throws {DOMException} `DataCloneError` if it cannot travel; nothing was sent then
   */
  post(message: ToWorker, transfer?: readonly Transferable[]): void;

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

  /**
   * The worker is gone, by itself or by `terminate()`. Called exactly once.
   *
   * @param exitCode - 0 after `process.exit(0)`, 1 after an error
   * @param error - the worker's own last error
   */
  onExit(exitCode: number, error?: unknown): void;
}

/** Starts one worker. */
export type StartWorker = (events: PoolWorkerEvents) => PoolWorker;
