import { appLog, genLog } from "../base/log/index.ts";
import type { Call } from "./call.ts";
import { decodeError } from "./error-codec.ts";
import { WorkerExitError, WorkerStartError } from "./executor-errors.ts";
import type { PendingTask, TaskHolder } from "./pending-task.ts";
import type { PoolStats } from "./pool-stats.ts";
import type { StartWorker } from "./pool-worker.ts";
import { StartTask } from "./start-task.ts";
import type { BrokenMessage, FailureMessage, FromWorker, PreparedMessage, ResultMessage } from "./task.ts";
import { runWorkerCallback } from "./worker-callback.ts";
import { type RetirementClock, type WorkerLifeOptions, WorkerRetirement } from "./worker-retirement.ts";
import { WorkerSlot } from "./worker-slot.ts";

/** How workers of a pool begin and end. */
export interface WorkerCrewOptions {
  readonly maxWorkers: number;
  /** How long a worker may take to end, after it was told to. */
  readonly graceMs: number;
  readonly startWorker: StartWorker;
  /** What each new worker does first. */
  readonly onWorkerStart?: Call | undefined;
  /** How long workers live. */
  readonly life?: WorkerLifeOptions;
  /** By which they age, for tests. */
  readonly clock?: RetirementClock;
}

/** The scheduler's side of what happens to workers. */
export interface CrewEvents extends TaskHolder {
  /** The worker has no call and can take one. */
  onFree(slot: WorkerSlot): void;
  /** The worker has ended a call. */
  onAnswer(slot: WorkerSlot, task: PendingTask, message: ResultMessage | FailureMessage): void;
  /** All messages that had arrived together were passed on. */
  onDrained(): void;
  /** A worker could not start. @returns whether a call has failed with it */
  onStartFailure(failure: unknown): boolean;
  /** A worker has died while it loaded what the call needs. */
  onUnprepared(task: PendingTask, failure: unknown): void;
  /** A value of the stream has not arrived. */
  onBroken(task: PendingTask, error: unknown): void;
  /** The worker has not got all that was sent to it. */
  onUnread(slot: WorkerSlot): void;
  /** A worker has died with this call. */
  onVictim(task: PendingTask, failure: unknown): void;
  /** A worker is gone. @param unbegun - calls that were sent to it, and that it has not begun */
  onGone(unbegun: readonly PendingTask[]): void;
}

/** Spoiled workers are replaced one after the other. */
const replacementGapMs = 1_000;

/**
 * The workers of a pool: starts them when they are needed, prepares them, keeps some warm, lets them retire, and
 * buries the dead.
 */
export class WorkerCrew {
  readonly #slots = new Set<WorkerSlot>();
  readonly #options: WorkerCrewOptions;
  readonly #events: CrewEvents;
  readonly #stats: PoolStats;
  readonly #retirement: WorkerRetirement<WorkerSlot>;
  // The worker that became idle last goes first: its caches are warm, and the others may retire.
  #idle: WorkerSlot[] = [];
  #starting = 0;
  #nextReplacement = 0;
  #isClosing = false;

  constructor(options: WorkerCrewOptions, stats: PoolStats, events: CrewEvents) {
    this.#options = options;
    this.#stats = stats;
    this.#events = events;
    const retiring = {
      idle: () => this.#idle,
      count: () => [...this.#slots].filter((slot) => !slot.isEnding).length,
      retire: (slot: WorkerSlot) => this.#retire(slot),
    };
    this.#retirement = new WorkerRetirement(options.life ?? {}, retiring, options.clock);
  }

  /** All workers, also those that start or end. */
  get slots(): ReadonlySet<WorkerSlot> {
    return this.#slots;
  }

  /** Whether a worker waits for a call. */
  get hasIdle(): boolean {
    return this.#idle.length > 0;
  }

  /** How many workers wait for a call, start, or could be started. */
  get takers(): number {
    return this.#idle.length + this.#starting + (this.#options.maxWorkers - this.#slots.size);
  }

  /** How long an aborted call, or a worker that ends, may take. */
  get graceMs(): number {
    return this.#options.graceMs;
  }

  /** The calls that run. */
  running(): PendingTask[] {
    return [...this.#slots].flatMap(({ isReady, running }) => (isReady ? (running ?? []) : []));
  }

  /** @returns the worker that runs the call */
  slotOf(task: PendingTask): WorkerSlot | undefined {
    for (const slot of this.#slots) if (slot.running === task) return slot;
    return undefined;
  }

  /** Starts the workers that are always there. Resolves when all that start have done so. */
  async start(): Promise<void> {
    this.keepWarm();
    await Promise.all([...this.#slots].map((slot) => slot.started()));
  }

  /** Starts what is missing to `minWorkers`. */
  keepWarm(): void {
    while (this.#slots.size < this.#retirement.minWorkers) this.#startOne();
  }

  /** Starts a worker for each of so many calls, as far as they may be and none starts already. */
  startFor(calls: number): void {
    while (this.#slots.size < this.#options.maxWorkers && this.#starting < calls) this.#startOne();
  }

  /** @returns the worker that has rested for the shortest time; it rests no more */
  takeIdle(): WorkerSlot | undefined {
    return this.#idle.pop();
  }

  /**
   * The worker has not loaded what the next call needs: until it has, it counts as one that starts, and the call stays in
   * the queue for whichever worker is free first.
   */
  prepareFor(slot: WorkerSlot, task: PendingTask): void {
    this.#starting++;
    slot.prepare(task);
  }

  /** There is no call for this worker. */
  rest(slot: WorkerSlot): void {
    if (this.#isClosing) return slot.retire(this.graceMs);
    slot.rest();
    this.#idle.push(slot);
    this.#retirement.rest(slot.life);
  }

  /** Workers that become free end from now on. */
  close(): void {
    this.#isClosing = true;
    this.#retirement.stop();
  }

  /** Ends the workers that have no call. @returns whether none is left */
  endUnused(): boolean {
    for (const slot of this.#slots) if (slot.size === 0) slot.retire(this.graceMs);
    return this.#slots.size === 0;
  }

  #startOne(): void {
    this.#starting++;
    this.#stats.workerStarted();
    const life = this.#retirement.beginLife();
    this.#slots.add(new WorkerSlot(this.#options.startWorker, this.#slotEvents, life));
  }

  readonly #slotEvents = {
    onMessage: (slot: WorkerSlot, message: FromWorker): void => {
      switch (message.type) {
        case "ready":
          return this.#prepare(slot);
        case "prepared":
          return this.#endPreparing(slot, message);
        case "chunk":
          return slot.running?.receive(message.value);
        case "callback":
          return runWorkerCallback(message);
        case "broken":
          return this.#break(slot, message);
        case "unread":
          return this.#events.onUnread(slot);
        case "lost":
          return genLog.error({ err: decodeError(message.error) }, "Cannot read a message of a worker");
        default:
          return this.#answered(slot, message);
      }
    },
    onDrained: (): void => this.#events.onDrained(),
    onExit: (slot: WorkerSlot, exitCode: number, error: unknown): void => this.#bury(slot, exitCode, error),
  };

  /** A worker is there: before anything else it makes the call that prepares it. */
  #prepare(slot: WorkerSlot): void {
    const { onWorkerStart } = this.#options;
    if (onWorkerStart === undefined) this.#welcome(slot);
    else slot.begin(new StartTask(onWorkerStart, this.#events));
  }

  #answered(slot: WorkerSlot, message: ResultMessage | FailureMessage): void {
    const task = slot.settle(message.id);
    if (task === undefined) return;
    if (!slot.isReady) return this.#endPreparation(slot, task, message);
    this.#note(slot, message);
    this.#events.onAnswer(slot, task, message);
  }

  #break(slot: WorkerSlot, message: BrokenMessage): void {
    const task = slot.running;
    if (task?.id === message.id) this.#events.onBroken(task, decodeError(message.error));
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
    this.#events.onFree(slot);
  }

  #endPreparing(slot: WorkerSlot, { failure }: PreparedMessage): void {
    const task = slot.preparing;
    if (task === undefined) return;
    this.#starting--;
    slot.endPreparing();
    if (failure !== undefined && this.#mayReplace()) {
      slot.isRetiring = true;
      // It takes the call with it, or others would start for ever.
      this.#events.onUnprepared(task, decodeError(failure));
    }
    this.#events.onFree(slot);
  }

  #note(slot: WorkerSlot, message: ResultMessage | FailureMessage): void {
    const { life } = slot;
    life.tasks++;
    if (message.type === "result") life.heapBytes = message.heapBytes ?? life.heapBytes;
    const isSpoiled = message.type === "failure" && message.isWorkerSpoiled === true;
    if ((isSpoiled && this.#mayReplace()) || this.#retirement.isDue(life)) slot.isRetiring = true;
  }

  /** What cannot be loaded at all would cost a new worker with each call. */
  #mayReplace(): boolean {
    const now = performance.now();
    if (now < this.#nextReplacement) return false;
    this.#nextReplacement = now + replacementGapMs;
    return true;
  }

  #retire(slot: WorkerSlot): void {
    this.#forgetIdle(slot);
    slot.isRetiring = true;
    slot.retire(this.graceMs);
  }

  #bury(slot: WorkerSlot, exitCode: number, error: unknown): void {
    this.#slots.delete(slot);
    this.#stats.workerExited(exitCode);
    this.#forgetIdle(slot);
    const { begun, unbegun } = slot.abandon();
    const failure = slot.startError ?? new WorkerExitError(exitCode, { cause: error });
    if (!slot.isReady) this.#buryUnprepared(slot, failure);
    else if (slot.preparing !== undefined) this.#buryPreparing(slot.preparing, failure);
    else if (begun.length > 0) for (const task of begun) this.#events.onVictim(task, failure);
    else if (error !== undefined)
      appLog.error({ err: error }, "Uncaught error in a worker between two tasks");
    this.#events.onGone(unbegun);
    // One that died is replaced with the next call only: what kills it could do so for ever.
    if (slot.isRetiring && !this.#isClosing) this.keepWarm();
  }

  /** A worker that cannot even start takes a call with it: or the pool would start others for ever. */
  #buryUnprepared(slot: WorkerSlot, failure: unknown): void {
    this.#starting--;
    const isTold = this.#events.onStartFailure(failure);
    if (slot.tellStarted(failure) || isTold || this.#isClosing) return;
    appLog.error({ err: failure }, "Cannot start a worker");
  }

  /** What the call needs has ended the worker: it goes with it, or it would end all others. */
  #buryPreparing(task: PendingTask, failure: unknown): void {
    this.#starting--;
    this.#events.onUnprepared(task, failure);
  }

  #forgetIdle(slot: WorkerSlot): void {
    this.#idle = this.#idle.filter((idle) => idle !== slot);
  }
}
