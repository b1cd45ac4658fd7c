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

  /** A worker has answered. @param now - when */
  answered(task: PendingTask, outcome: Outcome, runMs: number, now: number): void {
    const { profile, submittedAt, begunAt } = task;
    const { stats } = profile;
    // Only of a call that had a worker to itself is it known when it began.
    const isAlone = begunAt > 0;
    const waitMs = submittedAt > 0 && isAlone ? begunAt - submittedAt : undefined;
    if (submittedAt > 0) stats.durations.record(runMs, waitMs, isAlone ? now - begunAt - runMs : undefined);
    stats.counts[outcome]++;
    if (hasTaskListeners()) tell(task, outcome, { runMs, ...(waitMs !== undefined && { waitMs }) });
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
  ): Omit<ExecutorStats, "workers" | "running" | "queued" | "maxWorkers" | "maxQueue"> {
    const [runningOf, queuedOf] = [countByFunction(running), countByFunction(queued)];
    const all = new DurationHistograms();
    const totals = { completed: 0, failed: 0, cancelled: 0, timedOut: 0 };
    const functions: FunctionCallStats[] = [];
    for (const profile of profiles) {
      const { counts, durations } = profile.stats;
      all.add(durations);
      for (const outcome of outcomes) totals[outcome] += counts[outcome];
      const now = { running: runningOf.get(profile) ?? 0, queued: queuedOf.get(profile) ?? 0 };
      functions.push({ name: profile.name, ...now, ...counts, ...durations.toStats() });
    }
    return {
      ...totals,
      workersStarted: this.#started,
      workersExited: this.#exited,
      ...all.toStats(),
      functions,
    };
  }
}

const outcomes = ["completed", "failed", "cancelled", "timedOut"] as const;

function countByFunction(tasks: readonly PendingTask[]): Map<FunctionProfile, number> {
  const counts = new Map<FunctionProfile, number>();
  for (const { profile } of tasks) counts.set(profile, 1 + (counts.get(profile) ?? 0));
  return counts;
}

function tell({ profile }: PendingTask, outcome: Outcome, times: { waitMs?: number; runMs?: number }): void {
  publishTask({ function: profile.name, outcome, ...times });
}

/** The median of the overhead: the first call in each worker also loads the module. */
function judge({ name, stats }: FunctionProfile): void {
  const { run, overhead } = stats.durations.toStats();
  if (overhead.count === 0 || run.meanMs >= overhead.p50Ms) return;
  genLog.info(
    `${name} is not worth a thread: a call takes ${run.meanMs.toFixed(4)} ms, to hand it to a worker takes ` +
      `${overhead.p50Ms.toFixed(4)} ms; call it directly`,
  );
}
