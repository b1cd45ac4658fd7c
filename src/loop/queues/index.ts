export { TimeoutError } from "../../concurrent/index.ts";
export { QueueEmpty, QueueFull, QueueShutDown } from "./errors.ts";
export { LifoQueue } from "./lifo-queue.ts";
export { PriorityQueue } from "./priority-queue.ts";
export { Queue } from "./queue.ts";
export type { QueueItems } from "./queue-items.ts";
export type { PriorityQueueOptions, QueueOptions, QueueShutdownOptions } from "./queue-options.ts";
