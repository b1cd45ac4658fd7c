import { disposeWorkerLocals } from "../worker-local.ts";

/** Ends this worker in an orderly way: it has no task, and the pool gives it none any more. */
export async function endWorker(): Promise<void> {
  await disposeWorkerLocals();
  // Sockets and timers that a task has left behind would keep the thread alive.
  process.exit(0);
}
