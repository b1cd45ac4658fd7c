import type { Transferable } from "node:worker_threads";
import type { FunctionProfile } from "./function-profile.ts";
import { setLongTimeout } from "./long-timeout.ts";
import { hasBegun } from "./orderly-end.ts";
import type { PendingTask } from "./pending-task.ts";
import type { PoolWorker, StartWorker } from "./pool-worker.ts";
import type { FromWorker } from "./task.ts";
import type { WorkerLife } from "./worker-retirement.ts";

/** What a pool does when something happens at one of its workers. */
export interface SlotEvents {
  onMessage(slot: WorkerSlot, message: FromWorker): void;
  onDrained(): void;
  onExit(slot: WorkerSlot, exitCode: number, error: unknown): void;
}

/** A worker, and the tasks that it holds: the first one runs, the others were sent ahead. */
export class WorkerSlot {
  isReady = false;
  // Between `end()` and the exit: a task that was given to it now would be lost.
  isEnding = false;
  /** It ends after what it has, for a good reason: others take its place where they are needed. */
  isRetiring = false;
  /** Why it could not start. */
  startError: unknown;
  /** The task whose module it loads, without holding it: whichever worker is free first runs it. */
  preparing: PendingTask | undefined;
  readonly life: WorkerLife;
  /** Since when the first task has been the first. */
  headSince = 0;
  readonly #worker: PoolWorker;
  readonly #tasks: PendingTask[] = [];
  /** What it has loaded: the function that it ran last, and all of them. */
  #lastKnown: FunctionProfile | undefined;
  readonly #known = new Set<FunctionProfile>();
  #unsent: PendingTask[] = [];
  #isBusy = true;
  #graceTimer: NodeJS.Timeout | undefined;
  #onStarted: ((error: unknown) => void)[] = [];

  constructor(start: StartWorker, events: SlotEvents, life: WorkerLife) {
    this.life = life;
    this.#worker = start({
      onMessage: (message) => events.onMessage(this, message),
      onDrained: () => events.onDrained(),
      onExit: (exitCode, error) => events.onExit(this, exitCode, error),
    });
  }

  /** The task that runs. */
  get running(): PendingTask | undefined {
    return this.#tasks[0];
  }

  /** The tasks that were sent ahead. */
  get ahead(): readonly PendingTask[] {
    return this.#tasks.slice(1);
  }

  /** How many tasks it holds. */
  get size(): number {
    return this.#tasks.length;
  }

  /** Whether it has loaded what the task needs, so that it can begin it immediately. */
  isPreparedFor({ profile }: PendingTask): boolean {
    if (profile === this.#lastKnown) return true;
    if (!this.#known.has(profile)) return false;
    this.#lastKnown = profile;
    return true;
  }

  /** Has the worker, which holds no task, load what this one needs. */
  prepare(task: PendingTask): void {
    this.preparing = task;
    this.#setBusy(true);
    this.#worker.post([{ type: "prepare", ref: task.ref }]);
  }

  /** The worker has loaded it. */
  endPreparing(): void {
    if (this.preparing !== undefined) this.#known.add(this.preparing.profile);
    this.preparing = undefined;
  }

  /** Whether one more such task may be sent ahead. */
  hasRoomFor(task: PendingTask): boolean {
    const size = this.#tasks.length;
    if (size === 0 || !this.#worker.hasRoomBeside(size) || size >= task.profile.sentAhead) return false;
    if (!this.isReady || this.isEnding || this.isRetiring || !this.isPreparedFor(task)) return false;
    return this.#tasks[0]?.isShort === true;
  }

  /**
   * Sends a task to a worker that holds none.
   *
   * @throws whatever its values throw while they are read, and a `DataCloneError` if they cannot travel; the worker is as
   *   it was then
   */
  begin(task: PendingTask): void {
    this.#openAndPost(task);
    this.#tasks.push(task);
    this.headSince = performance.now();
    task.begunAt = this.headSince;
    task.wasSentAhead = false;
    hasBegun(task);
    this.#setBusy(true);
    if (task.profile.isShort) this.#worker.expectSoon();
  }

  /** Gives a task ahead; it goes with the next `flush()`. */
  add(task: PendingTask): void {
    this.#open(task);
    task.wasSentAhead = true;
    this.#tasks.push(task);
    this.#unsent.push(task);
  }

  /**
   * Sends what was added.
   *
   * @param onFailed - takes each task that cannot travel
   * @returns whether any could not
   */
  flush(onFailed: (task: PendingTask, error: unknown) => void): boolean {
    const tasks = this.#unsent;
    if (tasks.length === 0) return false;
    this.#unsent = [];
    try {
      this.#post(tasks);
      this.#worker.expectSoon();
      return false;
    } catch {
      return tasks.filter((task) => !this.#sendAlone(task, onFailed)).length > 0;
    }
  }

  /** The worker has not got all that was sent ahead to it: what it has not begun is sent again, one by one. */
  resend(onFailed: (task: PendingTask, error: unknown) => void): void {
    for (const task of this.#tasks.filter((one) => this.#worker.takeBack(one.claim))) {
      this.#open(task);
      this.#sendAlone(task, onFailed);
    }
  }

  /** The worker has answered. @returns the task, or `undefined` if it is not held here any more */
  settle(taskId: number): PendingTask | undefined {
    const index = this.#tasks.findIndex((task) => task.id === taskId);
    const task = this.#tasks[index];
    if (task === undefined) return undefined;
    if (task.wasSentAhead) task.begunAt = this.headSince;
    this.headSince = performance.now();
    clearTimeout(this.#graceTimer);
    this.#tasks.splice(index, 1);
    return task;
  }

  /** Takes a task back that was sent ahead. @returns `false` if it runs, or is not held here */
  revoke(task: PendingTask): boolean {
    const index = this.#tasks.indexOf(task);
    if (index === -1) return false;
    if (!this.#worker.takeBack(task.claim)) return false;
    this.#tasks.splice(index, 1);
    const unsent = this.#unsent.indexOf(task);
    if (unsent !== -1) this.#unsent.splice(unsent, 1);
    return true;
  }

  /** Takes tasks back that were sent ahead, the oldest first. @param most - no more than so many */
  revokeAhead(most: number): PendingTask[] {
    return this.#tasks.slice(1, 1 + most).filter((task) => this.revoke(task));
  }

  /** The worker is gone: @returns the tasks that it had begun, and those that it had not */
  abandon(): { readonly begun: readonly PendingTask[]; readonly unbegun: readonly PendingTask[] } {
    clearTimeout(this.#graceTimer);
    const unbegun = [...this.#tasks].filter((task) => this.revoke(task));
    return { begun: this.#tasks.splice(0), unbegun };
  }

  /** Hears of what the worker has done and not told of yet. */
  look(): void {
    this.#worker.look();
  }

  /** Tells the running task to end, and ends the worker if it does not within `graceMs`. */
  abort(task: PendingTask, graceMs: number): void {
    this.#worker.abort(task.id);
    // A stream that nobody takes any more may be aborted once more: a timer that nobody knows would end the worker of
    // another task.
    clearTimeout(this.#graceTimer);
    this.#graceTimer = setLongTimeout(() => this.end(), graceMs);
  }

  /** Sends on a running stream. */
  post(message: Parameters<PoolWorker["post"]>[0][number]): void {
    this.#worker.post([message]);
  }

  /** It has nothing to do. */
  rest(): void {
    this.#setBusy(false);
  }

  /** Resolves when it takes tasks. */
  started(): Promise<void> {
    if (this.isReady) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#onStarted.push((error) => (error === undefined ? resolve() : reject(error)));
    });
  }

  /** It takes tasks now, or never will. @returns whether anybody has waited for it */
  tellStarted(error?: unknown): boolean {
    const waiting = this.#onStarted.splice(0);
    for (const tell of waiting) tell(error);
    return waiting.length > 0;
  }

  /** Lets a worker without tasks end itself, once; ends it if it does not within `graceMs`. */
  retire(graceMs: number): void {
    if (this.isEnding) return;
    if (!this.isReady) return this.end();
    this.isEnding = true;
    // Whoever waits for its end sees it.
    this.#setBusy(true);
    this.#worker.post([{ type: "end" }]);
    this.#graceTimer = setLongTimeout(() => this.#worker.terminate(), graceMs);
  }

  /** Ends the worker at once, and once only. */
  end(): void {
    if (this.isEnding) return;
    this.isEnding = true;
    this.#worker.terminate();
  }

  #open(task: PendingTask): void {
    task.isWanted = false;
    task.worker = this.#worker;
    task.claim = this.#worker.openClaim();
  }

  #openAndPost(task: PendingTask): void {
    this.#open(task);
    try {
      this.#post([task]);
    } catch (error) {
      this.#worker.takeBack(task.claim);
      throw error;
    }
  }

  /** @returns whether it was sent, or had been taken back before */
  #sendAlone(task: PendingTask, onFailed: (task: PendingTask, error: unknown) => void): boolean {
    try {
      this.#post([task]);
      return true;
    } catch (error) {
      // What it did while it was read may have given it up.
      if (!this.revoke(task)) return true;
      onFailed(task, error);
      return false;
    }
  }

  #post(tasks: readonly PendingTask[]): void {
    const moves: Transferable[] = [];
    const messages = tasks.map((task) => task.toMessage(moves));
    this.#worker.post(messages, moves);
  }

  #setBusy(isBusy: boolean): void {
    if (this.#isBusy === isBusy) return;
    this.#isBusy = isBusy;
    this.#worker.setBusy(isBusy);
  }
}
