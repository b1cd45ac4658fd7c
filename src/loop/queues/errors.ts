import { TyphoonError } from "../../base/errors/index.ts";

/**
 * `getNowait()` was called while the queue had no items.
 *
 * @see tornado.queues.QueueEmpty
 * @example
 * ```ts
 * import { Queue, QueueEmpty } from "typhoon/queues";
 *
 * try {
 *   new Queue().getNowait();
 * } catch (error) {
 *   error instanceof QueueEmpty && error.code;   // "ERR_QUEUE_EMPTY"
 * }
 * ```
 */
export class QueueEmpty extends TyphoonError {
  override readonly name: string = "QueueEmpty";

  /** It has no parameters: nothing but the queue is to blame. */
  constructor() {
    super("ERR_QUEUE_EMPTY", "Cannot get an item at once as the queue is empty: wait for one with get()");
  }
}

/**
 * `putNowait()` was called while the queue had as many items as it may.
 *
 * @see tornado.queues.QueueFull
 * @example
 * ```ts
 * import { Queue, QueueFull } from "typhoon/queues";
 *
 * const queue = new Queue<string>({ maxsize: 1 });
 * queue.putNowait("first");
 * try {
 *   queue.putNowait("second");
 * } catch (error) {
 *   error instanceof QueueFull && error.code;   // "ERR_QUEUE_FULL"
 * }
 * ```
 */
export class QueueFull extends TyphoonError {
  override readonly name: string = "QueueFull";

  /** @param maxsize - what the queue may hold */
  constructor(maxsize: number) {
    super(
      "ERR_QUEUE_FULL",
      `Cannot put an item at once as the queue is full: maxsize is ${maxsize}; wait for room with put()`,
    );
  }
}

/**
 * An item was put into a queue after its `shutdown()`, or was to be got when there were none left.
 *
 * @see asyncio.QueueShutDown
 * @example
 * ```ts
 * import { Queue, QueueShutDown } from "typhoon/queues";
 *
 * const queue = new Queue<string>();
 * queue.shutdown();
 * queue.get().catch((error) => error instanceof QueueShutDown && error.code);   // "ERR_QUEUE_SHUTDOWN"
 * ```
 */
export class QueueShutDown extends TyphoonError {
  override readonly name: string = "QueueShutDown";

  /** @param action - what was to be done: "put an item", for example */
  constructor(action: string) {
    super("ERR_QUEUE_SHUTDOWN", `Cannot ${action} as the queue was shut down`);
  }
}
