/** The friends' door: the line in which `queues` lets its putters and getters wait. */
export { timeOutTo } from "./wait-options.ts";
export { Waiters } from "./waiters.ts";
