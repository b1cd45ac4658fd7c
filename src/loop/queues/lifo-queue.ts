import { Queue } from "./queue.ts";
import type { QueueItems } from "./queue-items.ts";
import type { QueueOptions } from "./queue-options.ts";

/**
 * A {@link Queue} that gives the newest item first.
 *
 * @typeParam T - an item
 * @see tornado.queues.LifoQueue
 * @example
 * ```ts
 * import { LifoQueue } from "typhoon/queues";
 *
 * const queue = new LifoQueue<string>();
 * queue.putNowait("first");
 * queue.putNowait("second");
 * await queue.get();   // "second"
 * ```
 */
export class LifoQueue<T> extends Queue<T> {
  /** @param options - `maxsize` */
  constructor(options: QueueOptions | number = {}) {
    super(options, new LifoItems());
  }
}

class LifoItems<T> implements QueueItems<T> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  add(item: T): void {
    this.#items.push(item);
  }

  take(): T {
    return this.#items.pop() as T;
  }
}
