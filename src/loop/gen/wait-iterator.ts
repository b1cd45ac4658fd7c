import { chainFuture, Future, InvalidStateError } from "../../concurrent/index.ts";
import { asFuture, listenToFuture } from "../../concurrent/internal.ts";

type Source<T> = Future<T> | PromiseLike<T>;

/**
 * Hands out results in the order in which they come, whatever the order of the list.
 *
 * With `for await` the first error ends the loop; with `done()` and `next()` each can be caught by itself.
 *
 * @typeParam T - a result
 * @see tornado.gen.WaitIterator
 * @example
 * ```ts
 * import { coroutine, sleep, WaitIterator } from "typhoon/gen";
 *
 * const after = coroutine(function* (ms: number) {
 *   yield sleep(ms);
 *   return ms;
 * });
 * const iterator = new WaitIterator([after(30), after(1)]);
 * for await (const ms of iterator) {
 *   iterator.currentIndex;   // 1 with 1, then 0 with 30
 * }
 * ```
 */
export class WaitIterator<T> implements AsyncIterable<T> {
  readonly #finished: [index: number | string, future: Future<T>][] = [];
  #unfinished: number;
  #waiting: Future<T> | undefined;
  #currentIndex: number | string | undefined;
  #currentFuture: Future<T> | undefined;

  /** @param sources - a list, or an object whose keys become `currentIndex` */
  constructor(sources: readonly Source<T>[] | Readonly<Record<string, Source<T>>>) {
    const entries = Array.isArray(sources) ? [...sources.entries()] : Object.entries(sources);
    this.#unfinished = entries.length;
    for (const [index, source] of entries) this.#listen(index, asFuture(source));
  }

  /** Position in the list, or key in the object, of the latest result; `undefined` before the first and at the end. */
  get currentIndex(): number | string | undefined {
    return this.#currentIndex;
  }

  /** The future of the latest result; `undefined` before the first and at the end. */
  get currentFuture(): Future<T> | undefined {
    return this.#currentFuture;
  }

  /** Whether all results were handed out. */
  done(): boolean {
    if (this.#unfinished > 0 || this.#finished.length > 0) return false;
    this.#currentIndex = undefined;
    this.#currentFuture = undefined;
    return true;
  }

  /**
   * The next result to come.
   *
   * @returns a new future each time, with that result or error
   * @throws {InvalidStateError} `ERR_INVALID_STATE` when all were handed out, or the one before is still to come
   */
  next(): Future<T> {
    if (this.#isWaiting())
      throw new InvalidStateError("Cannot wait for the next result as one is waited for already");
    if (this.done()) throw new InvalidStateError("Cannot wait for the next result as all were handed out");
    const next = new Future<T>();
    const finished = this.#finished.shift();
    if (finished) this.#handOut(finished, next);
    else this.#waiting = next;
    return next;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    while (!this.done()) yield await this.next();
  }

  #isWaiting(): boolean {
    return this.#waiting !== undefined && !this.#waiting.done();
  }

  #listen(index: number | string, future: Future<T>): void {
    listenToFuture(future, {
      onSettle: () => {
        this.#unfinished -= 1;
        if (this.#waiting && !this.#waiting.done()) this.#handOut([index, future], this.#waiting);
        else this.#finished.push([index, future]);
      },
    });
  }

  #handOut([index, future]: [number | string, Future<T>], next: Future<T>): void {
    this.#currentIndex = index;
    this.#currentFuture = future;
    chainFuture(future, next);
  }
}
