import { genLog } from "../../base/log/index.ts";
import { Future } from "../../concurrent/index.ts";
import { ForkedProcessStartError, TooManyRestartsError } from "./errors.ts";
import { ForkedProcess } from "./forked-process.ts";
import { HeldSockets } from "./held-sockets.ts";
import { describeEnd, type ProcessEnd } from "./process-end.ts";
import { RestartLimit } from "./restart-limit.ts";
import { type ForkProcessesOptions, readOptions, type SupervisorOptions } from "./supervisor-options.ts";

/**
 * Runs this program in several processes, starts those again that crash, and exchanges them for new ones on demand.
 *
 * `forkProcesses()` and the option `processes` of a server make one, and have it obey signals. Make one yourself if the
 * first process has more to do, or has other reasons to restart. There can be one in a process.
 *
 * @example
 * ```ts
 * import cluster from "node:cluster";
 * import { ProcessSupervisor } from "typhoon/process";
 *
 * if (cluster.isPrimary && process.env["SUPERVISE"] === "yes") {
 *   const supervisor = new ProcessSupervisor(4);
 *   setInterval(() => supervisor.restart(), 24 * 3_600_000);
 *   await supervisor.run();
 * }
 * ```
 */
export class ProcessSupervisor {
  readonly #options: SupervisorOptions;
  readonly #limit: RestartLimit;
  /** Of each number: the one that serves, and perhaps its successor. */
  readonly #processes: Set<ForkedProcess>[];
  readonly #sockets = new HeldSockets();
  readonly #delayed = new Map<number, NodeJS.Timeout>();
  readonly #outcome = new Future<void>();
  #restarting: Promise<boolean> | undefined;
  #isAnotherDue = false;
  #hasBegun = false;
  #isEnding = false;

  /**
   * @param numProcesses - how many; 0: one for each core
   * @param options - limits and times
   * @throws {RangeError} if a number is out of its range
   */
  constructor(numProcesses: number, options: ForkProcessesOptions = {}) {
    this.#options = readOptions(numProcesses, options);
    this.#limit = new RestartLimit(this.#options.maxRestarts);
    this.#processes = Array.from({ length: this.#options.count }, () => new Set());
  }

  /** The system's numbers of the processes that run, in the order of their task ids. */
  get pids(): readonly number[] {
    return this.#all().flatMap(({ pid }) => pid ?? []);
  }

  /**
   * Starts the processes, the first one ahead, and stays with them.
   *
   * @returns resolves when all have ended: each by itself with exit code 0, or after `shutdown()`
   * @throws {ForkedProcessStartError} `ERR_PROCESS_START` if the first one ends before it is ready
   * @throws {TooManyRestartsError} `ERR_TOO_MANY_RESTARTS` if processes crash more often than `maxRestarts` allows
   */
  async run(): Promise<void> {
    const { count } = this.#options;
    genLog.info({ processes: count }, `Starting ${count} ${count === 1 ? "process" : "processes"}`);
    await this.#startFirst();
    for (let taskId = 1; taskId < count && !this.#isEnding; taskId++) this.#fork(taskId);
    this.#hasBegun = true;
    this.#settle();
    await this.#outcome;
  }

  /**
   * Exchanges the processes for new ones of the program as it is now on the disk, one after the other: each new one is
   * ready before the old one is asked to end. No request gets lost.
   *
   * If a new process does not become ready, it is given up, and the old ones stay. While it goes on, a further call begins
   * another round after it.
   *
   * @returns whether all are new
   */
  restart(): Promise<boolean> {
    if (this.#restarting !== undefined) this.#isAnotherDue = true;
    this.#restarting ??= this.#restartAll().finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  /** Asks all processes to end in good order, and resolves when they have; after `stopTimeoutMs` they are killed. */
  async shutdown(): Promise<void> {
    this.#startNoMore();
    const { stopTimeoutMs } = this.#options;
    await Promise.all(this.#all().map((forked) => forked.retire({ idleMs: 0 }, stopTimeoutMs)));
    this.#settle();
  }

  /** Ends all processes at once. */
  kill(): void {
    this.#startNoMore();
    for (const forked of this.#all()) forked.kill();
  }

  #startNoMore(): void {
    this.#isEnding = true;
    for (const timer of this.#delayed.values()) clearTimeout(timer);
    this.#delayed.clear();
  }

  #all(): ForkedProcess[] {
    return this.#processes.flatMap((processes) => [...processes]);
  }

  /** A program that is broken, or whose port is taken, says so once; and the file of a Unix socket is made by one. */
  async #startFirst(): Promise<void> {
    const first = this.#fork(0);
    const isReady = await first.becomesReady(0, this.#options.startTimeoutMs);
    if (!isReady && !first.hasEnded && !this.#isEnding) this.#fail(new ForkedProcessStartError(undefined));
  }

  #fork(taskId: number): ForkedProcess {
    const forked = new ForkedProcess(taskId, this.#sockets);
    this.#processes[taskId]?.add(forked);
    void forked.ended.then((end) => this.#ended(forked, end));
    return forked;
  }

  #ended(forked: ForkedProcess, end: ProcessEnd): void {
    const { taskId, isLeaving } = forked;
    this.#processes[taskId]?.delete(forked);
    const isReplaced = this.#isServed(taskId);
    if (end.returnCode === 0 && !isReplaced) this.#sockets.release(forked);
    else this.#sockets.forget(forked);
    const fields = forked.fields(end);
    if (this.#isEnding || (isLeaving && isReplaced)) genLog.info(fields, `${forked} ${describeEnd(end)}`);
    else if (end.returnCode === 0 && !isLeaving) genLog.info(fields, `${forked} exited normally`);
    else if (isReplaced) genLog.warn(fields, `${forked} ${describeEnd(end)}; another one has its place`);
    else this.#crashed(forked, end);
    this.#settle();
  }

  /** Whether there is one of that number, or will be, that is not about to end. */
  #isServed(taskId: number): boolean {
    const processes = this.#processes[taskId] ?? [];
    return this.#delayed.has(taskId) || [...processes].some(({ isLeaving }) => !isLeaving);
  }

  #crashed(forked: ForkedProcess, end: ProcessEnd): void {
    if (!this.#hasBegun && !forked.isReady) return this.#fail(new ForkedProcessStartError(end));
    const backOffMs = this.#limit.delayAfterCrash(forked.taskId);
    if (backOffMs === undefined) return this.#fail(new TooManyRestartsError(this.#options.maxRestarts));
    // Clients wait until there is one: the last one that has served is replaced immediately.
    const delayMs = forked.isReady && !this.#isAnyAlive() ? 0 : backOffMs;
    const when = delayMs === 0 ? "restarting" : `restarting in ${delayMs} ms`;
    genLog.warn({ ...forked.fields(end), delayMs }, `${forked} ${describeEnd(end)}, ${when}`);
    this.#delayed.set(
      forked.taskId,
      setTimeout(() => this.#forkAgain(forked.taskId), delayMs),
    );
  }

  #isAnyAlive(): boolean {
    return this.#all().some(({ isLeaving, hasEnded }) => !isLeaving && !hasEnded);
  }

  #forkAgain(taskId: number): void {
    this.#delayed.delete(taskId);
    this.#fork(taskId);
  }

  async #restartAll(): Promise<boolean> {
    let isNew = true;
    do {
      this.#isAnotherDue = false;
      genLog.info("Restarting the processes, one after the other");
      for (let taskId = 0; taskId < this.#options.count && isNew; taskId++)
        isNew = await this.#replace(taskId);
    } while (this.#isAnotherDue && isNew);
    if (isNew) genLog.info("All processes are new");
    return isNew;
  }

  /** @returns whether the old one has gone, and a new one has its place */
  async #replace(taskId: number): Promise<boolean> {
    const [old] = this.#processes[taskId] ?? [];
    // It has ended, or is started again anyway.
    if (old === undefined || this.#isEnding) return !this.#isEnding;
    const { startTimeoutMs, stopTimeoutMs, idleMs } = this.#options;
    const successor = this.#fork(taskId);
    if (!(await successor.becomesReady(old.places, startTimeoutMs))) return this.#giveUpRestart(successor);
    await old.retire({ idleMs }, stopTimeoutMs + idleMs);
    return !this.#isEnding;
  }

  #giveUpRestart(successor: ForkedProcess): false {
    if (this.#isEnding) return false;
    genLog.error(
      successor.fields(),
      `${successor} did not become ready: the restart is given up, and the old processes go on`,
    );
    successor.kill();
    return false;
  }

  #fail(error: Error): void {
    this.kill();
    this.#sockets.close();
    if (!this.#outcome.done()) this.#outcome.setException(error);
  }

  #settle(): void {
    if (!this.#hasBegun || this.#delayed.size > 0 || this.#all().length > 0) return;
    this.#sockets.close();
    if (!this.#outcome.done()) this.#outcome.setResult();
  }
}
