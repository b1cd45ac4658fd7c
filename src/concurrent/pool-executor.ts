import { AsyncResource } from "node:async_hooks";
import {
  anyValue,
  callable,
  checkedCount,
  checkedDuration,
  checkedLimit,
  OptionRules,
  type RulesOf,
  shownValue,
  trueOrFalse,
} from "../base/errors/internal.ts";
import { BaseExecutor, functionCall } from "./base-executor.ts";
import { requireMark } from "./blocking.ts";
import type { Call } from "./call.ts";
import type { ExecutorStats, ShutdownOptions } from "./executor.ts";
import type { Future } from "./future.ts";
import { reportMadeInRequest } from "./made-in-request.ts";
import type { StartWorker } from "./pool-worker.ts";
import { StreamReceiver } from "./stream-receiver.ts";
import { workerContext } from "./worker-context.ts";
import { WorkerPool } from "./worker-pool.ts";
import { checkWorkerLife, type WorkerLifeOptions } from "./worker-retirement.ts";

const action = "make an executor";

/** Options of every executor that keeps workers, whatever kind they are of. */
export interface PoolExecutorOptions extends WorkerLifeOptions {
  /** Workers at the most; each starts when it is first needed. The default is the executor's. */
  readonly maxWorkers?: number;
  /** Calls that may wait for a worker; beyond it `submit` throws `ExecutorFullError`. Default: 1000. */
  readonly maxQueue?: number;
  /** Calls that still wait after this time are dropped with a `TaskAbortedError`. Default: never. */
  readonly maxQueueMs?: number;
  /** How long an aborted call may take to end by itself before its worker is ended. Default: 1000 ms. */
  readonly graceMs?: number;
  /**
   * A marked function that each new worker calls before its first call: to open a connection, to warm up a cache. If
   * it fails, so does the call that the worker was started for, with `WorkerStartError`.
   */
  readonly onWorkerStart?: () => unknown;
}

/** Rules for these options, for executors that add to them; whether numbers are in range the constructor says. */
export const poolExecutorOptions: RulesOf<PoolExecutorOptions> = {
  maxWorkers: anyValue,
  maxQueue: anyValue,
  maxQueueMs: anyValue,
  graceMs: anyValue,
  onWorkerStart: callable,
  minWorkers: anyValue,
  idleTimeoutMs: anyValue,
  maxTasksPerWorker: anyValue,
  maxWorkerAgeMs: anyValue,
  maxWorkerHeapMb: anyValue,
};

const shutdownRules = new OptionRules<ShutdownOptions>("shut an executor down", {
  wait: trueOrFalse,
  cancelPending: trueOrFalse,
});

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
   * @throws {RangeError} if a number is out of range
   * @throws {TypeError} if `onWorkerStart` is not marked
   */
  constructor(options: PoolExecutorOptions, defaultMaxWorkers: number, startWorker: StartWorker) {
    super();
    reportMadeInRequest(new.target);
    const { maxWorkers = defaultMaxWorkers, maxQueue = 1000, graceMs = 1000 } = options;
    this.parallelism = wholeNumber("maxWorkers", maxWorkers);
    this.#maxQueue = checkedLimit(action, "maxQueue", maxQueue);
    this.#maxQueueMs = checkedMaxQueueMs(options.maxQueueMs);
    checkWorkerLife(options, this.parallelism);
    const { onWorkerStart } = options;
    this.#pool = new WorkerPool({
      maxWorkers: this.parallelism,
      maxQueue: this.#maxQueue,
      graceMs: checkedDuration(action, "graceMs", graceMs),
      // What a worker sends arrives in the context in which it was started: not in that of the first call's request.
      startWorker: AsyncResource.bind(startWorker),
      onWorkerStart: onWorkerStart && functionCall(requireMark(onWorkerStart), [], {}),
      life: options,
    });
  }

  /**
   * Starts `minWorkers` workers now, so that the first calls need not wait for them.
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
    shutdownRules.check(options);
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
 * @throws {TypeError} if it is not a number
 * @throws {RangeError} if it is not a positive whole number
 */
export function wholeNumber(option: string, value: number): number {
  return checkedCount(action, option, value);
}

/** @throws {RangeError} if it is not a whole number from 0 to 19 */
export function checkedNiceness(niceness = 10): number {
  if (Number.isInteger(niceness) && niceness >= 0 && niceness <= 19) return niceness;
  throw new RangeError(
    `Cannot ${action} because niceness is ${shownValue(niceness)}: pass a whole number from 0 to 19`,
  );
}

function checkedMaxQueueMs(value: number | undefined): number | undefined {
  return value === undefined ? undefined : checkedDuration(action, "maxQueueMs", value);
}
