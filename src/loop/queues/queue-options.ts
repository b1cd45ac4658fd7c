import { anyValue, callable, OptionRules, trueOrFalse } from "../../base/errors/internal.ts";

/** Options of {@link Queue}. */
export interface QueueOptions {
  /** How many items it may hold before `put()` waits; 0: any number. Default: `0`. */
  readonly maxsize?: number | undefined;
}

/** Options of `Queue.shutdown`. */
export interface QueueShutdownOptions {
  /** Throw the items away that are still in the queue, and count them as done. Default: `false`. */
  readonly immediate?: boolean | undefined;
}

/** Options of {@link PriorityQueue}. */
export interface PriorityQueueOptions<T> extends QueueOptions {
  /**
   * The order, as `Array.sort` takes it: negative when `a` comes first. Default: numbers, strings and dates by `<`, and
   * lists by their elements in turn, so that items may be `[priority, data]`.
   */
  readonly compare?: ((a: T, b: T) => number) | undefined;
}

/** As in Python, a number alone is `maxsize`. */
export function sizeOrOptions<Options>(options: Options | number): Options | QueueOptions {
  return typeof options === "number" ? { maxsize: options } : options;
}

/** Options of queues; whether `maxsize` is in range the constructor says. */
export const queueRules = new OptionRules<QueueOptions>("make a queue", { maxsize: anyValue });

/** Options of a `PriorityQueue`. */
export const priorityQueueRules = new OptionRules<PriorityQueueOptions<unknown>>("make a queue", {
  maxsize: anyValue,
  compare: callable,
});

/** Options of `Queue.shutdown`. */
export const shutdownRules = new OptionRules<QueueShutdownOptions>("shut a queue down", {
  immediate: trueOrFalse,
});
