export { type Clock, type ClockTimer, systemClock } from "./clock.ts";
export type { Deadline } from "./deadline.ts";
export { IOLoop, type IOLoopOptions, type RunSyncOptions } from "./io-loop.ts";
export { PeriodicCallback, type PeriodicCallbackOptions } from "./periodic-callback.ts";
export type { TimeoutHandle } from "./timeout.ts";
