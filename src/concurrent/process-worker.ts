import { type ChildProcess, fork } from "node:child_process";
import { Socket } from "node:net";
import { constants, getPriority, setPriority } from "node:os";
import { inheritedEnvironment, inheritedOptions } from "./child-options.ts";
import { decodeError } from "./error-codec.ts";
import { loopRest } from "./loop-rest.ts";
import { fromBytes, toBytes } from "./message-bytes.ts";
import type { PoolWorker, PoolWorkerEvents, StartWorker } from "./pool-worker.ts";
import type { FromWorker, ToWorker } from "./task.ts";
import { threadEntry } from "./thread-entry.ts";
import { inPlaceOfUnread } from "./unread-message.ts";
import { controlDescriptor, isStartedAt, startVariable } from "./worker/process-start.ts";
import { ignoredSignals, serveProcess } from "./worker/serve-process.ts";
import { workerEnd } from "./worker/serve-tasks.ts";

/** Options of a process. */
export interface ProcessOptions {
  /** How nice the process is to this one, from 0 to 19. */
  readonly niceness: number;
  /** Limit of its heap, in MiB. */
  readonly maxMemoryMb?: number;
}

/** @returns what starts processes for a pool */
export function processStarter(options: ProcessOptions): StartWorker {
  return (events) => new ProcessWorker(options, events);
}

/**
 * A worker of the pool that is a process.
 *
 * It has one task at a time: without shared memory nobody could decide who has one that was sent ahead.
 */
class ProcessWorker implements PoolWorker {
  /** Absent if the system refused at once. */
  #child: ChildProcess | undefined;
  readonly #options: ProcessOptions;
  readonly #events: PoolWorkerEvents;
  #lastClaim = 0;
  /** The claim of a task that found the channel closed. */
  #undelivered = 0;
  #isReady = false;
  #restarts = 0;
  #lastError: unknown;
  #isEnded = false;

  constructor(options: ProcessOptions, events: PoolWorkerEvents) {
    this.#options = options;
    this.#events = events;
    this.#start();
  }

  hasRoomBeside(): boolean {
    return false;
  }

  openClaim(): number {
    return ++this.#lastClaim;
  }

  takeBack(claim: number): boolean {
    return claim === this.#undelivered;
  }

  /** Its answers come as events only. */
  expectSoon(): void {}

  look(): void {}

  /** Buffers to transfer are copied: memory does not move between processes. */
  post(messages: readonly ToWorker[]): void {
    const bytes = toBytes(messages, messages.find((message) => message.type === "run")?.id);
    // Of a running task, what is sent later may get lost, but that has begun.
    const claim = messages.find((message) => message.type === "run")?.claim;
    // A process that is gone is reported by its end.
    const isLost = (error: Error | null) => {
      if (error !== null && claim !== undefined) this.#undelivered = claim;
    };
    if (this.#child?.connected) this.#child.send(bytes, isLost);
    else isLost(new Error("disconnected"));
  }

  abort(taskId: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(taskId);
    this.#control?.write(bytes);
  }

  setBusy(isBusy: boolean): void {
    if (isBusy) this.#child?.ref();
    else this.#child?.unref();
  }

  terminate(): void {
    this.#isEnded = true;
    // A process that ends keeps this one alive, so that whoever waits for the end sees it.
    this.#child?.ref();
    this.#child?.kill("SIGKILL");
  }

  /** Absent if the process did not start. */
  get #control(): Socket | undefined {
    const control = this.#child?.stdio?.[controlDescriptor];
    return control instanceof Socket ? control : undefined;
  }

  #start(): void {
    try {
      this.#child = startProcess(this.#options);
      this.#listen(this.#child);
    } catch (error) {
      setImmediate(() => this.#events.onExit(1, error));
    }
  }

  #listen(child: ChildProcess): void {
    // The process itself keeps this one alive while it is busy; when it is gone, what it leaves behind does.
    this.#keepAlive("unref");
    child.on("exit", () => this.#keepAlive("ref"));
    this.#control?.on("error", () => {});
    child.on("message", (message) => this.#receive(message));
    child.on("error", (error) => {
      // Without a process nothing else is sure to follow.
      if (child.pid === undefined) this.#onNoProcess(error);
      else this.#lastError = error;
    });
    // Not "exit", which may come before its last messages.
    child.on("close", (exitCode, signal) => this.#onClose(exitCode, signal));
  }

  /** Whether the lines to the process keep this one alive. */
  #keepAlive(method: "ref" | "unref"): void {
    this.#child?.channel?.[method]();
    this.#control?.[method]();
  }

  #receive(message: unknown): void {
    if (loopRest.isOn) loopRest.end();
    // What else a module sends to a parent is not for the pool.
    if (!(message instanceof Uint8Array)) return;
    const content = fromBytes<FromWorker>(message, inPlaceOfUnread);
    this.#isReady = true;
    if (content.type === "failure" && content.id === workerEnd) this.#lastError = decodeError(content.error);
    else this.#events.onMessage(content);
    this.#events.onDrained();
  }

  /**
   * Ctrl-C, or the end of a service, signals all processes at once. A worker ignores that (see `serveProcess`), but
   * one that still starts cannot yet, and its call would fail although the application lives on.
   */
  #isWorthAnother(signal: NodeJS.Signals | null): boolean {
    if (signal === null || !ignoredSignals.includes(signal)) return false;
    return !this.#isReady && !this.#isEnded && this.#restarts++ < mostRestarts;
  }

  #onNoProcess(error: Error): void {
    this.#child?.removeAllListeners("close");
    this.#events.onExit(1, error);
  }

  #onClose(exitCode: number | null, signal: NodeJS.Signals | null): void {
    if (this.#isWorthAnother(signal)) return this.#start();
    if (signal !== null && !this.#isEnded) this.#lastError ??= killedBy(signal);
    this.#events.onExit(exitCode ?? exitCodeOf(signal), this.#lastError);
  }
}

/** So many processes in a row that were signalled before they were ready are no accident. */
const mostRestarts = 5;

function startProcess({ niceness, maxMemoryMb }: ProcessOptions): ChildProcess {
  const { url, isBundled } = threadEntry("concurrent/worker/process-main.js");
  const child = fork(url, [], {
    execArgv: [
      ...inheritedOptions(),
      ...(maxMemoryMb === undefined ? [] : [`--max-old-space-size=${maxMemoryMb}`]),
    ],
    env: { ...inheritedEnvironment(), ...startVariable(isBundled ? "bundle" : "entry") },
    serialization: "advanced",
    // The last one is the control line, see `startControl`.
    stdio: ["ignore", "inherit", "inherit", "ipc", "pipe"],
  });
  giveWay(child.pid, niceness);
  return child;
}

/** Before the process has threads, which inherit it. */
function giveWay(pid: number | undefined, niceness: number): void {
  if (pid === undefined || niceness <= getPriority()) return;
  try {
    setPriority(pid, niceness);
  } catch {
    // The system may forbid it, or the process is gone; it works all the same.
  }
}

function killedBy(signal: NodeJS.Signals): Error {
  const hint = signal === "SIGABRT" ? " (process.abort(), or no memory left below the limit)" : "";
  return new Error(`it was killed by ${signal}${hint}`);
}

/** What shells make of a signal. */
function exitCodeOf(signal: NodeJS.Signals | null): number {
  return signal === null ? 1 : 128 + constants.signals[signal];
}

// In a process that began with the bundle: the application's part of the bundle is evaluated after this line, and
// must find the process to be a worker already.
if (isStartedAt("bundle")) serveProcess();
