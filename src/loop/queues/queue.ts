import type { Future } from "../../concurrent/index.ts";
import { Event, type WaitOptions } from "../locks/index.ts";
import { timeOutTo, Waiters } from "../locks/internal.ts";
import { QueueEmpty, QueueFull, QueueShutDown } from "./errors.ts";
import { FifoItems } from "./fifo-items.ts";
import type { QueueItems } from "./queue-items.ts";
import type { QueueOptions, QueueShutdownOptions } from "./queue-options.ts";
import { queueRules, shutdownRules, sizeOrOptions } from "./queue-options.ts";

/**
 * Hands items from producers to consumers, first in, first out, and slows producers down that are too fast.
 *
 * Who waits is served in the order of coming. With `for await` a consumer takes items until the queue is shut down.
 *
 * @typeParam T - an item
 * @see tornado.queues.Queue
 * @example
 * ```ts
 * import { Queue } from "typhoon/queues";
 *
 * const queue = new Queue<number>({ maxsize: 2 });
 *
 * async function consumer() {
 *   for await (const item of queue) {
 *     item;   // 0, 1, 2, 3, 4
 *     queue.taskDone();
 *   }
 * }
 * const consuming = consumer();
 * for (let item = 0; item < 5; item++) await queue.put(item);
 * await queue.join();
 * queue.shutdown();
 * await consuming;
 * ```
 */
export class Queue<T> implements AsyncIterable<T> {
  readonly #maxsize: number;
  readonly #items: QueueItems<T>;
  readonly #getters = new Waiters<T>(timeOutTo("get an item"));
  readonly #putters = new Waiters<void>(timeOutTo("put an item"));
  readonly #serveGetter = () => this.#take();
  readonly #finished = new Event();
  #unfinishedTasks = 0;
  #isShutDown = false;

  /**
   * @param options - `maxsize`, or that number alone
   * @param items - what a subclass keeps its items in. Default: the oldest item comes first
   * @throws {TypeError} when `options` is something else, or `maxsize` is not a number
   * @throws {RangeError} when it is negative
   */
  constructor(options: QueueOptions | number = {}, items: QueueItems<T> = new FifoItems()) {
    const given = sizeOrOptions(options);
    queueRules.check(given);
    const { maxsize = 0 } = given;
    if (typeof maxsize !== "number") {
      throw new TypeError(`Cannot make a queue as maxsize must be a number: it is ${String(maxsize)}`);
    }
    if (!(maxsize >= 0))
      throw new RangeError(`Cannot make a queue as maxsize must be >= 0: it is ${maxsize}`);
    this.#maxsize = maxsize;
    this.#items = items;
    this.#finished.set();
  }

  /** How many items it may hold; 0: any number. */
  get maxsize(): number {
    return this.#maxsize;
  }

  /** How many items it holds; those of waiting `put()`s do not count. */
  qsize(): number {
    return this.#items.size;
  }

  /** Whether it holds no items. */
  empty(): boolean {
    return this.#items.size === 0;
  }

  /** Whether it holds as many items as it may. */
  full(): boolean {
    return this.#maxsize > 0 && this.#items.size >= this.#maxsize;
  }

  /**
   * Puts an item in, waiting until there is room.
   *
   * @param options - `timeoutMs`, `signal`: who gives up has put nothing in
   * @returns fails with {@link TimeoutError} (`ERR_TIMEOUT`) after `timeoutMs`, with {@link QueueShutDown}
   *   (`ERR_QUEUE_SHUTDOWN`) if the queue is or gets shut down first; cancelled by `signal`
   */
  put(item: T, options: WaitOptions = {}): Future<void> {
    return this.#putters.wait(this.#isShutDown || !this.full(), () => this.#putInTurn(item), options);
  }

  /**
   * Puts an item in if there is room.
   *
   * @throws {QueueFull} `ERR_QUEUE_FULL` when there is not
   * @throws {QueueShutDown} `ERR_QUEUE_SHUTDOWN` after `shutdown()`
   */
  putNowait(item: T): void {
    if (this.full() && !this.#isShutDown) throw new QueueFull(this.#maxsize);
    this.#putInTurn(item);
  }

  /**
   * Takes the next item out, waiting until there is one.
   *
   * @param options - `timeoutMs`, `signal`: who gives up has taken nothing
   * @returns the item; fails with {@link TimeoutError} (`ERR_TIMEOUT`) after `timeoutMs`, with {@link QueueShutDown}
   *   (`ERR_QUEUE_SHUTDOWN`) once the queue is shut down and empty; cancelled by `signal`
   */
  get(options: WaitOptions = {}): Future<T> {
    return this.#getters.wait(this.#isShutDown || !this.empty(), this.#serveGetter, options);
  }

  /**
   * Takes the next item out if there is one.
   *
   * @throws {QueueEmpty} `ERR_QUEUE_EMPTY` when there is none
   * @throws {QueueShutDown} `ERR_QUEUE_SHUTDOWN` when there is none, after `shutdown()`
   */
  getNowait(): T {
    if (this.empty() && !this.#isShutDown) throw new QueueEmpty();
    return this.#take();
  }

  /**
   * A consumer is through with an item that it took: called once for each.
   *
   * @throws {RangeError} when it is called more often than items were put in
   */
  taskDone(): void {
    if (this.#unfinishedTasks === 0) {
      throw new RangeError(
        "taskDone() called too many times: it is called once for each item that was put in",
      );
    }
    this.#finishTasks(1);
  }

  /**
   * Waits until consumers are through with all items; done at once if they are.
   *
   * @param options - `timeoutMs`, `signal`
   * @returns fails with {@link TimeoutError} (`ERR_TIMEOUT`) after `timeoutMs`; cancelled by `signal`
   */
  join(options: WaitOptions = {}): Future<void> {
    return this.#finished.wait(options);
  }

  /**
   * Takes no more items: every `put()` fails from now on, also those that wait.
   *
   * Consumers get what is still in the queue; when there is nothing left, `get()` fails and `for await` ends.
   *
   * @param options - `immediate`: throw what is still in the queue away
   * @see asyncio.Queue.shutdown
   */
  shutdown(options: QueueShutdownOptions = {}): void {
    shutdownRules.check(options);
    this.#isShutDown = true;
    if (options.immediate) this.#throwItemsAway();
    this.#putters.failAll(() => new QueueShutDown("put an item"));
    if (this.empty()) this.#getters.failAll(() => new QueueShutDown("get an item"));
  }

  /** Takes items, and waits for more, until the queue is shut down and empty. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    try {
      for (;;) yield await this.get();
    } catch (error) {
      if (!(error instanceof QueueShutDown)) throw error;
    }
  }

  /** @returns how it stands: `<Queue maxsize=2 items=2 putters[1] tasks=3>` */
  toString(): string {
    const parts = [
      `maxsize=${this.#maxsize}`,
      this.empty() ? "" : `items=${this.qsize()}`,
      this.#getters.size === 0 ? "" : `getters[${this.#getters.size}]`,
      this.#putters.size === 0 ? "" : `putters[${this.#putters.size}]`,
      this.#unfinishedTasks === 0 ? "" : `tasks=${this.#unfinishedTasks}`,
    ];
    return `<${this.constructor.name} ${parts.filter((part) => part !== "").join(" ")}>`;
  }

  // While a getter waits the queue is empty, and while a putter waits it is full: never both.
  #putInTurn(item: T): void {
    if (this.#isShutDown) throw new QueueShutDown("put an item");
    this.#items.add(item);
    this.#unfinishedTasks += 1;
    this.#finished.clear();
    this.#getters.serveNext();
  }

  // The putter first: what it puts in may come out at once, from a LifoQueue it does.
  #take(): T {
    this.#putters.serveNext();
    if (this.empty()) throw new QueueShutDown("get an item");
    return this.#items.take();
  }

  #throwItemsAway(): void {
    const count = this.qsize();
    for (let left = count; left > 0; left -= 1) this.#items.take();
    this.#finishTasks(count);
  }

  #finishTasks(count: number): void {
    this.#unfinishedTasks -= count;
    if (this.#unfinishedTasks === 0) this.#finished.set();
  }
}
