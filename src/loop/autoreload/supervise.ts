import { Server } from "node:net";
import { Worker } from "node:worker_threads";
import { threadEntry } from "../../concurrent/internal.ts";
import { stopWatchdog } from "../watchdog/internal.ts";
import { ownProgram, type Program } from "./program.ts";

/** What the supervising thread is given. */
export interface SupervisorData {
  readonly program: Program;
  /** 0 until the program has ended, then 1 more than its exit code. */
  readonly outcome: Int32Array;
}

/**
 * Turns this process into the one that runs the program, restarts it, and ends as it ends. Never returns.
 *
 * What follows in this process must not run: it would take the port, and do everything twice. As JavaScript cannot be
 * left in the middle, its thread waits here, while another one does the work.
 *
 * @throws {TypeError} if the program was not started from a file
 */
export function supervise(): never {
  releasePorts();
  stopWatchdog();
  const outcome = new Int32Array(new SharedArrayBuffer(4));
  const data: SupervisorData = { program: ownProgram(), outcome };
  new Worker(threadEntry("loop/autoreload/supervisor-main.js").url, { workerData: data, execArgv: [] });
  // Handlers of signals could not run any more, and would keep the signals from ending this process.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.removeAllListeners(signal);
  Atomics.wait(outcome, 0, 0);
  process.exit(Atomics.load(outcome, 0) - 1);
}

/**
 * What listens already, as the program took it before, would keep its port from the program in the other process. Node has
 * no documented way to ask for all servers, of whoever made them.
 */
function releasePorts(): void {
  const handlesOf: unknown = Reflect.get(process, "_getActiveHandles");
  const handles: unknown = typeof handlesOf === "function" ? handlesOf.call(process) : undefined;
  if (!Array.isArray(handles)) return;
  for (const handle of handles) if (handle instanceof Server) handle.close();
}
