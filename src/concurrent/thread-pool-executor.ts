import { availableParallelism } from "node:os";
import { anyValue, OptionRules, plainObject } from "../base/errors/internal.ts";
import {
  checkedNiceness,
  PoolExecutor,
  type PoolExecutorOptions,
  poolExecutorOptions,
} from "./pool-executor.ts";
import { checkResourceLimits, type ThreadResourceLimits } from "./thread.ts";
import { threadStarter } from "./thread-worker.ts";

/** Options of {@link ThreadPoolExecutor}. */
export interface ThreadPoolExecutorOptions extends PoolExecutorOptions {
  /** Threads at the most; each starts when it is first needed. Default: processors + 4, at most 32, as in Python. */
  readonly maxWorkers?: number;
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
export class ThreadPoolExecutor extends PoolExecutor {
  /**
   * @param options - sizes and limits; a number is `maxWorkers`
   * @throws {RangeError} if `maxWorkers` or `maxQueue` is no positive whole number, or another number is out of range
   * @throws {TypeError} if `onWorkerStart` is not marked
   */
  constructor(options: ThreadPoolExecutorOptions | number = {}) {
    const checked = typeof options === "number" ? { maxWorkers: options } : options;
    optionRules.check(checked);
    const { resourceLimits, niceness: ownNiceness } = checked;
    const niceness = checkedNiceness(ownNiceness);
    if (resourceLimits !== undefined) checkResourceLimits(resourceLimits);
    super(
      checked,
      defaultMaxWorkers(),
      threadStarter({ niceness, ...(resourceLimits && { resourceLimits }) }),
    );
  }
}

const optionRules = new OptionRules<ThreadPoolExecutorOptions>("make an executor", {
  ...poolExecutorOptions,
  niceness: anyValue,
  resourceLimits: plainObject,
});

function defaultMaxWorkers(): number {
  return Math.min(mostDefaultWorkers, availableParallelism() + 4);
}
