import { HTTPInputError } from "../httputil/index.ts";

/**
 * How much memory the request bodies of a whole server may take, kept by all who gather them.
 *
 * Nobody waits for room: two uploads of which each holds what the other one needs would wait for ever. The one that asks
 * for more than there is gets 503, and so makes room for the others. Nothing is reserved for a length that is only
 * announced, or a few bytes could lock everybody out.
 */
export class BodyBudget {
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
    if (this.#held + bytes > this.#limit) {
      this.#onRefusal();
      throw new HTTPInputError("The server has no memory left for the body: try again later", 503);
    }
    this.#held += bytes;
  }

  /** That many bytes are not kept any more. */
  release(bytes: number): void {
    this.#held -= bytes;
  }
}
