import type { CurrentTask } from "./current-task.ts";

/** How many values may be under way to the consumer: enough to hide the way there, few enough to bound memory. */
export const streamWindow = 16;

/** Runs a generator and sends its values, as many as the consumer has room for. */
export class StreamSender {
  readonly #id: number;
  readonly #iterator: Iterator<unknown> | AsyncIterator<unknown>;
  readonly #sendChunk: (value: unknown) => unknown;
  readonly #task: Pick<CurrentTask, "aborted">;
  #credit = streamWindow;
  #isStopped = false;
  #onCredit: (() => void) | undefined;

  /**
   * @param id - of the task
   * @param iterable - what the function returned
   * @param task - tells that nobody wants more while the generator computes, and no message is seen
   * @param sendChunk - sends one value, and returns what is awaited before the next; throws if it cannot travel
   * @throws {TypeError} if the function returned nothing to iterate over
   */
  constructor(
    id: number,
    iterable: unknown,
    task: Pick<CurrentTask, "aborted">,
    sendChunk: (value: unknown) => unknown,
  ) {
    this.#id = id;
    this.#task = task;
    this.#iterator = iteratorOf(iterable);
    this.#sendChunk = sendChunk;
  }

  /** Resolves when the generator has ended, by itself or because nobody wants more. */
  async run(): Promise<void> {
    while (!this.#isUnwanted) {
      const { done, value } = await this.#iterator.next();
      if (done) return;
      await this.#sendOrEnd(value);
      if (--this.#credit === 0 && !this.#isUnwanted) await this.#creditArrived();
    }
    await this.#end();
  }

  get #isUnwanted(): boolean {
    return this.#isStopped || this.#task.aborted;
  }

  async #sendOrEnd(value: unknown): Promise<void> {
    try {
      await this.#sendChunk(value);
    } catch (error) {
      // What its `finally` blocks throw is less than what has ended it.
      await this.#end().catch(() => {});
      throw error;
    }
  }

  /** Runs the generator's own `finally` blocks. */
  async #end(): Promise<void> {
    await this.#iterator.return?.();
  }

  /** The consumer has taken `count` more values. */
  addCredit(id: number, count: number): void {
    if (id !== this.#id) return;
    this.#credit += count;
    this.#onCredit?.();
  }

  /** The consumer wants no more. */
  stop(id: number): void {
    if (id !== this.#id) return;
    this.#isStopped = true;
    this.#onCredit?.();
  }

  #creditArrived(): Promise<void> {
    return new Promise((resolve) => {
      this.#onCredit = resolve;
    });
  }
}

function iteratorOf(iterable: unknown): Iterator<unknown> | AsyncIterator<unknown> {
  const source = Object(iterable);
  const method: unknown = source[Symbol.asyncIterator] ?? source[Symbol.iterator];
  if (typeof method !== "function") {
    throw new TypeError(
      "Cannot stream what the function returned as it is no iterable: make it a generator function",
    );
  }
  return Reflect.apply(method, iterable, []);
}
