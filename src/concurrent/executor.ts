import type { OutcomeCounts, TaskDurations } from "./function-stats.ts";
import type { Future } from "./future.ts";
import type { Unblocked } from "./import-module.ts";
import type { RunOptions } from "./run-options.ts";

/** How to shut down. */
export interface ShutdownOptions {
  /** Wait until the pending calls have ended. Default: `true`. */
  readonly wait?: boolean;
  /** Cancel the calls that no worker has begun. Default: `false`. */
  readonly cancelPending?: boolean;
}

/** Numbers of an executor at one moment. */
export interface ExecutorStats extends OutcomeCounts, TaskDurations {
  /** Workers that can run calls, and those of them that do. */
  readonly workers: number;
  readonly running: number;
  /** Calls that wait for a worker. */
  readonly queued: number;
  /** Workers so far that were started, and that have ended. */
  readonly workersStarted: number;
  readonly workersExited: number;
  /** The same by function. */
  readonly functions: readonly FunctionCallStats[];
  /** The limits that were set. */
  readonly maxWorkers: number;
  readonly maxQueue: number;
}

/** Numbers of one function in an executor. */
export interface FunctionCallStats extends OutcomeCounts, TaskDurations {
  /** `module:line name`; without the name, if it has none. */
  readonly name: string;
  /** Calls that run now, and that wait for a worker. */
  readonly running: number;
  readonly queued: number;
}

/**
 * Runs marked functions somewhere else: on another thread, in another process, or for tests right here.
 *
 * @see concurrent.futures.Executor
 */
export interface Executor extends AsyncDisposable {
  /**
   * Calls `fn` with `args` there. Calls begin in the order of submission, unless their `priority` differs.
   *
   * @param fn - a function marked by `blocking` or `unblock`
   * @param args - cloneable values
   * @returns the outcome of the call; `cancel()` works until a worker begins it
   * @throws {TypeError} if `fn` is not marked
   * @throws {ExecutorFullError} `ERR_EXECUTOR_FULL` if `maxQueue` calls wait already
   * @throws {ExecutorShutdownError} `ERR_EXECUTOR_SHUTDOWN` after `shutdown()`
   */
  submit<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Future<Awaited<R>>;

  /** As `submit`, with options for this one call. */
  run<A extends readonly unknown[], R>(
    fn: (...args: A) => R,
    args: A,
    options?: RunOptions,
  ): Future<Awaited<R>>;

  /**
   * Calls `fn` once for each item; no more calls at a time than there are workers, so any number of items fits.
   *
   * @returns the results in the order of the items; fails with the first error
   */
  map<T, R>(fn: (item: T) => R, items: Iterable<T>, options?: RunOptions): Promise<Awaited<R>[]>;

  /**
   * Calls a generator function there; what it yields arrives here one by one. Few values are under way at a time:
   * the generator waits until they are consumed. Leaving the loop early aborts the call: the generator ends, its
   * `finally` blocks run.
   */
  stream<A extends readonly unknown[], Y>(
    fn: (...args: A) => Iterable<Y> | AsyncIterable<Y>,
    args: A,
    options?: RunOptions,
  ): AsyncGenerator<Y, void, undefined>;

  /**
   * The functions of a module that knows nothing of this library, each of them running on a worker.
   *
   * @typeParam M - the module's type: `typeof import("better-sqlite3")`
   * @param module - a package's name, resolved from the calling module, or a URL
   */
  import<M extends object>(module: string | URL): Unblocked<M>;

  /** Ends the executor: it takes no new calls; its workers end. Resolves when that is done, if `wait` is set. */
  shutdown(options?: ShutdownOptions): Promise<void>;

  /** Numbers of this moment. */
  stats(): ExecutorStats;
}
