import { availableParallelism } from "node:os";
import { BaseExecutor, functionCall } from "./base-executor.ts";
import { requireMark } from "./blocking.ts";
import type { Call } from "./call.ts";
import type { ExecutorStats, ShutdownOptions } from "./executor.ts";
import type { Future } from "./future.ts";
import { StreamReceiver } from "./stream-receiver.ts";
import type { ThreadResourceLimits } from "./thread.ts";
import { threadStarter } from "./thread-worker.ts";
import { workerContext } from "./worker-context.ts";
import { WorkerPool } from "./worker-pool.ts";
import { checkWorkerLife, type WorkerLifeOptions } from "./worker-retirement.ts";

/** Options of {@link ThreadPoolExecutor}. */
export interface ThreadPoolExecutorOptions extends WorkerLifeOptions {
  /** Threads at the most; each starts when it is first needed. Default: processors + 4, at most 32, as in Python. */
  readonly maxWorkers?: number;
  /** Calls that may wait for a thread; beyond it `submit` throws `ExecutorFullError`. Default: 1000. */
  readonly maxQueue?: number;
  /** How long an aborted call may take to end by itself before its thread is ended. Default: 1000 ms. */
  readonly graceMs?: number;
  /**
   * How nice the threads are to the loop's thread, from 0 (not at all) to 19: where processors are scarce, the loop
   * goes first. Only Linux gives threads their own priority. Default: 10.
   */
  readonly niceness?: number;
  /** Limits of each thread's heap. Default: Node's. */
  readonly resourceLimits?: ThreadResourceLimits;
  /**
   * A marked function that each new thread calls before its first call: to open a connection, to warm up a cache. If
   * it fails, so does the call that the thread was started for, with `WorkerStartError`.
   */
  readonly onWorkerStart?: () => unknown;
}

const mostDefaultWorkers = 32;

/**
 * Runs marked functions on threads of this process. Calls begin first-in first-out; each thread runs one at a time.
 *
 * Threads are started when they are needed, and do not keep the process alive while they have nothing to do.
 *
 * @see concurrent.futures.ThreadPoolExecutor
 * @example
 * ```ts
 * import { blocking, ThreadPoolExecutor } from "typhoon/concurrent";
 * import { scryptSync } from "node:crypto";
 *
 * const hash = blocking((password: string) => scryptSync(password, "salt", 32).toString("hex"));
 *
 * await using executor = new ThreadPoolExecutor({ maxWorkers: 2 });
 * const hashes = await executor.map(hash, ["one", "two", "three"]);
 * ```
 */
export class ThreadPoolExecutor extends BaseExecutor {
  readonly #pool: WorkerPool;
  readonly #maxQueue: number;
  protected readonly parallelism: number;

  /**
   * @param options - sizes and limits
   * @throws {RangeError} if `maxWorkers` or `maxQueue` is no positive whole number, or another number is out of range
   * @throws {TypeError} if `onWorkerStart` is not marked
   */
  constructor(options: ThreadPoolExecutorOptions = {}) {
    super();
    this.parallelism = wholeNumber("maxWorkers", options.maxWorkers ?? defaultMaxWorkers());
    this.#maxQueue = wholeNumber("maxQueue", options.maxQueue ?? 1000);
    checkWorkerLife(options, this.parallelism);
    const { onWorkerStart } = options;
    this.#pool = new WorkerPool({
      maxWorkers: this.parallelism,
      maxQueue: this.#maxQueue,
      graceMs: options.graceMs ?? 1000,
      onWorkerStart: onWorkerStart && functionCall(requireMark(onWorkerStart), [], {}),
      life: options,
      startWorker: threadStarter({
        niceness: options.niceness ?? 10,
        ...(options.resourceLimits && { resourceLimits: options.resourceLimits }),
      }),
    });
  }

  /**
   * Starts `minWorkers` threads now, so that the first calls need not wait for them.
   *
   * @returns a promise that resolves when they are ready for calls
   * @throws {WorkerStartError} `ERR_WORKER_START` if `onWorkerStart` failed
   * @example
   * ```ts
   * import { ThreadPoolExecutor } from "typhoon/concurrent";
   *
   * await using executor = new ThreadPoolExecutor({ maxWorkers: 4, minWorkers: 2 });
   * await executor.start();
   * ```
   */
  async start(): Promise<void> {
    // The top level of the application's module runs in its workers, too.
    if (workerContext() === undefined) await this.#pool.start();
  }

  override async shutdown(options: ShutdownOptions = {}): Promise<void> {
    const ended = this.#pool.shutdown(options.cancelPending ?? false);
    if (options.wait ?? true) await ended;
  }

  override stats(): ExecutorStats {
    const limits = { maxWorkers: this.parallelism, maxQueue: this.#maxQueue };
    return Object.freeze({ ...this.#pool.stats(), ...limits });
  }

  protected override makeCall(call: Call): Future<unknown> {
    return this.#pool.submit(call).future;
  }

  protected override async *makeStream(call: Call): AsyncGenerator<unknown, void, undefined> {
    const receiver = new StreamReceiver();
    const task = this.#pool.submit(call, receiver);
    try {
      const addCredit = (count: number) =>
        this.#pool.sendToRunning(task, { type: "credit", id: task.id, count });
      for await (const answer of receiver.read(task, addCredit)) {
        yield call.fromAnswer === undefined ? answer : call.fromAnswer(answer);
      }
    } finally {
      this.#pool.endStream(task);
    }
  }
}

function defaultMaxWorkers(): number {
  return Math.min(mostDefaultWorkers, availableParallelism() + 4);
}

function wholeNumber(option: string, value: number): number {
  if (Number.isInteger(value) && value > 0) return value;
  throw new RangeError(`Cannot make an executor as ${option} is ${value}: give a positive whole number`);
}
