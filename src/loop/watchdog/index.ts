export type { LoopDelayStats } from "./loop-delay.ts";
export { watchdog } from "./process-watchdog.ts";
export type { SourceLine, Stall, StallFindings } from "./stall.ts";
export type { StallCounts, StalledLine } from "./stall-counts.ts";
export type { StallWatchdog, StallWatchdogStats } from "./stall-watchdog.ts";
export type { ThreadPoolStats } from "./thread-pool-probe.ts";
export type { StallWatchdogOptions } from "./watchdog-options.ts";
