import { parentPort } from "node:worker_threads";
import { processorWaitMs } from "../processor-wait.ts";
import { monotonicMs, Pulse } from "../pulse.ts";
import { noFindings, type StallFindings } from "../stall.ts";
import { nativeStallMessage, ongoingStallMessage, stallFields } from "../stall-message.ts";
import type { BeatWanted, StallEnded, StallSeen, ToWatcher, WatchSettings } from "../watch-messages.ts";
import { OngoingStall } from "./ongoing-stall.ts";
import { SourcePositions } from "./source-position.ts";
import { type Look, StallDetector } from "./stall-detector.ts";
import { StallReporter } from "./stall-reporter.ts";

/** Makes this thread a watcher: it looks at the pulse until it is ended. */
export function watchStalls(settings: WatchSettings): void {
  const watch = new Watch(settings);
  parentPort?.on("message", (message: ToWatcher) => {
    if ("isRestOver" in message) watch.goOn();
    else void watch.end(message);
  });
  watch.look();
}

// Without an answer of the blocked thread for so long, it is told that there is none: it may never come.
const patienceMs = 1000;

/** The stall that lasts, if one does. */
class Watch {
  readonly #settings: WatchSettings;
  readonly #pulse: Pulse;
  readonly #detector: StallDetector;
  readonly #reporter: StallReporter;
  readonly #positions: SourcePositions;
  #stall: OngoingStall | undefined;
  #isReported = false;
  #timer: NodeJS.Timeout | undefined;
  /** The beat after which the loop was asked for another one. */
  #askedBeatMs: number | undefined;
  #askedMs = 0;

  constructor(settings: WatchSettings) {
    this.#settings = settings;
    this.#pulse = new Pulse(settings.memory);
    this.#detector = new StallDetector(settings.thresholdMs, settings.intervalMs, monotonicMs());
    this.#reporter = new StallReporter(this.#pulse, settings.maxReportsPerMinute);
    this.#positions = new SourcePositions(settings.workingDirectory);
  }

  /** Looks at the pulse, and again whenever the next stall may have begun: an idle process is rarely disturbed. */
  look(): void {
    const nowMs = monotonicMs();
    const { beatMs, isDebugged, isResting } = this.#pulse.read();
    const isAtRest = isResting && beatMs !== this.#askedBeatMs;
    if (isDebugged || isAtRest) this.#detector.forgive(nowMs);
    const look = this.#detector.look({ nowMs, beatMs, starvedMs: processorWaitMs() });
    if (isAtRest) this.#rest();
    else this.#timer = setTimeout(() => this.look(), look.nextMs);
    this.#consider(look, nowMs, beatMs);
  }

  /** The loop beats again after a rest. */
  goOn(): void {
    this.#askedBeatMs = undefined;
    clearTimeout(this.#timer);
    this.#detector.forgive(monotonicMs());
    this.look();
  }

  /** There is nothing to see until the loop says so itself. */
  #rest(): void {
    const { askEveryMs } = this.#settings;
    this.#timer = askEveryMs === undefined ? undefined : setTimeout(() => this.#ask(), askEveryMs);
  }

  /** A loop that rests answers at once; one that does not is blocked since now, for all that is known. */
  #ask(): void {
    const wanted: BeatWanted = { isBeatWanted: true };
    // Before it can answer.
    this.#askedBeatMs = this.#pulse.read().beatMs;
    this.#askedMs = monotonicMs();
    parentPort?.postMessage(wanted);
    this.#detector.forgive(this.#askedMs);
    this.look();
  }

  #consider({ lateMs, isNewStall }: Look, nowMs: number, beatMs: number): void {
    if (isNewStall) this.#begin(nowMs, beatMs);
    else if (beatMs !== this.#stall?.beatMs) this.#stall?.end();
    else this.#goOn(this.#stall, lateMs);
  }

  #goOn(stall: OngoingStall, lateMs: number): void {
    stall.goOn();
    if (!stall.losesPatience(lateMs)) return;
    this.#reporter.write(stallFields(lateMs, {}), (leftOut) => nativeStallMessage(lateMs, leftOut));
  }

  /** The loop runs again: tells its thread all that was found out. */
  async end({ beatMs, durationMs, isFromRest }: StallEnded): Promise<void> {
    const stall = this.#stall?.beatMs === beatMs ? this.#stall : undefined;
    if (stall === undefined && !isFromRest) return;
    stall?.end();
    const isReported = stall === undefined ? this.#reporter.begin(monotonicMs()) : this.#isReported;
    const findings = (await stall?.findings) ?? noFindings;
    const seen: StallSeen = { stall: { durationMs, ...findings }, isReported };
    parentPort?.postMessage(seen);
  }

  #begin(nowMs: number, beatMs: number): void {
    this.#isReported = this.#reporter.begin(nowMs);
    const { captureStack, thresholdMs, libraryUrl } = this.#settings;
    const stall = new OngoingStall({
      beatMs,
      isBlocked: () => this.#isBlockedSince(beatMs),
      // What is not reported is not worth holding up the loop even longer.
      captureStack: captureStack && this.#isReported,
      patienceMs: Math.max(patienceMs, 2 * thresholdMs),
      positions: this.#positions,
      libraryUrl,
    });
    this.#stall = stall;
    void stall.findings.then((findings) => this.#report(beatMs, findings));
  }

  #report(beatMs: number, findings: StallFindings): void {
    if (!this.#isBlockedSince(beatMs)) return;
    const sinceMs = beatMs === this.#askedBeatMs ? this.#askedMs : beatMs;
    const forMs = monotonicMs() - sinceMs - this.#settings.intervalMs;
    const fields = stallFields(forMs, findings);
    this.#reporter.write(fields, (leftOut) => ongoingStallMessage(forMs, findings, leftOut));
  }

  #isBlockedSince(beatMs: number): boolean {
    return this.#pulse.read().beatMs === beatMs;
  }
}
