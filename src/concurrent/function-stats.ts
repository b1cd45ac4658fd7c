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
  /** From the submission until a worker was free; not known of calls that were sent ahead. */
  readonly wait: DurationStats;
  /** In the function itself. */
  readonly run: DurationStats;
  /** Everything else: to the worker, back, and in the worker's first call the loading of the module. */
  readonly overhead: DurationStats;
}

/** The histograms behind {@link TaskDurations}; each is made when it is first needed. */
export class DurationHistograms {
  #wait: RecordableHistogram | undefined;
  #run: RecordableHistogram | undefined;
  #overhead: RecordableHistogram | undefined;

  /** One call, of which only `runMs` is always known. */
  record(runMs: number, waitMs?: number, overheadMs?: number): void {
    this.#run = recorded(this.#run, runMs);
    if (waitMs !== undefined) this.#wait = recorded(this.#wait, waitMs);
    if (overheadMs !== undefined) this.#overhead = recorded(this.#overhead, overheadMs);
  }

  /** Adds all calls of another one. */
  add(other: DurationHistograms): void {
    this.#wait = added(this.#wait, other.#wait);
    this.#run = added(this.#run, other.#run);
    this.#overhead = added(this.#overhead, other.#overhead);
  }

  toStats(): TaskDurations {
    return { wait: summary(this.#wait), run: summary(this.#run), overhead: summary(this.#overhead) };
  }
}

/** What is counted and measured of the calls of one function. */
export class FunctionStats {
  readonly durations = new DurationHistograms();
  readonly counts = { completed: 0, failed: 0, cancelled: 0, timedOut: 0 };
}

function recorded(histogram: RecordableHistogram | undefined, ms: number): RecordableHistogram {
  const target = histogram ?? createHistogram(histogramOptions);
  const units = Math.round(ms * unitsPerMs);
  target.record(Math.min(Math.max(units, histogramOptions.lowest), histogramOptions.highest));
  return target;
}

function added(
  histogram: RecordableHistogram | undefined,
  other: RecordableHistogram | undefined,
): RecordableHistogram | undefined {
  if (other === undefined) return histogram;
  const target = histogram ?? createHistogram(histogramOptions);
  target.add(other);
  return target;
}

function summary(histogram: RecordableHistogram | undefined): DurationStats {
  if (histogram === undefined) return { count: 0, meanMs: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 };
  return {
    count: histogram.count,
    meanMs: histogram.mean / unitsPerMs,
    p50Ms: histogram.percentile(50) / unitsPerMs,
    p99Ms: histogram.percentile(99) / unitsPerMs,
    maxMs: histogram.max / unitsPerMs,
  };
}
