import { HeapItems } from "./heap-items.ts";
import { compareNaturally } from "./natural-order.ts";
import { Queue } from "./queue.ts";
import type { PriorityQueueOptions } from "./queue-options.ts";
import { priorityQueueRules, sizeOrOptions } from "./queue-options.ts";

/**
 * A {@link Queue} that gives the smallest item first, and of equal ones the oldest.
 *
 * Putting and getting are O(log n).
 *
 * @typeParam T - an item; without `compare` it has an order by itself, or putting it in throws a `TypeError`
 * @see tornado.queues.PriorityQueue
 * @example
 * ```ts
 * import { PriorityQueue } from "typhoon/queues";
 *
 * const queue = new PriorityQueue<[priority: number, name: string]>();
 * queue.putNowait([1, "medium-priority item"]);
 * queue.putNowait([0, "high-priority item"]);
 * await queue.get();   // [0, "high-priority item"]
 *
 * const jobs = new PriorityQueue<{ dueMs: number }>({ compare: (a, b) => a.dueMs - b.dueMs });
 * jobs.putNowait({ dueMs: 1000 });
 * ```
 */
export class PriorityQueue<T> extends Queue<T> {
  /** @param options - `maxsize`, `compare`; a number is `maxsize` */
  constructor(options: PriorityQueueOptions<T> | number = {}) {
    const given: PriorityQueueOptions<T> = sizeOrOptions(options);
    priorityQueueRules.check(given);
    const { compare = compareNaturally, maxsize } = given;
    super({ maxsize }, new HeapItems(compare));
  }
}
