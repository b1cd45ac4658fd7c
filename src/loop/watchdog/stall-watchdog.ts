import { channel } from "node:diagnostics_channel";
import { isMainThread } from "node:worker_threads";
import { checkedFiniteDuration, checkedLimit } from "../../base/errors/internal.ts";
import { genLog } from "../../base/log/index.ts";
import { lineFormat } from "../../base/log/internal.ts";
import { Heartbeat } from "./heartbeat.ts";
import { isDebuggerOpen, isInspectionPermitted } from "./inspector-module.ts";
import { LoopDelay, type LoopDelayStats } from "./loop-delay.ts";
import { processorWaitMs } from "./processor-wait.ts";
import { monotonicMs, Pulse } from "./pulse.ts";
import { noFindings, type Stall } from "./stall.ts";
import { StallCounter, type StallCounts } from "./stall-counts.ts";
import { finishedStallMessage, stallFields } from "./stall-message.ts";
import { ThreadPoolProbe, type ThreadPoolStats } from "./thread-pool-probe.ts";
import type { StallEnded, StallSeen } from "./watch-messages.ts";
import { WatchThread } from "./watch-thread.ts";
import { type StallWatchdogOptions, watchdogRules } from "./watchdog-options.ts";

/** What a {@link StallWatchdog} has measured since its start. */
export interface StallWatchdogStats {
  readonly isRunning: boolean;
  readonly thresholdMs: number;
  readonly stalls: StallCounts;
  /** How late the loop's turns come. */
  readonly delay: LoopDelayStats;
  /** The part of the time in which the loop was busy, from 0 to 1. */
  readonly utilization: number;
  /** libuv's own thread pool. */
  readonly threadPool: ThreadPoolStats;
}

const action = "make a watchdog";
const minThresholdMs = 20;
/** A day: no loop that is blocked for longer is reported by anything but its clients. */
const maxThresholdMs = 86_400_000;
// A wait in a queue is no scandal as early as a blocked loop is.
const minPoolThresholdMs = 100;
// What ends a rest without a warning is rare, and an endless loop among it rarer still.
const askEveryMs = 30_000;
const stallChannel = channel("typhoon:stall");

/**
 * Watches the loop of this process from a thread of its own, and names the line that blocks it.
 *
 * While the loop is blocked, a warning of `typhoon.general` goes to standard error: for how long so far, where, and in
 * which request. When it runs again, a second one, through the log's usual destination, says how long it was in all,
 * and the channel `typhoon:stall` of `node:diagnostics_channel` receives a {@link Stall}.
 *
 * It never keeps the process alive, does nothing in a thread that is not the process's first, and is silent as long as
 * Node's inspector is open: a breakpoint is no stall.
 */
export class StallWatchdog {
  readonly #thresholdMs: number;
  readonly #intervalMs: number;
  readonly #captureStack: boolean;
  readonly #maxReportsPerMinute: number;
  readonly #pulse = new Pulse();
  readonly #counter = new StallCounter();
  readonly #delay = new LoopDelay();
  readonly #probe: ThreadPoolProbe;
  readonly #heart: Heartbeat;
  #starvedMsAtRest = 0;
  #thread: WatchThread | undefined;

  /**
   * @param options - what to report
   * @throws {RangeError} when `thresholdMs` is below 20 or above a day, or `maxReportsPerMinute` is negative
   */
  constructor(options: StallWatchdogOptions = {}) {
    const { thresholdMs = 250, captureStack = true, maxReportsPerMinute = 10 } = options;
    checkThreshold(thresholdMs);
    checkedLimit(action, "maxReportsPerMinute", maxReportsPerMinute, 0);
    watchdogRules.check(options);
    this.#thresholdMs = thresholdMs;
    this.#intervalMs = Math.floor(thresholdMs / 4);
    this.#captureStack = captureStack;
    this.#maxReportsPerMinute = maxReportsPerMinute;
    this.#probe = new ThreadPoolProbe(Math.max(thresholdMs, minPoolThresholdMs));
    this.#heart = new Heartbeat(this.#intervalMs, {
      onBeat: () => this.#beat(),
      ownEvents: () => this.#probe.ended,
      onRest: () => this.#rest(),
      onWake: (activeMs) => this.#wake(activeMs),
    });
  }

  /** Begins to watch, unless it does so already, this is not the process's first thread, or a debugger may be at work. */
  start(): void {
    if (this.isRunning() || !isMainThread || isDebuggerOpen()) return;
    this.#writePulse();
    this.#delay.start();
    this.#heart.start();
    this.#startThread();
  }

  /** Ends watching. */
  stop(): void {
    this.#heart.stop();
    this.#thread?.stop();
    this.#thread = undefined;
  }

  isRunning(): boolean {
    return this.#heart.isRunning;
  }

  /** What was measured so far. */
  stats(): StallWatchdogStats {
    return Object.freeze({
      isRunning: this.isRunning(),
      thresholdMs: this.#thresholdMs,
      stalls: this.#counter.counts(),
      delay: this.#delay.stats(),
      utilization: this.#delay.utilization(),
      threadPool: this.#probe.stats(),
    });
  }

  #startThread(): void {
    try {
      const options = {
        memory: this.#pulse.memory,
        thresholdMs: this.#thresholdMs,
        intervalMs: this.#intervalMs,
        askEveryMs: this.#heart.isAlarmComplete ? undefined : askEveryMs,
        captureStack: this.#captureStack && isInspectionPermitted(),
        maxReportsPerMinute: this.#maxReportsPerMinute,
        workingDirectory: process.cwd(),
      };
      this.#thread = new WatchThread(options, {
        onStall: (seen) => this.#finish(seen),
        onBeatWanted: () => this.#beatOnce(),
        onFailure: (error) => this.#workAlone(error),
      });
    } catch (error) {
      this.#workAlone(error);
    }
  }

  /** Where the process may start no threads: a stall is still told, afterwards, and without its line. */
  #workAlone(error: unknown): void {
    this.#thread = undefined;
    genLog.info({ err: error }, "The watchdog has no thread: it reports stalls without their line");
  }

  /** @returns whether a rest may begin: not while a job waits for the thread pool, since who warns of it beats */
  #beat(): boolean {
    const { beatMs, isDebugged } = this.#pulse.read();
    const nowMs = this.#writePulse();
    const lateMs = nowMs - beatMs - this.#intervalMs;
    this.#delay.record(lateMs);
    if (lateMs >= this.#thresholdMs && !isDebugged)
      this.#tellEnd({ beatMs, durationMs: lateMs, isFromRest: false });
    this.#probe.beat(nowMs, this.#intervalMs);
    return !this.#probe.isWaiting;
  }

  #rest(): void {
    this.#starvedMsAtRest = processorWaitMs();
    this.#writePulse(true);
  }

  /** Where the rest was ended by something that blocked the loop unseen, the next time is not to be missed. */
  #wake(activeMs: number): void {
    const { beatMs, isDebugged } = this.#pulse.read();
    this.#writePulse();
    this.#thread?.tellRestOver();
    if (activeMs < this.#thresholdMs || isDebugged) return;
    const durationMs = activeMs - (processorWaitMs() - this.#starvedMsAtRest);
    if (durationMs < this.#thresholdMs) return;
    this.#heart.stayAwake();
    this.#delay.record(durationMs);
    this.#tellEnd({ beatMs, durationMs, isFromRest: true });
  }

  #beatOnce(): void {
    if (!this.#heart.isResting) return;
    this.#heart.sleepOn();
    this.#writePulse(true);
  }

  #writePulse(isResting = false): number {
    const beatMs = monotonicMs();
    const format = genLog.isLevelEnabled("warn") ? lineFormat() : undefined;
    this.#pulse.write({ beatMs, format, isDebugged: isDebuggerOpen(), isResting });
    return beatMs;
  }

  #tellEnd(ended: StallEnded): void {
    if (this.#thread) this.#thread.tellEnd(ended);
    else this.#finish({ stall: { durationMs: ended.durationMs, ...noFindings }, isReported: true });
  }

  #finish({ stall, isReported }: StallSeen): void {
    this.#counter.add(stall);
    const { durationMs } = stall;
    if (isReported) genLog.warn(stallFields(durationMs, stall), finishedStallMessage(durationMs, stall));
    if (stallChannel.hasSubscribers) stallChannel.publish(Object.freeze<Stall>(stall));
  }
}

function checkThreshold(thresholdMs: number): void {
  checkedFiniteDuration(action, "thresholdMs", thresholdMs, minThresholdMs);
  if (thresholdMs <= maxThresholdMs) return;
  throw new RangeError(
    `Cannot ${action} because thresholdMs is ${thresholdMs}: pass at most ${maxThresholdMs}, or turn the watchdog off`,
  );
}
