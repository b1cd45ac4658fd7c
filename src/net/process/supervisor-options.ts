import {
  anyValue,
  checkedCount,
  checkedDuration,
  checkedFiniteDuration,
  checkedLimit,
  OptionRules,
} from "../../base/errors/internal.ts";
import { cpuCount } from "./cpu-count.ts";

/** Options of `forkProcesses`, and of a server with several processes. */
export interface ForkProcessesOptions {
  /**
   * In a restart, milliseconds for which connections without a request stay open for one more, whose answer says
   * `Connection: close`. Clients that send within that time lose nothing. Default: 5,000.
   */
  readonly idleMs?: number;
  /**
   * How many restarts of crashed processes are too many, of all together; a minute without a crash starts the count anew.
   * Default: 100.
   */
  readonly maxRestarts?: number;
  /** Milliseconds for a new process until it listens. Default: 60,000. */
  readonly startTimeoutMs?: number;
  /** Milliseconds for a process that was asked to end; then it is killed. Default: 30,000. */
  readonly stopTimeoutMs?: number;
}

/** How many processes serve, and how they are treated. */
export interface ProcessesOptions extends ForkProcessesOptions {
  /** How many; 0: one for each core. 1, too, is a process of its own here, with a supervisor. */
  readonly count: number;
}

/** The same, complete and checked. */
export type SupervisorOptions = Required<ProcessesOptions>;

const action = "fork processes";
// Their ranges are checked one by one.
const optionRules = new OptionRules<ForkProcessesOptions>(action, {
  idleMs: anyValue,
  maxRestarts: anyValue,
  startTimeoutMs: anyValue,
  stopTimeoutMs: anyValue,
});
const mostProcesses = 1024;

/**
 * @throws {TypeError} if an option is not a number
 * @throws {RangeError} if a number is out of its range
 */
export function readOptions(numProcesses: number, options: ForkProcessesOptions): SupervisorOptions {
  optionRules.check(options);
  const { idleMs = 5_000, maxRestarts = 100, startTimeoutMs = 60_000, stopTimeoutMs = 30_000 } = options;
  if (checkedCount(action, "the number of processes", numProcesses, 0) > mostProcesses) {
    throw new RangeError(
      `Cannot ${action} because the number of processes is ${numProcesses}: pass a whole number from 0 to ${mostProcesses}`,
    );
  }
  checkedLimit(action, "maxRestarts", maxRestarts, 0);
  checkedFiniteDuration(action, "idleMs", idleMs);
  checkedDuration(action, "startTimeoutMs", startTimeoutMs, 1);
  checkedDuration(action, "stopTimeoutMs", stopTimeoutMs, 1);
  const count = numProcesses === 0 ? cpuCount() : numProcesses;
  return { count, idleMs, maxRestarts, startTimeoutMs, stopTimeoutMs };
}
