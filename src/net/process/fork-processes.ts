import cluster from "node:cluster";
import { isMainThread } from "node:worker_threads";
import { InvalidStateError } from "../../concurrent/index.ts";
import { isTyphoonWorker, perThread, workerContext } from "../../concurrent/internal.ts";
import { obeySignals } from "./obey-signals.ts";
import { ProcessSupervisor } from "./process-supervisor.ts";
import { followSupervisor, tellSupervisor } from "./retirement.ts";
import type { ForkProcessesOptions, ProcessesOptions } from "./supervisor-options.ts";
import { taskId, taskIdVariable } from "./task-id.ts";

/**
 * Runs this program in several processes, which can listen on the same ports.
 *
 * The first process goes no further: it starts the others, and ends with exit code 0 when each of them has ended with 0.
 * One that crashes is started again, with the same number. The others run the program from its beginning until this call,
 * which returns their number; so it belongs before whatever is to happen once in each.
 *
 * SIGTERM or SIGINT asks all to end in good order; a second one ends them at once. SIGHUP exchanges them for new ones, of
 * the program as it is now on the disk, without losing a request; at a terminal, where it says that the window is closed,
 * it ends them.
 *
 * A server does this by itself with the option `processes`.
 *
 * @param numProcesses - how many; 0 or `null`: one for each core
 * @param options - limits and times
 * @returns the number of this process, from 0; in the first process it never resolves
 * @throws {ForkedProcessStartError} `ERR_PROCESS_START` in the first process, if another one ends before it is ready
 * @throws {TooManyRestartsError} `ERR_TOO_MANY_RESTARTS` in the first process, if others crash more often than
 *   `maxRestarts` allows
 * @throws {InvalidStateError} `ERR_INVALID_STATE` on a worker thread, or in a process of somebody else's `node:cluster`
 * @throws {RangeError} if a number is out of its range
 * @throws {TypeError} if the program was not started from a file
 * @see tornado.process.fork_processes
 */
export async function forkProcesses(
  numProcesses: number | null = 0,
  options: ForkProcessesOptions = {},
): Promise<number> {
  const worker = workerContext();
  if (worker !== undefined) {
    await worker.pause();
    return Number(process.env[taskIdVariable] ?? 0);
  }
  await joinProcesses({ count: numProcesses ?? 0, ...options });
  tellSupervisor("forked");
  return taskId() ?? 0;
}

/**
 * For servers: returns in the processes that are to listen.
 *
 * @param processes - how many; 1, like nothing, is this one alone
 */
export async function joinProcesses(processes: number | ProcessesOptions | undefined): Promise<void> {
  if (isTyphoonWorker()) return;
  if (taskId() !== undefined) return followSupervisor();
  if (processes === undefined || processes === 1) return;
  const options = typeof processes === "number" ? { count: processes } : processes;
  const state = perThread<Supervision>(Symbol.for("typhoon.supervision"), () => ({ running: undefined }));
  // A program with several servers asks several times.
  state.running ??= supervise(options);
  await state.running;
}

/** What the first process does. */
interface Supervision {
  running: Promise<never> | undefined;
}

async function supervise({ count, ...options }: ProcessesOptions): Promise<never> {
  assertCanFork();
  const supervisor = new ProcessSupervisor(count, options);
  const stopObeying = obeySignals(supervisor);
  try {
    await supervisor.run();
  } catch (error) {
    stopObeying();
    throw error;
  }
  process.exit();
}

function assertCanFork(): void {
  const cannot = "Cannot fork processes";
  if (!isMainThread) {
    throw new InvalidStateError(`${cannot} on a worker thread: do it in the first thread of the program`);
  }
  if (cluster.isWorker) {
    throw new InvalidStateError(
      `${cannot} as this is a worker of node:cluster, or of a process manager, already: let that one start them`,
    );
  }
  if (process.argv[1] === undefined) {
    throw new TypeError(`${cannot} of a program that was not started from a file`);
  }
}
