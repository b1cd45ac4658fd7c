import { appLog } from "../base/log/index.ts";
import { abortedByShutdown } from "./abort-reason.ts";
import type { Call } from "./call.ts";
import { ConcurrencyLimits } from "./concurrency-limit.ts";
import { DrainRate } from "./drain-rate.ts";
import {
  ExecutorFullError,
  ExecutorShutdownError,
  WorkerExitError,
  WorkerStartError,
} from "./executor-errors.ts";
import { FunctionProfiles } from "./function-profile.ts";
import type { Outcome } from "./function-stats.ts";
import { type ChunkReceiver, longestTimerMs, PendingTask, type TaskHolder } from "./pending-task.ts";
import { PoolStats } from "./pool-stats.ts";
import type { StartWorker } from "./pool-worker.ts";
import { SentAhead } from "./sent-ahead.ts";
import { StartTask } from "./start-task.ts";
import type { CreditMessage, FailureMessage, FromWorker, ResultMessage, ReturnMessage } from "./task.ts";
import { TaskQueue } from "./task-queue.ts";
import { runWorkerCallback } from "./worker-callback.ts";
import { type RetirementClock, type WorkerLifeOptions, WorkerRetirement } from "./worker-retirement.ts";
import { WorkerSlot } from "./worker-slot.ts";

/** Limits of a pool; all decided by the executor. */
export interface WorkerPoolOptions {
  readonly maxWorkers: number;
  readonly maxQueue: number;
  /** How long a running task may take to notice that it was aborted, before its worker is ended. */
  readonly graceMs: number;
  readonly startWorker: StartWorker;
  /** What each new worker does first. */
  readonly onWorkerStart?: Call | undefined;
  /** How long workers live. */
  readonly life?: WorkerLifeOptions;
  /** By which they age, for tests. */
  readonly clock?: RetirementClock;
}

/**
 * The scheduler: starts workers when they are needed, gives each the task that has waited longest, and replaces those
 * that die. It knows workers only through `PoolWorker`, so threads and processes share it.
 *
 * A task is bound to a worker only when that worker is free to begin it. So nothing waits behind another task while
 * a worker is idle, and the death of a worker harms one task at the most. Calls of functions that have proved to take
 * microseconds are the exception: a worker gets several at once, and loses those that it has not begun as soon as
 * another worker is idle, or one of them takes long; see `SentAhead`.
 */
export class WorkerPool implements TaskHolder {
  readonly #options: WorkerPoolOptions;
  readonly #queue = new TaskQueue<PendingTask>();
  readonly #profiles = new FunctionProfiles();
  readonly #slots = new Set<WorkerSlot>();
  readonly #ahead: SentAhead;
  readonly #limits = new ConcurrencyLimits();
  readonly #retirement: WorkerRetirement<WorkerSlot>;
  readonly #drainRate = new DrainRate();
  // The worker that became idle last goes first: its caches are warm, and the others may retire.
  #idle: WorkerSlot[] = [];
  #starting = 0;
  #isShutdown = false;
  #onEmpty: (() => void)[] = [];
  readonly #stats = new PoolStats();

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#ahead = new SentAhead(this.#slots, {
      putBack: (tasks) => this.#putBack(tasks),
      notSent: (task, error) => this.#notSent(task, error),
    });
    const retiring = {
      idle: () => this.#idle,
      count: () => [...this.#slots].filter((slot) => !slot.isEnding).length,
      retire: (slot: WorkerSlot) => this.#retire(slot),
    };
    this.#retirement = new WorkerRetirement(options.life ?? {}, retiring, options.clock);
  }

  /** Starts the workers that are always there. Resolves when all that start have done so. */
  async start(): Promise<void> {
    if (this.#isShutdown) throw new ExecutorShutdownError();
    this.#keepWarm();
    await Promise.all([...this.#slots].map((slot) => slot.started()));
  }

  /**
   * Queues a call; it begins at once if a worker is idle.
   *
   * @param receiver - takes the values, if the call runs a generator
   */
  submit(call: Call, receiver?: ChunkReceiver): PendingTask {
    if (this.#isShutdown) throw new ExecutorShutdownError();
    if (this.#isFull()) throw this.#fullError();
    const task = new PendingTask(call, this, this.#profiles.of(call), receiver);
    if (task.future.done()) return this.#refuse(task);
    if (this.#limits.of(task)?.admit(task) === false) return task;
    this.#queue.push(task);
    this.#distribute();
    this.#keepWarm();
    return task;
  }

  dropQueued(task: PendingTask): boolean {
    if (!task.isAdmitted) return this.#dropParked(task);
    if (task.isWanted) this.#queue.drop(task);
    else if (!this.#takeBack(task)) return false;
    this.#countGivenUp(task);
    this.#admitNext(task);
    this.#distribute();
    this.#endIfDone();
    return true;
  }

  retryAfterMs(): number {
    return this.#drainRate.retryAfterMs(this.#waiting(), performance.now());
  }

  abortRunning(task: PendingTask): void {
    // A generator that waits until its values are taken sees nothing else.
    if (task.isStream) this.sendToRunning(task, { type: "return", id: task.id });
    this.#slotOf(task)?.abort(task, this.#graceMs);
  }

  /** Nobody takes more values of a generator: it is told to end, and ended with its worker if it does not. */
  endStream(task: PendingTask): void {
    if (task.future.done() || task.future.cancel("nobody takes its values")) return;
    this.abortRunning(task);
  }

  sendToRunning(task: PendingTask, message: CreditMessage | ReturnMessage): void {
    this.#slotOf(task)?.post(message);
  }

  /**
   * Takes no more calls; those that are pending still run.
   *
   * @returns a promise that resolves when all workers have ended
   */
  shutdown(cancelPending: boolean): Promise<void> {
    this.#isShutdown = true;
    this.#retirement.stop();
    if (cancelPending) this.#cancelQueued();
    return new Promise((resolve) => {
      this.#onEmpty.push(resolve);
      this.#endIfDone();
    });
  }

  /** Numbers of this moment. */
  stats() {
    const running = [...this.#slots].filter((slot) => slot.size > 0).length;
    return {
      workers: this.#slots.size,
      running,
      queued: this.#waiting(),
      ...this.#stats.collect(this.#profiles.values(), this.#running(), this.#queued()),
    };
  }

  #running(): PendingTask[] {
    return [...this.#slots].flatMap(({ isReady, running }) => (isReady ? (running ?? []) : []));
  }

  #queued(): PendingTask[] {
    const ahead = [...this.#slots].flatMap((slot) => slot.ahead);
    return [...this.#queue.toArray(), ...this.#limits.toArray(), ...ahead];
  }

  #cancelQueued(): void {
    for (const task of this.#limits.toArray()) task.future.cancel(abortedByShutdown());
    this.#queue.putBack([...this.#slots].flatMap((slot) => slot.revokeAhead(slot.size)).sort(bySubmission));
    for (const task of this.#queue.toArray()) task.future.cancel(abortedByShutdown());
  }

  /** Calls that a worker which starts, or could start, will take at once do not count as waiting. */
  #isFull(): boolean {
    const { maxWorkers, maxQueue } = this.#options;
    const takers = this.#idle.length + this.#starting + (maxWorkers - this.#slots.size);
    return this.#waiting() >= maxQueue + takers;
  }

  #fullError(): ExecutorFullError {
    const { maxQueue } = this.#options;
    return new ExecutorFullError({ maxQueue, queued: this.#waiting(), retryAfterMs: this.retryAfterMs() });
  }

  #waiting(): number {
    return this.#queue.size + this.#ahead.count() + this.#limits.size;
  }

  #dropParked(task: PendingTask): boolean {
    if (!task.isWanted) return false;
    this.#limits.of(task)?.drop(task);
    this.#countGivenUp(task);
    return true;
  }

  /** A call is over: one that waited for its function is runnable now, as if it had been in the queue all the time. */
  #admitNext(task: PendingTask): void {
    const next = this.#limits.of(task)?.release();
    if (next !== undefined) this.#queue.insert(next);
  }

  /** Its signal was aborted before it was submitted. */
  #refuse(task: PendingTask): PendingTask {
    task.isWanted = false;
    this.#countGivenUp(task);
    return task;
  }

  /** Gives waiting tasks to idle workers, then to new ones, then ahead to those that are quick. */
  #distribute(): void {
    while (this.#queue.size > 0) {
      const idle = this.#idle.pop();
      if (idle === undefined) break;
      this.#giveNext(idle);
    }
    this.#startWhereNeeded();
    if (this.#queue.size > 0) this.#ahead.fill(this.#queue);
  }

  #startWhereNeeded(): void {
    const { maxWorkers } = this.#options;
    while (this.#slots.size < maxWorkers && this.#starting < this.#queue.size) this.#startOne();
  }

  #keepWarm(): void {
    while (this.#slots.size < this.#retirement.minWorkers) this.#startOne();
  }

  #startOne(): void {
    this.#starting++;
    this.#stats.workerStarted();
    const life = this.#retirement.beginLife();
    this.#slots.add(new WorkerSlot(this.#options.startWorker, this.#slotEvents, life));
  }

  /** A worker is there: before anything else it makes the call that prepares it. */
  #prepare(slot: WorkerSlot): void {
    const { onWorkerStart } = this.#options;
    if (onWorkerStart === undefined) this.#welcome(slot);
    else slot.begin(new StartTask(onWorkerStart, this));
  }

  #endPreparation(slot: WorkerSlot, task: PendingTask, message: ResultMessage | FailureMessage): void {
    if (message.type === "result") return this.#welcome(slot);
    void task.failRemotely(message.error);
    task.future.addDoneCallback((future) => {
      slot.startError = new WorkerStartError(future.exception());
      slot.end();
    });
  }

  #welcome(slot: WorkerSlot): void {
    slot.isReady = true;
    this.#starting--;
    slot.tellStarted();
    this.#giveNext(slot);
  }

  #retire(slot: WorkerSlot): void {
    this.#idle = this.#idle.filter((idle) => idle !== slot);
    slot.isRetiring = true;
    slot.retire(this.#graceMs);
  }

  get #graceMs(): number {
    return Math.min(this.#options.graceMs, longestTimerMs);
  }

  readonly #slotEvents = {
    onMessage: (slot: WorkerSlot, message: FromWorker): void => {
      switch (message.type) {
        case "ready":
          return this.#prepare(slot);
        case "chunk":
          return slot.running?.receive(message.value);
        case "callback":
          return runWorkerCallback(message);
        default:
          return this.#settle(slot, message);
      }
    },
    onDrained: (): void => this.#ahead.flush(),
    onExit: (slot: WorkerSlot, exitCode: number, error: unknown): void => this.#bury(slot, exitCode, error),
  };

  #settle(slot: WorkerSlot, message: ResultMessage | FailureMessage): void {
    const task = slot.settle(message.id);
    if (task === undefined) return;
    if (!slot.isReady) return this.#endPreparation(slot, task, message);
    this.#note(slot, message);
    task.profile.record(message.runMs);
    this.#drainRate.record(slot.headSince, this.#queue.size > 0 || slot.size > 0);
    const outcome = message.type === "result" ? "completed" : "failed";
    this.#stats.answered(task, task.future.done() ? givenUp(task) : outcome, message.runMs, slot.headSince);
    this.#admitNext(task);
    // Before the caller hears of it: what it does next must find this worker busy with the next task.
    const isFree = slot.size === 0;
    if (isFree) this.#giveNext(slot);
    if (this.#queue.size > 0 && (!isFree || this.#idle.length > 0)) this.#distribute();
    if (message.type === "result") task.succeed(message.value);
    else void task.failRemotely(message.error);
  }

  #countGivenUp(task: PendingTask): void {
    this.#stats.ended(task, givenUp(task));
  }

  #note(slot: WorkerSlot, message: ResultMessage | FailureMessage): void {
    const { life } = slot;
    life.tasks++;
    if (message.type === "result") life.heapBytes = message.heapBytes ?? life.heapBytes;
    if (this.#retirement.isDue(life)) slot.isRetiring = true;
  }

  #giveNext(slot: WorkerSlot): void {
    if (slot.isEnding) return;
    if (slot.isRetiring) return slot.retire(this.#graceMs);
    if (this.#queue.size === 0) this.#ahead.takeFor(slot, this.#queue);
    for (let task = this.#queue.shift(); task !== undefined; task = this.#queue.shift()) {
      if (this.#begin(slot, task)) return this.#queue.size > 0 ? this.#ahead.fill(this.#queue) : undefined;
    }
    if (this.#isShutdown) return slot.retire(this.#graceMs);
    slot.rest();
    this.#idle.push(slot);
    this.#retirement.rest(slot.life);
  }

  #begin(slot: WorkerSlot, task: PendingTask): boolean {
    try {
      slot.begin(task);
      return true;
    } catch (error) {
      this.#notSent(task, error);
      return false;
    }
  }

  #notSent(task: PendingTask, error: unknown): void {
    this.#stats.ended(task, "failed");
    task.fail(task.explainNotSent(error));
    this.#admitNext(task);
  }

  #slotOf(task: PendingTask): WorkerSlot | undefined {
    for (const slot of this.#slots) if (slot.running === task) return slot;
    return undefined;
  }

  /** A task that was sent, and that no worker has begun. */
  #takeBack(task: PendingTask): boolean {
    for (const slot of this.#slots) {
      if (!slot.revoke(task)) continue;
      if (slot.size === 0) this.#giveNext(slot);
      return true;
    }
    return false;
  }

  #putBack(tasks: readonly PendingTask[]): void {
    this.#queue.putBack(tasks);
    this.#distribute();
  }

  #bury(slot: WorkerSlot, exitCode: number, error: unknown): void {
    this.#slots.delete(slot);
    this.#stats.workerExited(exitCode);
    this.#idle = this.#idle.filter((idle) => idle !== slot);
    const { begun, unbegun } = slot.abandon();
    // A worker that cannot even start takes a task with it: or the pool would start others for ever.
    const harmed = slot.isReady ? begun : [this.#queue.shift()];
    if (!slot.isReady) this.#starting--;
    const failure = slot.startError ?? new WorkerExitError(exitCode, { cause: error });
    for (const task of harmed) if (task !== undefined) this.#failWithWorker(task, failure);
    if (!slot.isReady && !slot.tellStarted(failure) && harmed[0] === undefined && !this.#isShutdown) {
      appLog.error({ err: failure }, "Cannot start a worker");
    }
    if (slot.isReady && begun.length === 0 && error !== undefined) {
      appLog.error({ err: error }, "Uncaught error in a worker between two tasks");
    }
    this.#putBack(unbegun);
    // One that died is replaced with the next call only: what kills it could do so for ever.
    if (slot.isRetiring && !this.#isShutdown) this.#keepWarm();
    this.#endIfDone();
  }

  #failWithWorker(task: PendingTask, failure: unknown): void {
    task.isWanted = false;
    this.#stats.ended(task, task.future.done() ? givenUp(task) : "failed");
    task.fail(failure);
    this.#admitNext(task);
  }

  #endIfDone(): void {
    if (!this.#isShutdown || this.#queue.size > 0) return;
    for (const slot of this.#slots) if (slot.size === 0) slot.retire(this.#graceMs);
    if (this.#slots.size > 0) return;
    for (const resolve of this.#onEmpty.splice(0)) resolve();
  }
}

function bySubmission(a: PendingTask, b: PendingTask): number {
  return a.order - b.order;
}

function givenUp({ abortReason }: PendingTask): Outcome {
  return abortReason === "timeout" || abortReason === "queue" ? "timedOut" : "cancelled";
}
