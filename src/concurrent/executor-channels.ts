import { channel } from "node:diagnostics_channel";
import type { Outcome } from "./function-stats.ts";

/** What all events of a call tell. */
interface EventOfTask {
  /** The same in all events of one call, and of no other call of this thread. */
  readonly id: number;
  /** `module:line name`. */
  readonly function: string;
}

/**
 * What `typhoon:executor:task` publishes of each call:
 *
 * - `submit`, while it is submitted, so in the `AsyncLocalStorage` of the caller;
 * - `start`, when a worker begins it, or when the pool hears that one has begun it; absent if none does;
 * - `end`, when it has ended in any way, also where it was refused a worker: `waitMs` is the time from the submission
 *   until a worker was free, `runMs` that in the function itself; both are absent where they are not known.
 */
export type TaskEvent =
  | (EventOfTask & { readonly event: "submit" | "start" })
  | (EventOfTask & {
      readonly event: "end";
      readonly outcome: Outcome;
      readonly waitMs?: number;
      readonly runMs?: number;
    });

/** What `typhoon:executor:worker` publishes when a worker starts or has ended. */
export interface WorkerEvent {
  readonly event: "start" | "exit";
  readonly exitCode?: number;
}

const tasks = channel("typhoon:executor:task");
const workers = channel("typhoon:executor:worker");

/** Whether anybody hears of calls. */
export function hasTaskListeners(): boolean {
  return tasks.hasSubscribers;
}

export function publishTask(event: TaskEvent): void {
  tasks.publish(event);
}

export function publishWorker(event: WorkerEvent): void {
  if (workers.hasSubscribers) workers.publish(event);
}
