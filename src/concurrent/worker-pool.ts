import { appLog } from "../base/log/index.ts";
import type { Call } from "./call.ts";
import { ExecutorFullError, ExecutorShutdownError, WorkerExitError } from "./executor-errors.ts";
import { type ChunkReceiver, longestTimerMs, PendingTask, type TaskHolder } from "./pending-task.ts";
import type { PoolWorker, StartWorker } from "./pool-worker.ts";
import type { CreditMessage, FailureMessage, FromWorker, ResultMessage, ReturnMessage } from "./task.ts";
import { TaskQueue } from "./task-queue.ts";
import { runWorkerCallback } from "./worker-callback.ts";

/** Limits of a pool; all decided by the executor. */
export interface WorkerPoolOptions {
  readonly maxWorkers: number;
  readonly maxQueue: number;
  /** How long a running task may take to notice that it was aborted, before its worker is ended. */
  readonly graceMs: number;
  readonly startWorker: StartWorker;
}

/** A worker, and what the pool knows of it. */
class Slot {
  readonly worker: PoolWorker;
  isReady = false;
  // Between `end()` and the exit: a task that was given to it now would be lost.
  isEnding = false;
  task: PendingTask | undefined;
  graceTimer: NodeJS.Timeout | undefined;

  constructor(
    start: StartWorker,
    onMessage: (slot: Slot, message: FromWorker) => void,
    onExit: (slot: Slot, exitCode: number, error: unknown) => void,
  ) {
    this.worker = start({
      onMessage: (message) => onMessage(this, message),
      onExit: (exitCode, error) => onExit(this, exitCode, error),
    });
  }

  release(): void {
    this.task = undefined;
    clearTimeout(this.graceTimer);
  }

  end(): void {
    if (this.isEnding) return;
    this.isEnding = true;
    this.worker.terminate();
  }
}

/**
 * The scheduler: starts workers when they are needed, gives each the task that has waited longest, and replaces those
 * that die. It knows workers only through `PoolWorker`, so threads and processes share it.
 *
 * A task is bound to a worker only when that worker is free to begin it. So nothing waits behind another task while
 * a worker is idle, and the death of a worker harms one task at the most.
 */
export class WorkerPool implements TaskHolder {
  readonly #options: WorkerPoolOptions;
  readonly #queue = new TaskQueue<PendingTask>();
  readonly #slots = new Set<Slot>();
  // The worker that became idle last goes first: its caches are warm, and the others may retire.
  #idle: Slot[] = [];
  #starting = 0;
  #isShutdown = false;
  #onEmpty: (() => void)[] = [];
  readonly #counts = { completed: 0, failed: 0, cancelled: 0 };

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /**
   * Queues a call; it begins at once if a worker is idle.
   *
   * @param receiver - takes the values, if the call runs a generator
   */
  submit(call: Call, receiver?: ChunkReceiver): PendingTask {
    if (this.#isShutdown) throw new ExecutorShutdownError();
    if (this.#isFull()) throw new ExecutorFullError(this.#options.maxQueue);
    const task = new PendingTask(call, this, receiver);
    if (task.future.done()) return this.#refuse(task);
    this.#queue.push(task);
    const idle = this.#idle.pop();
    if (idle === undefined) this.#startWhereNeeded();
    else this.#giveNext(idle);
    return task;
  }

  /** Calls that a worker which starts, or could start, will take at once do not count as waiting. */
  #isFull(): boolean {
    const { maxWorkers, maxQueue } = this.#options;
    const takers = this.#idle.length + this.#starting + (maxWorkers - this.#slots.size);
    return this.#queue.size >= maxQueue + takers;
  }

  /** Its signal was aborted before it was submitted. */
  #refuse(task: PendingTask): PendingTask {
    task.isWanted = false;
    this.#counts.cancelled++;
    return task;
  }

  dropQueued(task: PendingTask): boolean {
    if (!task.isWanted) return false;
    this.#queue.drop(task);
    this.#counts.cancelled++;
    this.#endIfDone();
    return true;
  }

  abortRunning(task: PendingTask): void {
    const slot = this.#slotOf(task);
    if (slot === undefined) return;
    slot.worker.abort(task.id);
    slot.graceTimer = setTimeout(() => slot.end(), Math.min(this.#options.graceMs, longestTimerMs));
  }

  /** Nobody takes more values of a generator: it is told to end, and ended with its worker if it does not. */
  endStream(task: PendingTask): void {
    if (task.future.done() || task.future.cancel("nobody takes its values")) return;
    this.sendToRunning(task, { type: "return", id: task.id });
    this.abortRunning(task);
  }

  sendToRunning(task: PendingTask, message: CreditMessage | ReturnMessage): void {
    this.#slotOf(task)?.worker.post(message);
  }

  /**
   * Takes no more calls; those that are pending still run.
   *
   * @returns a promise that resolves when all workers have ended
   */
  shutdown(cancelPending: boolean): Promise<void> {
    this.#isShutdown = true;
    if (cancelPending)
      this.#queue.toArray().forEach((task) => void task.future.cancel("the executor was shut down"));
    return new Promise((resolve) => {
      this.#onEmpty.push(resolve);
      this.#endIfDone();
    });
  }

  /** Numbers of this moment. */
  stats() {
    const running = [...this.#slots].filter((slot) => slot.task !== undefined).length;
    return { workers: this.#slots.size, running, queued: this.#queue.size, ...this.#counts };
  }

  #slotOf(task: PendingTask): Slot | undefined {
    for (const slot of this.#slots) if (slot.task === task) return slot;
    return undefined;
  }

  #startWhereNeeded(): void {
    const { maxWorkers, startWorker } = this.#options;
    while (this.#slots.size < maxWorkers && this.#starting < this.#queue.size) {
      this.#starting++;
      this.#slots.add(new Slot(startWorker, this.#receive, this.#bury));
    }
  }

  readonly #receive = (slot: Slot, message: FromWorker): void => {
    switch (message.type) {
      case "ready":
        slot.isReady = true;
        this.#starting--;
        return this.#giveNext(slot);
      case "chunk":
        return slot.task?.receive(message.value);
      case "callback":
        return runWorkerCallback(message);
      default:
        return this.#settle(slot, message);
    }
  };

  #settle(slot: Slot, message: ResultMessage | FailureMessage): void {
    const { task } = slot;
    if (task?.id !== message.id) return;
    slot.release();
    this.#count(task, message.type === "result");
    // Before the caller hears of it: what it does next must find this worker busy with the next task.
    this.#giveNext(slot);
    if (message.type === "result") task.succeed(message.value);
    else void task.failRemotely(message.error);
  }

  #count(task: PendingTask, isSuccess: boolean): void {
    if (task.future.done()) this.#counts.cancelled++;
    else if (isSuccess) this.#counts.completed++;
    else this.#counts.failed++;
  }

  #giveNext(slot: Slot): void {
    if (slot.isEnding) return;
    for (let task = this.#queue.shift(); task !== undefined; task = this.#queue.shift()) {
      if (this.#begin(slot, task)) return;
    }
    if (this.#isShutdown) return slot.end();
    slot.worker.setBusy(false);
    this.#idle.push(slot);
  }

  #begin(slot: Slot, task: PendingTask): boolean {
    task.isWanted = false;
    try {
      slot.worker.post(task.toMessage(), task.transfer);
    } catch (error) {
      this.#counts.failed++;
      task.fail(task.explainNotSent(error));
      return false;
    }
    slot.task = task;
    slot.worker.setBusy(true);
    return true;
  }

  readonly #bury = (slot: Slot, exitCode: number, error: unknown): void => {
    this.#slots.delete(slot);
    this.#idle = this.#idle.filter((idle) => idle !== slot);
    if (!slot.isReady) this.#starting--;
    // A worker that cannot even start takes a task with it: or the pool would start others for ever.
    const task = slot.task ?? (slot.isReady ? undefined : this.#queue.shift());
    slot.release();
    if (task !== undefined) this.#failWithWorker(task, exitCode, error);
    else if (error !== undefined)
      appLog.error({ err: error }, "Uncaught error in a worker between two tasks");
    this.#startWhereNeeded();
    this.#endIfDone();
  };

  #failWithWorker(task: PendingTask, exitCode: number, cause: unknown): void {
    task.isWanted = false;
    this.#count(task, false);
    task.fail(new WorkerExitError(exitCode, { cause }));
  }

  #endIfDone(): void {
    if (!this.#isShutdown || this.#queue.size > 0) return;
    for (const slot of this.#slots) if (slot.task === undefined) slot.end();
    if (this.#slots.size > 0) return;
    for (const resolve of this.#onEmpty.splice(0)) resolve();
  }
}
