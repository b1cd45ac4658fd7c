import { createHistogram, type EventLoopUtilization, performance } from "node:perf_hooks";

/** How late the loop's turns came, in milliseconds. */
export interface LoopDelayStats {
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const microsecondsPerMs = 1000;
// Two significant digits, from a microsecond to an hour: some kilobytes.
const range = { lowest: 1, highest: 3_600_000_000, figures: 2 };

/**
 * How late the loop is, and how busy, since it was asked to measure.
 *
 * It takes the heartbeat's word for it: `monitorEventLoopDelay` would wake an idle process fifty times a second more,
 * which costs more than all else in here.
 */
export class LoopDelay {
  readonly #histogram = createHistogram(range);
  #utilizationAtStart: EventLoopUtilization = performance.eventLoopUtilization();

  start(): void {
    this.#histogram.reset();
    this.#utilizationAtStart = performance.eventLoopUtilization();
  }

  /** @param lateMs - how late a beat was */
  record(lateMs: number): void {
    const microseconds = Math.round(lateMs * microsecondsPerMs);
    this.#histogram.record(Math.min(range.highest, Math.max(range.lowest, microseconds)));
  }

  /** The part of the time in which the loop was not waiting, from 0 to 1. */
  utilization(): number {
    return performance.eventLoopUtilization(this.#utilizationAtStart).utilization;
  }

  stats(): LoopDelayStats {
    const histogram = this.#histogram;
    if (histogram.count === 0) return noDelay;
    return Object.freeze({
      meanMs: histogram.mean / microsecondsPerMs,
      p50Ms: histogram.percentile(50) / microsecondsPerMs,
      p90Ms: histogram.percentile(90) / microsecondsPerMs,
      p99Ms: histogram.percentile(99) / microsecondsPerMs,
      maxMs: histogram.max / microsecondsPerMs,
    });
  }
}

const noDelay: LoopDelayStats = Object.freeze({ meanMs: 0, p50Ms: 0, p90Ms: 0, p99Ms: 0, maxMs: 0 });
