import { BaseExecutor } from "./base-executor.ts";
import type { Call } from "./call.ts";
import type { ExecutorStats, ShutdownOptions } from "./executor.ts";
import type { Future } from "./future.ts";
import type { StartWorker } from "./pool-worker.ts";
import { StreamReceiver } from "./stream-receiver.ts";
import { WorkerPool } from "./worker-pool.ts";

/** Options of every executor that keeps workers, whatever kind they are of. */
export interface PoolExecutorOptions {
  /** Workers at the most; each starts when it is first needed. The default is the executor's. */
  readonly maxWorkers?: number;
  /** Calls that may wait for a worker; beyond it `submit` throws `ExecutorFullError`. Default: 1000. */
  readonly maxQueue?: number;
  /** Calls that still wait after this time are dropped with a `TaskAbortedError`. Default: never. */
  readonly maxQueueMs?: number;
  /** How long an aborted call may take to end by itself before its worker is ended. Default: 1000 ms. */
  readonly graceMs?: number;
}

/** What executors over a pool of workers share: everything but what a worker is. */
export abstract class PoolExecutor extends BaseExecutor {
  readonly #pool: WorkerPool;
  readonly #maxQueue: number;
  readonly #maxQueueMs: number | undefined;
  protected readonly parallelism: number;

  /**
   * @param options - sizes and limits
   * @param defaultMaxWorkers - stands in for `options.maxWorkers`
   * @param startWorker - starts one worker
   */
  constructor(options: PoolExecutorOptions, defaultMaxWorkers: number, startWorker: StartWorker) {
    super();
    this.parallelism = wholeNumber("maxWorkers", options.maxWorkers ?? defaultMaxWorkers);
    this.#maxQueue = wholeNumber("maxQueue", options.maxQueue ?? 1000);
    this.#maxQueueMs = options.maxQueueMs;
    this.#pool = new WorkerPool({
      maxWorkers: this.parallelism,
      maxQueue: this.#maxQueue,
      graceMs: options.graceMs ?? 1000,
      startWorker,
    });
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
    return this.#pool.submit(this.#withDeadline(call)).future;
  }

  protected override async *makeStream(call: Call): AsyncGenerator<unknown, void, undefined> {
    const receiver = new StreamReceiver();
    const task = this.#pool.submit(this.#withDeadline(call), receiver);
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

  #withDeadline(call: Call): Call {
    if (this.#maxQueueMs === undefined || call.options.maxQueueMs !== undefined) return call;
    return { ...call, options: { ...call.options, maxQueueMs: this.#maxQueueMs } };
  }
}

/**
 * @param option - its name
 * @returns the value of an option
 * @throws {RangeError} if it is no positive whole number
 */
export function wholeNumber(option: string, value: number): number {
  if (Number.isInteger(value) && value > 0) return value;
  throw new RangeError(`Cannot make an executor as ${option} is ${value}: give a positive whole number`);
}
