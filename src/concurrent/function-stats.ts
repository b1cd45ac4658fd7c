import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

/** Histograms count in tenths of a microsecond, up to an hour. */
const unitsPerMs = 10_000;
const histogramOptions = { lowest: 1, highest: 3_600_000 * unitsPerMs, figures: 2 };

/** How long something took, over many calls. */
export interface DurationStats {
  /** How many calls were measured; of functions that take microseconds every 32nd is. */
  readonly count: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** How calls have ended so far. */
export interface OutcomeCounts {
  /** With a result. */
  readonly completed: number;
  /** With an error. */
  readonly failed: number;
  /** Given up by a signal, `cancel()`, or a shutdown. */
  readonly cancelled: number;
  /** Given up by `timeoutMs` or `maxQueueMs`. */
  readonly timedOut: number;
}

/** How a call has ended. */
export type Outcome = keyof OutcomeCounts;

/** Where the time of calls goes. */
export interface TaskDurations {
  /** From the submission until a worker was free; of a call that was sent ahead, until that worker was done with the others. */
  readonly wait: DurationStats;
  /** In the function itself. */
  readonly run: DurationStats;
  /** Everything else: to the worker, back, and in the worker's first call the loading of the module. */
  readonly overhead: DurationStats;
}

/** How long something took, over many calls: a histogram, made when it is first needed. */
class Durations {
  #histogram: RecordableHistogram | undefined;
  #summary: DurationStats = { count: 0, meanMs: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 };

  record(ms: number): void {
    this.#histogram ??= createHistogram(histogramOptions);
    const units = Math.round(ms * unitsPerMs);
    this.#histogram.record(Math.min(Math.max(units, histogramOptions.lowest), histogramOptions.highest));
  }

  /** To find a percentile costs as much as a call, so it is found again only if something was recorded. */
  toStats(): DurationStats {
    const histogram = this.#histogram;
    if (histogram !== undefined && histogram.count !== this.#summary.count)
      this.#summary = summary(histogram);
    return this.#summary;
  }
}

/** The histograms behind {@link TaskDurations}. */
export class DurationHistograms {
  readonly #wait = new Durations();
  readonly #run = new Durations();
  readonly #overhead = new Durations();

  /** One call. */
  record(waitMs: number, runMs: number, overheadMs: number): void {
    this.#wait.record(waitMs);
    this.#run.record(runMs);
    this.#overhead.record(overheadMs);
  }

  toStats(): TaskDurations {
    return {
      wait: this.#wait.toStats(),
      run: this.#run.toStats(),
      overhead: this.#overhead.toStats(),
    };
  }
}

/** What is counted and measured of the calls of one function. */
export class FunctionStats {
  readonly durations = new DurationHistograms();
  /** The overhead of calls that had a worker to themselves: what it costs to hand one over. */
  readonly handOver = new Durations();
  readonly counts = { completed: 0, failed: 0, cancelled: 0, timedOut: 0 };
}

function summary(histogram: RecordableHistogram): DurationStats {
  return Object.freeze({
    count: histogram.count,
    meanMs: histogram.mean / unitsPerMs,
    p50Ms: histogram.percentile(50) / unitsPerMs,
    p99Ms: histogram.percentile(99) / unitsPerMs,
    maxMs: histogram.max / unitsPerMs,
  });
}
