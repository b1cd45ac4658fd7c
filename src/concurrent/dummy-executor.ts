import { BaseExecutor } from "./base-executor.ts";
import type { Call } from "./call.ts";
import type { ExecutorStats } from "./executor.ts";
import { ExecutorShutdownError } from "./executor-errors.ts";
import { DurationHistograms } from "./function-stats.ts";
import type { Future } from "./future.ts";
import { runHere } from "./run-here.ts";

/**
 * Makes each call at once on this thread, for tests and for debugging: no thread, no copies.
 *
 * @see tornado.concurrent.DummyExecutor
 * @example
 * ```ts
 * import { blocking, DummyExecutor } from "typhoon/concurrent";
 *
 * const double = blocking((n: number) => 2 * n);
 * new DummyExecutor().submit(double, 21).result();   // 42, without waiting
 * ```
 */
export class DummyExecutor extends BaseExecutor {
  protected readonly parallelism = 1;
  #isShutdown = false;
  readonly #counts = { completed: 0, failed: 0 };

  override async shutdown(): Promise<void> {
    this.#isShutdown = true;
  }

  override stats(): ExecutorStats {
    const workers = { workers: 0, workersStarted: 0, workersExited: 0, maxWorkers: 0, maxQueue: 0 };
    const memory = { workerHeapBytes: [] };
    const calls = { running: 0, queued: 0, cancelled: 0, timedOut: 0, functions: [] };
    return Object.freeze({
      ...workers,
      ...memory,
      ...calls,
      ...new DurationHistograms().toStats(),
      ...this.#counts,
    });
  }

  protected override makeCall(call: Call): Future<unknown> {
    if (this.#isShutdown) throw new ExecutorShutdownError();
    const outcome = runHere(call);
    outcome.then(
      () => this.#counts.completed++,
      () => this.#counts.failed++,
    );
    return outcome;
  }

  protected override async *makeStream(call: Call): AsyncGenerator<unknown, void, undefined> {
    if (this.#isShutdown) throw new ExecutorShutdownError();
    yield* call.runHere() as Iterable<unknown> | AsyncIterable<unknown>;
  }
}
