import { genLog } from "../base/log/index.ts";
import type { ExecutorStats, FunctionCallStats } from "./executor.ts";
import { hasTaskListeners, publishTask, publishWorker } from "./executor-channels.ts";
import type { FunctionProfile } from "./function-profile.ts";
import { DurationHistograms, type Outcome } from "./function-stats.ts";
import type { PendingTask } from "./pending-task.ts";

/** After so many results it is asked whether the function is worth a thread. */
const callsToJudge = 1_000;

/** What a pool counts and tells of its calls and workers. */
export class PoolStats {
  #started = 0;
  #exited = 0;
  readonly #all = new DurationHistograms();

  /** A worker starts. */
  workerStarted(): void {
    this.#started++;
    publishWorker({ event: "start" });
  }

  /** A worker is gone. */
  workerExited(exitCode: number): void {
    this.#exited++;
    publishWorker({ event: "exit", exitCode });
  }

  /** A call was submitted. */
  submitted(task: PendingTask): void {
    if (hasTaskListeners()) publishTask({ event: "submit", ...nameOf(task) });
  }

  /** A worker begins the call, as far as the pool knows; of one that goes to another worker afterwards, only the first. */
  began(task: PendingTask): void {
    if (task.hasBegun) return;
    task.hasBegun = true;
    if (hasTaskListeners()) publishTask({ event: "start", ...nameOf(task) });
  }

  /** A worker has answered. @param now - when */
  answered(task: PendingTask, outcome: Outcome, runMs: number, now: number): void {
    const { profile, submittedAt, begunAt } = task;
    const { stats } = profile;
    stats.counts[outcome]++;
    if (submittedAt > 0) {
      // The answers of several calls may be found together, and the next one has not begun only then.
      const waitMs = Math.max(0, Math.min(begunAt, now - runMs) - submittedAt);
      this.#measure(task, waitMs, runMs, Math.max(0, now - submittedAt - waitMs - runMs));
      if (hasTaskListeners()) tell(task, outcome, { runMs, waitMs });
    } else if (hasTaskListeners()) tell(task, outcome, { runMs });
    if (outcome === "completed" && stats.counts.completed === callsToJudge) judge(profile);
  }

  /** A call has ended without an answer. */
  ended(task: PendingTask, outcome: Outcome): void {
    task.profile.stats.counts[outcome]++;
    if (hasTaskListeners()) tell(task, outcome, {});
  }

  /**
   * @param profiles - of all functions
   * @param running - the calls that run
   * @param queued - the calls that wait
   */
  collect(
    profiles: Iterable<FunctionProfile>,
    running: readonly PendingTask[],
    queued: readonly PendingTask[],
  ): Omit<ExecutorStats, "workers" | "running" | "queued" | "workerHeapBytes" | "maxWorkers" | "maxQueue"> {
    const [runningOf, queuedOf] = [countByFunction(running), countByFunction(queued)];
    const totals = { completed: 0, failed: 0, cancelled: 0, timedOut: 0 };
    const functions: FunctionCallStats[] = [];
    for (const profile of profiles) {
      const { counts, durations } = profile.stats;
      for (const outcome of outcomes) totals[outcome] += counts[outcome];
      const now = { running: runningOf.get(profile) ?? 0, queued: queuedOf.get(profile) ?? 0 };
      functions.push({ name: profile.name, ...now, ...counts, ...durations.toStats() });
    }
    return {
      ...totals,
      workersStarted: this.#started,
      workersExited: this.#exited,
      ...this.#all.toStats(),
      functions,
    };
  }

  #measure({ profile, wasSentAhead }: PendingTask, waitMs: number, runMs: number, overheadMs: number): void {
    this.#all.record(waitMs, runMs, overheadMs);
    profile.stats.durations.record(waitMs, runMs, overheadMs);
    if (!wasSentAhead) profile.stats.handOver.record(overheadMs);
  }
}

const outcomes = ["completed", "failed", "cancelled", "timedOut"] as const;

function countByFunction(tasks: readonly PendingTask[]): Map<FunctionProfile, number> {
  const counts = new Map<FunctionProfile, number>();
  for (const { profile } of tasks) counts.set(profile, 1 + (counts.get(profile) ?? 0));
  return counts;
}

function tell(task: PendingTask, outcome: Outcome, times: { waitMs?: number; runMs?: number }): void {
  publishTask({ event: "end", ...nameOf(task), outcome, ...times });
}

function nameOf({ order, profile }: PendingTask) {
  return { id: order, function: profile.name };
}

/** The median of the overhead: the first call in each worker also loads the module. */
function judge({ name, stats }: FunctionProfile): void {
  const { run } = stats.durations.toStats();
  const handOver = stats.handOver.toStats();
  if (handOver.count === 0 || run.meanMs >= handOver.p50Ms) return;
  genLog.info(
    `${name} is not worth a thread: a call takes ${run.meanMs.toFixed(4)} ms, to hand it to a worker takes ` +
      `${handOver.p50Ms.toFixed(4)} ms; call it directly`,
  );
}
