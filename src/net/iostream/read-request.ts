import { UnsatisfiableReadError } from "./errors.ts";
import type { StreamBuffer } from "./stream-buffer.ts";

/** What a read wants of the bytes that come. */
export interface ReadRequest<T> {
  /**
   * The result, taken out of the buffer; `undefined` if more has to come first.
   *
   * @param isComplete - nothing more will come, or no more for the moment: look now
   * @throws {UnsatisfiableReadError} if the limit of the read does not allow a result any more
   */
  attempt(buffer: StreamBuffer, isComplete: boolean): T | undefined;
  /** Whether a look was put off until no more comes for the moment. */
  readonly isPutOff?: boolean;
  /** The result if the stream ends here; `undefined`: none. */
  atEnd?(buffer: StreamBuffer): T | undefined;
  /** Nobody waits any more: what was taken out of the buffer comes back. */
  giveUp?(buffer: StreamBuffer): void;
}

/** Everything up to and including a delimiter. */
export class UntilDelimiter implements ReadRequest<Buffer> {
  readonly #delimiter: Buffer;
  readonly #maxBytes: number;
  #searched = 0;

  /** @param delimiter - at least one byte */
  constructor(delimiter: Buffer, maxBytes: number) {
    this.#delimiter = delimiter;
    this.#maxBytes = maxBytes;
  }

  attempt(buffer: StreamBuffer): Buffer | undefined {
    const size = this.#delimiter.length;
    const found = buffer.indexOf(this.#delimiter, this.#searched);
    const end = found === -1 ? undefined : found + size;
    if ((end ?? buffer.length) > this.#maxBytes) {
      throw new UnsatisfiableReadError(JSON.stringify(this.#delimiter.toString("latin1")), this.#maxBytes);
    }
    // Of what was searched, only the beginning of a delimiter can still become one.
    this.#searched = Math.max(0, buffer.length - size + 1);
    return end === undefined ? undefined : buffer.take(end);
  }
}

/**
 * Everything up to the end of the first match of a pattern.
 *
 * A pattern has to be searched for from the beginning each time, so while bytes stream in this is done only when a
 * quarter more is there: the whole effort stays proportional to the bytes. Once they pause, it is done at once.
 */
export class UntilRegex implements ReadRequest<Buffer> {
  readonly #regex: RegExp;
  readonly #maxBytes: number;
  #nextSearch = 0;
  isPutOff = false;

  /** @param regex - matches characters of one byte each */
  constructor(regex: RegExp, maxBytes: number) {
    this.#regex = regex;
    this.#maxBytes = maxBytes;
  }

  attempt(buffer: StreamBuffer, isComplete: boolean): Buffer | undefined {
    const { length } = buffer;
    this.isPutOff = !isComplete && length < this.#nextSearch && length <= this.#maxBytes;
    if (this.isPutOff || length === 0) return undefined;
    const match = this.#regex.exec(buffer.latin1());
    const end = match === null ? undefined : match.index + match[0].length;
    if ((end ?? length) > this.#maxBytes)
      throw new UnsatisfiableReadError(String(this.#regex), this.#maxBytes);
    this.#nextSearch = length * 1.25;
    return end === undefined ? undefined : buffer.take(end);
  }
}

/** A number of bytes, or as many as are there. */
export class Bytes implements ReadRequest<Buffer> {
  readonly #length: number;
  readonly #isPartial: boolean;

  /** @param isPartial - fewer will do, but at least one */
  constructor(length: number, isPartial: boolean) {
    this.#length = length;
    this.#isPartial = isPartial;
  }

  attempt(buffer: StreamBuffer): Buffer | undefined {
    const length = Math.min(this.#length, buffer.length);
    if (length === this.#length || (this.#isPartial && length > 0)) return buffer.take(length);
    return undefined;
  }
}

/** Bytes for an array of the caller. */
export class Into implements ReadRequest<number> {
  readonly #target: Uint8Array;
  readonly #isPartial: boolean;
  #filled = 0;

  /** @param isPartial - fewer than fit will do, but at least one */
  constructor(target: Uint8Array, isPartial: boolean) {
    this.#target = target;
    this.#isPartial = isPartial;
  }

  attempt(buffer: StreamBuffer): number | undefined {
    this.#filled += buffer.takeInto(this.#target, this.#filled);
    const isDone = this.#filled === this.#target.length || (this.#isPartial && this.#filled > 0);
    return isDone ? this.#filled : undefined;
  }

  giveUp(buffer: StreamBuffer): void {
    if (this.#filled > 0) buffer.unshift(Buffer.from(this.#target.subarray(0, this.#filled)));
  }
}

/** All that comes until the stream is closed. */
export const untilClose: ReadRequest<Buffer> = {
  attempt: () => undefined,
  atEnd: (buffer) => buffer.take(buffer.length),
};
