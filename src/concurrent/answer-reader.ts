import type { SharedResults, TakeResult } from "./shared-results.ts";
import type { FromThread, LookMessage } from "./task.ts";

/** Where the answers of a thread are. */
export interface AnswerPlaces {
  /** In memory: the small ones. */
  readonly results: Pick<SharedResults, "willLook" | "written" | "take">;
  /** In the port: all others. @returns the next message, if one has arrived */
  receive(): FromThread | undefined;
}

/** Who takes what is read. */
export interface AnswerTaker {
  onMessage(message: Exclude<FromThread, LookMessage>): void;
  readonly onResult: TakeResult;
}

/**
 * Reads what a thread has answered, and never sleeps on an answer: when a reading ends, whatever it has not found is
 * followed by a message.
 */
export class AnswerReader {
  readonly #places: AnswerPlaces;
  readonly #taker: AnswerTaker;
  #isTold = false;

  constructor(places: AnswerPlaces, taker: AnswerTaker) {
    this.#places = places;
    this.#taker = taker;
  }

  /**
   * Reads all that is there.
   *
   * @param first - a message that has arrived as an event
   * @param willReadAgain - whether the next reading comes without a message
   */
  read(willReadAgain: boolean, first?: FromThread): void {
    if (first !== undefined) this.#take(first);
    do {
      this.#isTold = false;
      this.#readOnce(willReadAgain);
      // The message that was to wake us later has just been taken: the thread sends no second one.
    } while (this.#isTold);
  }

  #readOnce(willReadAgain: boolean): void {
    const { results } = this.#places;
    results.willLook(willReadAgain);
    // Before the messages are looked for: what a task has printed comes before its result.
    const written = results.written();
    for (let next = this.#places.receive(); next !== undefined; next = this.#places.receive()) {
      this.#take(next);
    }
    results.take(written, this.#taker.onResult);
  }

  #take(message: FromThread): void {
    if (message.type === "look") this.#isTold = true;
    else this.#taker.onMessage(message);
  }
}
