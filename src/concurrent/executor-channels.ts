import { channel } from "node:diagnostics_channel";
import type { Outcome } from "./function-stats.ts";

/** What `typhoon:executor:task` publishes when a call has ended. */
export interface TaskEvent {
  /** `module:line name`. */
  readonly function: string;
  readonly outcome: Outcome;
  /** From the submission until a worker was free; absent where it is not known. */
  readonly waitMs?: number;
  /** In the function itself; absent if it did not run. */
  readonly runMs?: number;
}

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
