import type { InputBuffer } from "../httputil/internal.ts";
import { type BodyLimits, type BodyReader, bodyTooLarge } from "./body-reader.ts";

/** A body of a length known from the start (RFC 9112 §6.2). */
export class FixedBodyReader implements BodyReader {
  readonly #length: number;
  #remaining: number;
  readonly #chunkSize: number;

  /** @throws {HTTPInputError} 413 if the length is larger than allowed */
  constructor(length: number, limits: BodyLimits) {
    if (length > limits.maxBodySize) throw bodyTooLarge(limits);
    this.#length = length;
    this.#remaining = length;
    this.#chunkSize = limits.chunkSize;
  }

  get isComplete(): boolean {
    return this.#remaining === 0;
  }

  get remaining(): number {
    return this.#remaining;
  }

  get received(): number {
    return this.#length - this.#remaining;
  }

  read(input: InputBuffer): Buffer | undefined {
    const size = Math.min(this.#remaining, this.#chunkSize, input.length);
    if (size === 0) return undefined;
    this.#remaining -= size;
    return input.take(size);
  }
}
