import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  type Transferable,
  Worker,
  type WorkerOptions,
  workerData,
} from "node:worker_threads";
import { shownValue } from "../base/errors/internal.ts";
import { Claims } from "./claims.ts";
import { preloads } from "./loader/preloads.ts";
import { programOptions, threadOptions } from "./loader/program-options.ts";
import { relayedLoader } from "./loader/relay.ts";
import { MessagePacker } from "./packed-messages.ts";
import { SentIds } from "./sent-ids.ts";
import { SharedResults } from "./shared-results.ts";
import type { FromThread, ToWorker } from "./task.ts";
import { threadEntry } from "./thread-entry.ts";
import { inPlaceOfUnread } from "./unread-message.ts";
import { serveTasks } from "./worker/serve-tasks.ts";
import { isWorkerStart, type WorkerStart } from "./worker/worker-start.ts";

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

/** @throws {RangeError} if a limit is not a positive number */
export function checkResourceLimits(limits: ThreadResourceLimits): void {
  for (const name of ["maxOldGenerationSizeMb", "maxYoungGenerationSizeMb", "stackSizeMb"] as const) {
    const limit = limits[name];
    if (limit === undefined || (Number.isFinite(limit) && limit > 0)) continue;
    throw new RangeError(
      `Cannot make an executor because resourceLimits.${name} is ${shownValue(limit)}: pass a positive number of MiB`,
    );
  }
}

/** A thread that serves tasks, with what is shared with it. */
export class Thread {
  readonly worker: Worker;
  /** Where its messages arrive. */
  readonly port: MessagePort;
  readonly claims = new Claims();
  /** Where its small results are. */
  readonly results = new SharedResults();
  /** Whose the messages are that go to it, and those that come from it. */
  readonly #sent = new SentIds();
  readonly #received = new SentIds();
  readonly #packer = new MessagePacker();
  readonly #posted = sharedInteger();
  // The id of the task that was aborted: only shared memory is seen inside a busy loop.
  readonly #aborted = sharedInteger();

  /**
   * @param options - its priority and limits
   * @param answered - counts its messages, for one that sleeps until they come. Default: they are events
   */
  constructor(options: ThreadOptions, answered?: Int32Array) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const { url, isBundled } = threadEntry("concurrent/worker/thread-main.js");
    // A thread that is waited for in the blocking way would wait for this one in turn.
    const loader = answered === undefined ? relayedLoader() : undefined;
    const start: WorkerStart["typhoon"] = {
      isBundled,
      niceness: options.niceness,
      programOptions: programOptions(),
      preloads: preloads(),
      ...(loader && { loader }),
      port: port2,
      posted: this.#posted,
      aborted: this.#aborted,
      claims: this.claims.shared,
      results: this.results.shared,
      received: this.#sent.shared,
      sent: this.#received.shared,
      ...(answered && { answered }),
    };
    this.worker = startThread(url, {
      workerData: { typhoon: start },
      transferList: loader === undefined ? [port2] : [port2, loader],
      name: "typhoon",
      ...(options.resourceLimits && { resourceLimits: options.resourceLimits }),
    });
  }

  /** Sends messages together. */
  post(messages: readonly ToWorker[], transfer: readonly Transferable[] = []): void {
    this.#sent.add(taskOf(messages));
    try {
      this.#packer.send(messages, (packed) => this.port.postMessage(packed, transfer));
    } catch (error) {
      this.#sent.takeBack();
      throw error;
    }
    Atomics.add(this.#posted, 0, 1);
    Atomics.notify(this.#posted, 0);
  }

  /** @returns the next message, if one has arrived; one that cannot be read as the failure that it is */
  receive(): FromThread | undefined {
    try {
      const received = receiveMessageOnPort(this.port);
      return received && this.arrived(received.message);
    } catch (error) {
      return this.arrivedUnreadable(error);
    }
  }

  /** Every message is counted, also one that has arrived as an event. */
  arrived(message: FromThread): FromThread {
    this.#received.next();
    return message;
  }

  /** @returns what stands for a message that has arrived and cannot be read */
  arrivedUnreadable(cause: unknown): FromThread {
    const id = this.#received.next();
    if (id !== undefined) return inPlaceOfUnread(id, cause);
    // Nobody knows whose it was, and that call must not wait for ever.
    void this.worker.terminate();
    return inPlaceOfUnread(0, cause);
  }

  /** It does not have what it was told of functions: everything is to be named again. */
  forgetNames(): void {
    this.#packer.forget();
  }

  /** Makes `currentTask().aborted` true for the task. */
  abort(taskId: number): void {
    Atomics.store(this.#aborted, 0, taskId);
  }

  /** Whether it keeps the process alive. */
  setBusy(isBusy: boolean): void {
    if (isBusy) this.worker.ref();
    else this.worker.unref();
  }
}

/** @returns the id of the only task in a message; 0 if there is none, or more than one */
function taskOf(messages: readonly ToWorker[]): number {
  const [first] = messages;
  return messages.length === 1 && first?.type === "run" ? first.id : 0;
}

/** A number in memory that threads share. */
export function sharedInteger(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

function startThread(url: URL, options: WorkerOptions): Worker {
  const execArgv = threadOptions();
  if (execArgv === undefined) return new Worker(url, options);
  try {
    return new Worker(url, { ...options, execArgv });
  } catch (error) {
    // What a thread inherits it may not be given: options of the whole process, such as the size of the heap.
    if (!(error instanceof Error && "code" in error && error.code === "ERR_WORKER_INVALID_EXEC_ARGV"))
      throw error;
    return new Worker(url, options);
  }
}

// In a thread that began with the bundle: the application's part of the bundle is evaluated after this line, and
// must find the thread to be a worker already.
if (isWorkerStart(workerData) && workerData.typhoon.isBundled) serveTasks(workerData);
