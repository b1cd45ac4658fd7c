import { type EventLoopUtilization, monitorEventLoopDelay, performance } from "node:perf_hooks";

/** How late the loop's turns came, in milliseconds. */
export interface LoopDelayStats {
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const resolutionMs = 20;

/** How late the loop is, and how busy, since it was asked to measure. */
export class LoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  #utilizationAtStart: EventLoopUtilization = performance.eventLoopUtilization();

  start(): void {
    this.#histogram.reset();
    this.#utilizationAtStart = performance.eventLoopUtilization();
    this.#histogram.enable();
  }

  stop(): void {
    this.#histogram.disable();
  }

  /** The part of the time in which the loop was not waiting, from 0 to 1. */
  utilization(): number {
    return performance.eventLoopUtilization(this.#utilizationAtStart).utilization;
  }

  stats(): LoopDelayStats {
    const histogram = this.#histogram;
    return Object.freeze({
      meanMs: delayMs(histogram.mean),
      p50Ms: delayMs(histogram.percentile(50)),
      p90Ms: delayMs(histogram.percentile(90)),
      p99Ms: delayMs(histogram.percentile(99)),
      maxMs: delayMs(histogram.max),
    });
  }
}

/** The histogram holds the nanoseconds from one tick to the next: what is beyond the resolution is the delay. */
function delayMs(nanoseconds: number): number {
  return Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e6 - resolutionMs) : 0;
}
