/** The friends' door: for those who start a watchdog by default, and those whose objects tell what they are busy with. */
export { type Active, type Activity, activitySymbol } from "./activity.ts";
export { holdWatchdog, stopWatchdog, type WatchdogHold } from "./process-watchdog.ts";
export { watchdogRules } from "./watchdog-options.ts";
