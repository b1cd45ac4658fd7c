import { keepFreedMemory } from "../../concurrent/internal.ts";
import type { InputBuffer } from "../httputil/internal.ts";
import { type BodyLimits, type BodyReader, bodyTooLarge } from "./body-reader.ts";

/** Set aside for a body of which little has come. */
const firstBlock = 65_536;
/** And beyond that, so many times what has come: the system gives a page only when something is written to it. */
const aheadFactor = 32;
/** But no more, as most of a longer body is passed on meanwhile, where it is not gathered. */
const largestBlock = 1_048_576;
const noBlock = Buffer.alloc(0);

/** A body of a length known from the start (RFC 9112 §6.2). */
export class FixedBodyReader implements BodyReader {
  readonly #length: number;
  #remaining: number;
  readonly #chunkSize: number;
  /** Where pieces that have to be copied go, one behind the other, so that whoever gathers them need not copy again. */
  #block = noBlock;
  #used = 0;

  /** @throws {HTTPInputError} 413 if the length is larger than allowed */
  constructor(length: number, limits: BodyLimits) {
    if (length > limits.maxBodySize) throw bodyTooLarge(limits);
    keepFreedMemory(length);
    this.#length = length;
    this.#remaining = length;
    this.#chunkSize = limits.chunkSize;
  }

  get isComplete(): boolean {
    return this.#remaining === 0;
  }

  get received(): number {
    return this.#length - this.#remaining;
  }

  read(input: InputBuffer): Buffer | undefined {
    const size = Math.min(this.#remaining, this.#chunkSize, input.length);
    if (size === 0) return undefined;
    this.#remaining -= size;
    return input.isBorrowed && size < this.#length ? this.#copyPart(input, size) : input.take(size);
  }

  #copyPart(input: InputBuffer, size: number): Buffer {
    if (this.#used + size > this.#block.length) this.#beginBlock(size);
    const start = this.#used;
    this.#used += size;
    input.takeInto(this.#block, start, size);
    return this.#block.subarray(start, this.#used);
  }

  /** Not all of an announced length at once: it costs a client nothing to announce. */
  #beginBlock(size: number): void {
    const ahead = Math.min(largestBlock, Math.max(firstBlock, aheadFactor * this.received));
    this.#block = Buffer.allocUnsafeSlow(Math.max(size, Math.min(size + this.#remaining, ahead)));
    this.#used = 0;
  }
}
