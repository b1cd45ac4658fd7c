import { abortedByShutdown } from "./abort-reason.ts";
import { Backlog } from "./backlog.ts";
import type { Call } from "./call.ts";
import { ExecutorShutdownError } from "./executor-errors.ts";
import { FunctionProfiles } from "./function-profile.ts";
import type { Outcome } from "./function-stats.ts";
import { type ChunkReceiver, PendingTask } from "./pending-task.ts";
import { PoolStats } from "./pool-stats.ts";
import type { CreditMessage, FailureMessage, ResultMessage, ReturnMessage } from "./task.ts";
import { type CrewEvents, WorkerCrew, type WorkerCrewOptions } from "./worker-crew.ts";
import type { WorkerSlot } from "./worker-slot.ts";

/** Limits of a pool; all decided by the executor. */
export interface WorkerPoolOptions extends WorkerCrewOptions {
  readonly maxQueue: number;
}

/**
 * The scheduler: gives each worker the task that has waited longest, and asks for workers where they are needed. It
 * knows them only through `PoolWorker`, so threads and processes share it.
 *
 * A task is bound to a worker only when that worker is free to begin it, and has loaded the task's module. So nothing waits
 * behind another task, or for a worker that starts, while a worker is idle, and the death of a worker harms one task at the
 * most. Calls of functions that have proved to take
 * microseconds are the exception: a worker gets several at once, and loses those that it has not begun as soon as
 * another worker is idle, or one of them takes long; see `SentAhead`.
 */
export class WorkerPool implements CrewEvents {
  readonly #profiles = new FunctionProfiles();
  readonly #stats = new PoolStats();
  readonly #crew: WorkerCrew;
  readonly #backlog: Backlog;
  #isShutdown = false;
  #onEmpty: (() => void)[] = [];

  constructor(options: WorkerPoolOptions) {
    this.#crew = new WorkerCrew(options, this.#stats, this);
    this.#backlog = new Backlog(this.#crew.slots, options.maxQueue, {
      putBack: (tasks) => this.#putBack(tasks),
      notSent: (task, error) => this.#notSent(task, error),
      onLess: (slot) => this.#onLess(slot),
    });
  }

  /** Starts the workers that are always there. Resolves when all that start have done so. */
  async start(): Promise<void> {
    if (this.#isShutdown) throw new ExecutorShutdownError();
    await this.#crew.start();
  }

  /**
   * Queues a call; it begins at once if a worker is idle.
   *
   * @param receiver - takes the values, if the call runs a generator
   */
  submit(call: Call, receiver?: ChunkReceiver): PendingTask {
    if (this.#isShutdown) throw new ExecutorShutdownError();
    this.#backlog.checkRoom(this.#crew.takers);
    const task = new PendingTask(call, this, this.#profiles.of(call), receiver);
    this.#stats.submitted(task);
    if (task.future.done()) return this.#refuse(task);
    if (!this.#backlog.add(task)) return task;
    this.#distribute();
    this.#crew.keepWarm();
    return task;
  }

  dropQueued(task: PendingTask): boolean {
    if (!this.#backlog.drop(task) && !this.#takeBack(task)) return false;
    this.#countGivenUp(task);
    this.#backlog.admitNext(task);
    this.#distribute();
    this.#endIfDone();
    return true;
  }

  retryAfterMs(): number {
    return this.#backlog.retryAfterMs();
  }

  abortRunning(task: PendingTask): void {
    // A generator that waits until its values are taken sees nothing else.
    if (task.isStream) this.sendToRunning(task, { type: "return", id: task.id });
    this.#crew.slotOf(task)?.abort(task, this.#crew.graceMs);
  }

  /** Nobody takes more values of a generator: it is told to end, and ended with its worker if it does not. */
  endStream(task: PendingTask): void {
    if (task.future.done() || task.future.cancel("nobody takes its values")) return;
    this.abortRunning(task);
  }

  sendToRunning(task: PendingTask, message: CreditMessage | ReturnMessage): void {
    this.#crew.slotOf(task)?.post(message);
  }

  /**
   * Takes no more calls; those that are pending still run.
   *
   * @returns a promise that resolves when all workers have ended
   */
  shutdown(cancelPending: boolean): Promise<void> {
    this.#isShutdown = true;
    this.#crew.close();
    if (cancelPending) for (const task of this.#backlog.recall()) task.future.cancel(abortedByShutdown());
    return new Promise((resolve) => {
      this.#onEmpty.push(resolve);
      this.#endIfDone();
    });
  }

  /** Numbers of this moment. */
  stats() {
    const { slots } = this.#crew;
    return {
      workers: slots.size,
      running: [...slots].filter((slot) => slot.size > 0).length,
      queued: this.#backlog.size,
      workerHeapBytes: [...slots].map(({ life }) => life.heapBytes),
      ...this.#stats.collect(this.#profiles.values(), this.#crew.running(), this.#backlog.toArray()),
    };
  }

  onFree(slot: WorkerSlot): void {
    this.#giveNext(slot);
  }

  onAnswer(slot: WorkerSlot, task: PendingTask, message: ResultMessage | FailureMessage): void {
    task.profile.record(message.runMs);
    this.#backlog.noteDrain(slot);
    const outcome = message.type === "result" ? "completed" : "failed";
    this.#stats.answered(task, task.future.done() ? early(task) : outcome, message.runMs, slot.headSince);
    this.#backlog.admitNext(task);
    if (slot.running !== undefined) this.#stats.began(slot.running);
    // Before the caller hears of it: what it does next must find this worker busy with the next task.
    this.#replenish(slot);
    if (message.type === "result") task.succeed(message.value);
    else void task.failRemotely(message.error);
  }

  onDrained(): void {
    this.#backlog.ahead.flush();
  }

  onStartFailure(failure: unknown): boolean {
    const task = this.#backlog.queue.shift();
    if (task !== undefined) this.onVictim(task, failure);
    return task !== undefined;
  }

  onUnprepared(task: PendingTask, failure: unknown): void {
    if (this.#backlog.drop(task)) this.onVictim(task, failure);
  }

  onBroken(task: PendingTask, error: unknown): void {
    task.fail(error);
    this.abortRunning(task);
  }

  onUnread(slot: WorkerSlot): void {
    slot.resend((task, error) => this.#notSent(task, error));
    this.#onLess(slot);
  }

  onVictim(task: PendingTask, failure: unknown): void {
    task.isWanted = false;
    this.#stats.ended(task, task.future.done() ? givenUp(task) : "failed");
    task.fail(failure);
    this.#backlog.admitNext(task);
  }

  onGone(unbegun: readonly PendingTask[]): void {
    this.#putBack(unbegun);
    this.#endIfDone();
  }

  /** Its signal was aborted before it was submitted. */
  #refuse(task: PendingTask): PendingTask {
    task.isWanted = false;
    this.#countGivenUp(task);
    return task;
  }

  #countGivenUp(task: PendingTask): void {
    this.#stats.ended(task, givenUp(task));
  }

  /** Gives waiting tasks to idle workers, then to new ones, then ahead to those that are quick. */
  #distribute(): void {
    const { queue, ahead } = this.#backlog;
    while (queue.size > 0) {
      const idle = this.#crew.takeIdle();
      if (idle === undefined) break;
      this.#giveNext(idle);
    }
    this.#crew.startFor(queue.size);
    if (queue.size > 0) ahead.fill(queue);
  }

  /** A worker has ended one of its tasks. */
  #replenish(slot: WorkerSlot): void {
    const isFree = slot.size === 0;
    if (isFree) this.#giveNext(slot);
    if (this.#backlog.queue.size > 0 && (!isFree || this.#crew.hasIdle)) this.#distribute();
  }

  #giveNext(slot: WorkerSlot): void {
    if (slot.isEnding || slot.preparing !== undefined) return;
    if (slot.isRetiring) return slot.retire(this.#crew.graceMs);
    const { queue, ahead } = this.#backlog;
    if (queue.size === 0) ahead.takeFor(slot, queue);
    for (let task = queue.peek(); task !== undefined; task = queue.peek()) {
      if (!slot.isPreparedFor(task)) return this.#crew.prepareFor(slot, task);
      queue.shift();
      if (this.#begin(slot, task)) return queue.size > 0 ? ahead.fill(queue) : undefined;
    }
    this.#crew.rest(slot);
  }

  #begin(slot: WorkerSlot, task: PendingTask): boolean {
    try {
      slot.begin(task);
      this.#stats.began(task);
      return true;
    } catch (error) {
      this.#notSent(task, error);
      return false;
    }
  }

  #notSent(task: PendingTask, error: unknown): void {
    this.#stats.ended(task, "failed");
    task.fail(task.explainNotSent(error));
    this.#backlog.admitNext(task);
  }

  #onLess(slot: WorkerSlot): void {
    if (slot.size === 0) this.#giveNext(slot);
    this.#distribute();
  }

  /** A task that was sent, and that no worker has begun. */
  #takeBack(task: PendingTask): boolean {
    for (const slot of this.#crew.slots) {
      if (!slot.revoke(task)) continue;
      if (slot.size === 0) this.#giveNext(slot);
      return true;
    }
    return false;
  }

  #putBack(tasks: readonly PendingTask[]): void {
    this.#backlog.queue.putBack(tasks);
    this.#distribute();
  }

  #endIfDone(): void {
    if (!this.#isShutdown || this.#backlog.queue.size > 0 || !this.#crew.endUnused()) return;
    for (const resolve of this.#onEmpty.splice(0)) resolve();
  }
}

/** Of a call whose caller has had an answer before its worker was done. */
function early(task: PendingTask): Outcome {
  return task.abortReason === undefined && !task.future.cancelled() ? "failed" : givenUp(task);
}

function givenUp({ abortReason }: PendingTask): Outcome {
  return abortReason === "timeout" || abortReason === "queue" ? "timedOut" : "cancelled";
}
