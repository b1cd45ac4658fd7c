import { type Transferable, Worker, workerData } from "node:worker_threads";
import type { PoolWorker, PoolWorkerEvents, StartWorker } from "./pool-worker.ts";
import type { FromWorker, ToWorker } from "./task.ts";
import { threadEntry } from "./thread-entry.ts";
import { serveTasks } from "./worker/serve-tasks.ts";
import { isWorkerStart, type SyncReply, type WorkerStart } from "./worker/worker-start.ts";

/** Options of a thread. */
export interface ThreadOptions {
  /** How nice the thread is to the loop's thread, from 0 to 19 (Linux only). */
  readonly niceness: number;
  /** Limits of the thread's heap. */
  readonly resourceLimits?: ThreadResourceLimits;
}

/** Limits of one worker thread's heap, in MiB. A thread that passes them ends with `WorkerExitError`. */
export interface ThreadResourceLimits {
  readonly maxOldGenerationSizeMb?: number;
  readonly maxYoungGenerationSizeMb?: number;
  readonly stackSizeMb?: number;
}

/** @returns what starts threads for a pool */
export function threadStarter(options: ThreadOptions): StartWorker {
  return (events) => new ThreadWorker(options, events);
}

/** A worker of the pool that is a thread of this process. */
class ThreadWorker implements PoolWorker {
  readonly #worker: Worker;
  // Shared with the thread: the id of the task that was aborted. Only this is seen inside a busy loop.
  readonly #aborted = new Int32Array(new SharedArrayBuffer(4));

  constructor(options: ThreadOptions, events: PoolWorkerEvents) {
    this.#worker = startThread(options, this.#aborted);
    this.#listen(events);
  }

  post(message: ToWorker, transfer: readonly Transferable[] = []): void {
    this.#worker.postMessage(message, [...transfer]);
  }

  abort(taskId: number): void {
    Atomics.store(this.#aborted, 0, taskId);
  }

  setBusy(isBusy: boolean): void {
    if (isBusy) this.#worker.ref();
    else this.#worker.unref();
  }

  terminate(): void {
    // A thread that ends keeps the process alive, so that whoever waits for the end sees it.
    this.#worker.ref();
    void this.#worker.terminate();
  }

  #listen(events: PoolWorkerEvents): void {
    let lastError: unknown;
    this.#worker.on("message", (message: FromWorker) => events.onMessage(message));
    this.#worker.on("error", (error) => {
      lastError = error;
    });
    this.#worker.on("exit", (exitCode) => events.onExit(exitCode, lastError));
  }
}

/** Starts a thread that serves tasks. */
export function startThread(options: ThreadOptions, aborted: Int32Array, reply?: SyncReply): Worker {
  const entry = threadEntry("concurrent/worker/thread-main.js");
  const { niceness, resourceLimits } = options;
  const start: WorkerStart = {
    typhoon: { isBundled: entry.isBundled, niceness, aborted, ...(reply && { reply }) },
  };
  return new Worker(entry.url, {
    workerData: start,
    name: "typhoon",
    ...inheritedOptions(),
    transferList: reply ? [reply.port] : [],
    ...(resourceLimits && { resourceLimits }),
  });
}

/** A thread inherits the process's options, and refuses to start with one that is about a program given as text. */
function inheritedOptions(): { readonly execArgv?: string[] } {
  return process.execArgv.some((option) => option.startsWith("--input-type")) ? { execArgv: [] } : {};
}

// In a thread that began with the bundle: the application's part of the bundle is evaluated after this line, and
// must find the thread to be a worker already.
if (isWorkerStart(workerData) && workerData.typhoon.isBundled) serveTasks(workerData);
