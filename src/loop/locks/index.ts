export { TimeoutError } from "../../concurrent/index.ts";
export { BoundedSemaphore } from "./bounded-semaphore.ts";
export { Condition } from "./condition.ts";
export { Event } from "./event.ts";
export { Lock } from "./lock.ts";
export type { Permit } from "./permit.ts";
export { Semaphore } from "./semaphore.ts";
export type { WaitOptions } from "./wait-options.ts";
