import { availableParallelism } from "node:os";
import { anyValue, OptionRules } from "../base/errors/internal.ts";
import {
  checkedNiceness,
  PoolExecutor,
  type PoolExecutorOptions,
  poolExecutorOptions,
  wholeNumber,
} from "./pool-executor.ts";
import { processStarter } from "./process-worker.ts";

/** Options of {@link ProcessPoolExecutor}. */
export interface ProcessPoolExecutorOptions extends PoolExecutorOptions {
  /** Processes at the most; each starts when it is first needed. Default: the number of processors, as in Python. */
  readonly maxWorkers?: number;
  /** How nice the processes are to this one, from 0 (not at all) to 19. Default: 10. */
  readonly niceness?: number;
  /**
   * Limit of each process's heap in MiB (`--max-old-space-size`). A process that passes it is ended, and fails its
   * call with `WorkerExitError`. Default: Node's, which depends on the machine.
   */
  readonly maxMemoryMb?: number;
}

/**
 * Runs marked functions in child processes: as `ThreadPoolExecutor`, for code that may take its process down, such as
 * a native module that crashes, or that needs memory limits and global state of its own.
 *
 * A call costs more than on a thread, and a worker more memory. All that travels is copied: `transfer` copies, too,
 * and shared memory is refused. The processes end with this one, however it ends.
 *
 * @see concurrent.futures.ProcessPoolExecutor
 * @example
 * ```ts
 * import { blocking, ProcessPoolExecutor } from "typhoon/concurrent";
 *
 * const whoWorks = blocking(() => process.pid);
 *
 * await using executor = new ProcessPoolExecutor({ maxWorkers: 2, maxMemoryMb: 512 });
 * console.log((await executor.submit(whoWorks)) !== process.pid);   // true
 * ```
 */
export class ProcessPoolExecutor extends PoolExecutor {
  /**
   * @param options - sizes and limits; a number is `maxWorkers`
   * @throws {RangeError} if `maxWorkers`, `maxQueue` or `maxMemoryMb` is no positive whole number
   */
  constructor(options: ProcessPoolExecutorOptions | number = {}) {
    const checked = typeof options === "number" ? { maxWorkers: options } : options;
    optionRules.check(checked);
    const { maxMemoryMb, niceness: ownNiceness } = checked;
    const niceness = checkedNiceness(ownNiceness);
    if (maxMemoryMb !== undefined) wholeNumber("maxMemoryMb", maxMemoryMb);
    const startWorker = processStarter({ niceness, ...(maxMemoryMb !== undefined && { maxMemoryMb }) });
    super(checked, availableParallelism(), startWorker);
  }
}

const optionRules = new OptionRules<ProcessPoolExecutorOptions>("make an executor", {
  ...poolExecutorOptions,
  niceness: anyValue,
  maxMemoryMb: anyValue,
});
