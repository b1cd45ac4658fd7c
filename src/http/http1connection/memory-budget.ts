import { HTTPInputError } from "../httputil/index.ts";

/**
 * How much memory clients may make a whole server keep: request bodies that are gathered, bytes that have arrived and are
 * not read yet, such as a head without its end, and answers that are not read.
 *
 * Nobody waits for room: two uploads of which each holds what the other one needs would wait for ever. The one that asks
 * for more than there is gets 503, and so makes room for the others. Nothing is reserved for a length that is only
 * announced, or a few bytes could lock everybody out.
 */
export class MemoryBudget {
  readonly #limit: number;
  readonly #onRefusal: () => void;
  #held = 0;

  /**
   * @param limit - in bytes
   * @param onRefusal - called for each request that is refused
   */
  constructor(limit: number, onRefusal: () => void) {
    this.#limit = limit;
    this.#onRefusal = onRefusal;
  }

  /** How many bytes are kept now. */
  get held(): number {
    return this.#held;
  }

  /** @throws {HTTPInputError} 503 if there is no room for that many bytes more; then nothing is held */
  hold(bytes: number): void {
    if (!this.#take(bytes, this.#held + bytes <= this.#limit)) throw noMemory();
  }

  /**
   * Whether that many bytes of an answer may wait. How large an answer is, the application has decided: the last one for
   * which there was any room may be larger than that.
   */
  holdOutput(bytes: number): boolean {
    return this.#take(bytes, this.#held < this.#limit);
  }

  /** That many bytes are not kept any more. */
  release(bytes: number): void {
    this.#held -= bytes;
  }

  #take(bytes: number, hasRoom: boolean): boolean {
    if (hasRoom) this.#held += bytes;
    else this.#onRefusal();
    return hasRoom;
  }
}

function noMemory(): HTTPInputError {
  return new HTTPInputError("The server has no memory left for the request: try again later", 503);
}
