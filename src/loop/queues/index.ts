export { TimeoutError } from "../../concurrent/index.ts";
export { QueueEmpty, QueueFull, QueueShutDown } from "./errors.ts";
export { LifoQueue } from "./lifo-queue.ts";
export { PriorityQueue, type PriorityQueueOptions } from "./priority-queue.ts";
export { Queue, type QueueOptions, type QueueShutdownOptions } from "./queue.ts";
export type { QueueItems } from "./queue-items.ts";
