import cluster, { type Worker } from "node:cluster";
import { genLog } from "../../base/log/index.ts";
import { setLongTimeout } from "../../concurrent/internal.ts";
import type { HeldSockets } from "./held-sockets.ts";
import { type BindRequest, envelope, type Retire, readToSupervisor } from "./messages.ts";
import { type ProcessEnd, processEnd } from "./process-end.ts";
import { taskIdVariable } from "./task-id.ts";

/** A process that runs this program, as its supervisor sees it. */
export class ForkedProcess {
  readonly taskId: number;
  /** How it has ended; comes after everything that it has said. */
  readonly ended: Promise<ProcessEnd>;
  readonly #worker: Worker;
  readonly #sockets: HeldSockets;
  readonly #waiting = new Set<() => void>();
  #isForked = false;
  #places = 0;
  #end: ProcessEnd | undefined;
  #isLeaving = false;

  /**
   * Starts it.
   *
   * @param taskId - its number
   * @param sockets - those that it can listen on
   */
  constructor(taskId: number, sockets: HeldSockets) {
    this.taskId = taskId;
    this.#sockets = sockets;
    this.#worker = cluster.fork({ [taskIdVariable]: String(taskId) });
    this.#worker.on("message", (message: unknown) => this.#receive(message));
    this.#worker.on("error", (error) =>
      genLog.warn({ ...this.fields(), err: error }, `${this} cannot be reached`),
    );
    this.ended = this.#whenEnded();
  }

  /** The system's number of it; `undefined` if it could not be started. */
  get pid(): number | undefined {
    return this.#worker.process.pid;
  }

  /** Whether it does its work: it listens, or has gone on behind `forkProcesses`. */
  get isReady(): boolean {
    return this.#isForked || this.#places > 0;
  }

  /** How many servers of it listen. */
  get places(): number {
    return this.#places;
  }

  /** Whether it is gone. */
  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** Whether it was asked to end. */
  get isLeaving(): boolean {
    return this.#isLeaving;
  }

  /**
   * Waits until it is ready, and at least so many of its servers listen.
   *
   * @returns whether it is ready; `false` as soon as it has ended
   */
  async becomesReady(places: number, timeoutMs: number): Promise<boolean> {
    let isLate = false;
    const timer = setLongTimeout(() => {
      isLate = true;
      this.#changed();
    }, timeoutMs);
    while (!this.#end && !isLate && !(this.isReady && this.#places >= places)) await this.#change();
    clearTimeout(timer);
    return this.isReady && this.#end === undefined;
  }

  /** Asks it to end in good order, and kills it if it takes too long; resolves when it has ended. */
  async retire(message: Retire, timeoutMs: number): Promise<void> {
    this.#isLeaving = true;
    // One that still starts might read the message only when it is done with that.
    if (this.isReady) this.#worker.send(envelope({ retire: message }), ignore);
    else this.#worker.process.kill("SIGTERM");
    const timer = setLongTimeout(() => this.#tooLate(timeoutMs), timeoutMs);
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends it at once. */
  kill(): void {
    this.#isLeaving = true;
    this.#worker.process.kill("SIGKILL");
  }

  /** What a line about it says in fields, for programs that read the log. */
  fields(end?: ProcessEnd): object {
    return { taskId: this.taskId, childPid: this.pid, ...end };
  }

  toString(): string {
    return `Process ${this.taskId} (pid ${this.pid})`;
  }

  #receive(message: unknown): void {
    const told = readToSupervisor(message);
    if (told === undefined) return;
    if (typeof told === "object") {
      if ("bind" in told) this.#bind(told.bind);
      else this.#sockets.release(this, told.unbind);
      return;
    }
    if (told === "listening") this.#places++;
    else this.#isForked = true;
    this.#changed();
  }

  #bind(request: BindRequest): void {
    const { socket, errno } = this.#sockets.bind(this, request);
    const message = envelope({ bound: { id: request.id, ...(errno !== undefined && { errno }) } });
    // The types know sockets that Node has documented only.
    Reflect.apply(this.#worker.process.send, this.#worker.process, [message, socket, undefined, ignore]);
  }

  async #whenEnded(): Promise<ProcessEnd> {
    const disconnected = this.#whenDisconnected();
    const end = await this.#whenExited();
    // Its last messages come after its exit, and before the end of the channel, which is not always reported.
    await patiently(disconnected);
    this.#end = end;
    this.#changed();
    return end;
  }

  #whenExited(): Promise<ProcessEnd> {
    const { process: child } = this.#worker;
    return new Promise((resolve) => {
      child.once("exit", (code, signal) => resolve(processEnd(code, signal)));
      // Without a process there is no exit.
      child.once("error", () => child.pid === undefined && resolve(processEnd(null, null)));
    });
  }

  #whenDisconnected(): Promise<void> {
    const worker = this.#worker;
    if (worker.process.pid === undefined || !worker.isConnected()) return Promise.resolve();
    return new Promise((resolve) => worker.once("disconnect", resolve));
  }

  #tooLate(timeoutMs: number): void {
    genLog.error({ ...this.fields(), timeoutMs }, `${this} did not end within ${timeoutMs} ms: it is killed`);
    this.kill();
  }

  #changed(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }
}

const patienceAfterExitMs = 1_000;

async function patiently(disconnected: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceAfterExitMs);
  });
  await Promise.race([disconnected, tooLate]);
  clearTimeout(timer);
}

/** A process that is gone is reported by its end. */
function ignore(): void {}
