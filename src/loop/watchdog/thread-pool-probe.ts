import { fstat } from "node:fs";
import { type EventLoopUtilization, performance } from "node:perf_hooks";
import { genLog } from "../../base/log/index.ts";
import { ReportLimit } from "./report-limit.ts";

/** How long jobs waited for libuv's thread pool. */
export interface ThreadPoolStats {
  /** How many trivial jobs were tried. */
  readonly probes: number;
  /** Of the last one that is over. */
  readonly lastWaitMs: number;
  readonly longestWaitMs: number;
  /** How many of them waited longer than the threshold. */
  readonly saturated: number;
}

const periodMs = 2000;
// The heartbeat alone keeps the loop busy for less of the time.
const activeUtilization = 0.005;

/**
 * Measures libuv's own thread pool, which no statistics of Node show: files, DNS, `node:crypto` and `node:zlib` share
 * its threads, four by default, so a few long jobs hold up all others while the loop seems free.
 */
export class ThreadPoolProbe {
  readonly #thresholdMs: number;
  readonly #warnings = new ReportLimit(1);
  #utilization: EventLoopUtilization | undefined;
  #lastStartMs = Number.NEGATIVE_INFINITY;
  /** How long the job that is under way has waited, without the time that the loop itself was late. */
  #waitMs: number | undefined;
  #probes = 0;
  #ended = 0;
  #lastWaitMs = 0;
  #longestWaitMs = 0;
  #saturated = 0;

  /** @param thresholdMs - from what wait on the pool counts as saturated */
  constructor(thresholdMs: number) {
    this.#thresholdMs = thresholdMs;
  }

  /**
   * At every beat of the loop.
   *
   * @param nowMs - the time
   * @param intervalMs - since the beat before, when the loop is not late
   */
  beat(nowMs: number, intervalMs: number): void {
    if (this.#waitMs !== undefined) this.#goOn(this.#waitMs, intervalMs);
    else if (nowMs - this.#lastStartMs >= periodMs && this.#wasActive()) this.#start(nowMs);
  }

  /** Whether a job is under way. */
  get isWaiting(): boolean {
    return this.#waitMs !== undefined;
  }

  /** How many jobs are over: an event of the loop each. */
  get ended(): number {
    return this.#ended;
  }

  stats(): ThreadPoolStats {
    return Object.freeze({
      probes: this.#probes,
      lastWaitMs: this.#lastWaitMs,
      longestWaitMs: this.#longestWaitMs,
      saturated: this.#saturated,
    });
  }

  // Whether the descriptor is open does not matter: a failure, too, has waited for its turn.
  #start(nowMs: number): void {
    this.#lastStartMs = nowMs;
    this.#waitMs = 0;
    this.#probes++;
    const startMs = performance.now();
    try {
      fstat(2, () => this.#end(performance.now() - startMs));
    } catch {
      this.#waitMs = undefined;
    }
  }

  /** Who did nothing gave the pool nothing to do. */
  #wasActive(): boolean {
    const before = this.#utilization;
    this.#utilization = performance.eventLoopUtilization();
    if (before === undefined) return true;
    return performance.eventLoopUtilization(this.#utilization, before).utilization > activeUtilization;
  }

  #goOn(beforeMs: number, intervalMs: number): void {
    const waitMs = beforeMs + intervalMs;
    this.#waitMs = waitMs;
    if (beforeMs < this.#thresholdMs && waitMs >= this.#thresholdMs) this.#saturated++;
    if (waitMs >= this.#thresholdMs && this.#warnings.admit(performance.now()) !== undefined)
      genLog.warn(saturationMessage(waitMs));
  }

  /** What passed since the last beat is less than a beat, unless the loop was late: the beats are what counts. */
  #end(elapsedMs: number): void {
    this.#ended++;
    this.#lastWaitMs = this.#waitMs === 0 ? 0 : Math.min(elapsedMs, this.#waitMs ?? 0);
    this.#longestWaitMs = Math.max(this.#longestWaitMs, this.#lastWaitMs);
    this.#waitMs = undefined;
  }
}

function saturationMessage(waitMs: number): string {
  const threads = process.env["UV_THREADPOOL_SIZE"] ?? "4";
  return (
    `The thread pool of libuv (threads: ${threads}) is saturated: a trivial job has waited ${Math.round(waitMs)} ms ` +
    "so far, and so do files, DNS, node:crypto and node:zlib: start the process with a larger UV_THREADPOOL_SIZE, " +
    "or run the synchronous forms of the long calls with unblock() of typhoon/concurrent"
  );
}
