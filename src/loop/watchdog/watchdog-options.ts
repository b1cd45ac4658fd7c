import { number, OptionRules, trueOrFalse } from "../../base/errors/internal.ts";

/** Options of a {@link StallWatchdog}. */
export interface StallWatchdogOptions {
  /** From what length on a stall is reported, in milliseconds; at least 20. Default: 250. */
  readonly thresholdMs?: number;
  /**
   * Take the stack of a blocked thread, which pauses it for some milliseconds; without, a report names no line and no
   * request. Default: `true`.
   */
  readonly captureStack?: boolean;
  /** How many stalls of a minute are reported; further ones are only counted. Default: 10. */
  readonly maxReportsPerMinute?: number;
}

/** Options of a watchdog; whether their numbers are in range its constructor says. */
export const watchdogRules = new OptionRules<StallWatchdogOptions>("make a watchdog", {
  thresholdMs: number,
  captureStack: trueOrFalse,
  maxReportsPerMinute: number,
});
