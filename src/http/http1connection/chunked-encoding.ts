import { keepFreedMemory } from "../../concurrent/internal.ts";
import { HTTPInputError } from "../httputil/index.ts";
import type { InputBuffer } from "../httputil/internal.ts";
import { type BodyLimits, type BodyReader, bodyTooLarge } from "./body-reader.ts";

// RFC 9112 §7.1, §7.1.1: hexadecimal digits, then extensions (`;name`, `;name=token`, `;name="quoted"`), which are
// checked and ignored. 13 digits keep the number exact, with room for every limit.
const chunkLine =
  /^([0-9A-Fa-f]{1,13})(?:[ \t]*;[ \t]*[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:[ \t]*=[ \t]*(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+|"(?:[\t\x20\x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t\x20-\x7e\x80-\xff])*"))?)*$/;
/** What such a line may begin with, as far as it has come. */
const beginOfChunkLine =
  /^(?:[0-9A-Fa-f]{1,13}(?:[ \t]*;[ \t]*[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:[ \t]*=[ \t]*(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+|"(?:[\t\x20\x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t\x20-\x7e\x80-\xff])*"))?)*(?:\r|[ \t]*(?:;[ \t]*(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*(?:=[ \t]*(?:"(?:[\t\x20\x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t\x20-\x7e\x80-\xff])*\\?)?)?)?)?)?)?$/;
const beginOfTrailer = /^(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?::[\t\x20-\x7e\x80-\xff]*\r?)?|\r)?$/;
const trailerLine = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*$/;
/** The most bytes of one chunk-size line. */
const maxChunkLineSize = 256;
/** The most bytes of all extensions and trailers of a body: they carry nothing for us, so they may not cost much. */
const maxOverhead = 16_384;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A body in chunks (RFC 9112 §7.1). Extensions and trailers are checked and dropped. */
export class ChunkedBodyReader implements BodyReader {
  readonly #limits: BodyLimits;
  #expected: "size" | "data" | "end of data" | "trailer" | "nothing" = "size";
  #remaining = 0;
  /** How many bytes of the unread line were searched before, so that each byte is searched once. */
  #searched = 0;
  #total = 0;
  #overhead = 0;

  constructor(limits: BodyLimits) {
    this.#limits = limits;
  }

  get isComplete(): boolean {
    return this.#expected === "nothing";
  }

  get received(): number {
    return this.#total - this.#remaining;
  }

  read(input: InputBuffer): Buffer | undefined {
    while (this.#expected !== "data") {
      if (this.#expected === "nothing" || !this.#readFraming(input)) return undefined;
    }
    const size = Math.min(this.#remaining, this.#limits.chunkSize, input.length);
    if (size === 0) return undefined;
    keepFreedMemory(size);
    this.#remaining -= size;
    if (this.#remaining === 0) this.#expected = "end of data";
    return input.take(size);
  }

  /** @returns whether there was enough input to get one step further */
  #readFraming(input: InputBuffer): boolean {
    if (this.#expected === "end of data") return this.#readEndOfData(input);
    const line = this.#readLine(input);
    if (line === undefined) return false;
    if (this.#expected === "size") this.#readSize(line);
    else this.#readTrailer(line);
    return true;
  }

  #readSize(line: string): void {
    const match = chunkLine.exec(line);
    if (match === null) throw malformed(true);
    const hex = match[1] as string;
    this.#spend(line.length - hex.length);
    this.#remaining = Number.parseInt(hex, 16);
    this.#total += this.#remaining;
    if (this.#total > this.#limits.maxBodySize) throw bodyTooLarge(this.#limits);
    this.#expected = this.#remaining === 0 ? "trailer" : "data";
  }

  #readEndOfData(input: InputBuffer): boolean {
    if (input.length === 0) return false;
    if (input.bytes[input.start] !== carriageReturn) throw missingLineEnd();
    if (input.length === 1) return false;
    if (input.bytes[input.start + 1] !== lineFeed) throw missingLineEnd();
    input.skip(2);
    this.#expected = "size";
    return true;
  }

  #readTrailer(line: string): void {
    this.#spend(line.length + 2);
    if (line === "") this.#expected = "nothing";
    else if (!trailerLine.test(line)) throw malformed(false);
  }

  /** One line without its CRLF; `undefined` if it has not wholly arrived. */
  #readLine(input: InputBuffer): string | undefined {
    const limit = this.#expected === "size" ? maxChunkLineSize : maxOverhead;
    const end = input.indexOf(lineFeed, input.start + this.#searched);
    if ((end === -1 ? input.end : end) - input.start > limit) {
      this.#checkBegin(input, input.start + limit);
      throw new HTTPInputError("A line between the chunks of the body is too long");
    }
    if (end === -1) {
      if (input.length > this.#searched) this.#checkBegin(input, input.end);
      this.#searched = input.length;
      return undefined;
    }
    if (end === input.start || input.bytes[end - 1] !== carriageReturn) {
      this.#checkBegin(input, end);
      throw missingLineEnd();
    }
    this.#searched = 0;
    const line = input.peekText(end - 1);
    input.skip(end + 1 - input.start);
    return line;
  }

  /** Whether a line can still become valid. Long trailers are looked at when they have ended: each byte counts once. */
  #checkBegin(input: InputBuffer, end: number): void {
    const isSize = this.#expected === "size";
    if (!isSize && this.#searched > maxChunkLineSize) return;
    const last = isSize ? end : Math.min(end, input.start + maxChunkLineSize);
    const begin = input.peekText(last);
    if (isSize ? !beginOfChunkLine.test(begin) : !beginOfTrailer.test(begin)) throw malformed(isSize);
  }

  #spend(bytes: number): void {
    this.#overhead += bytes;
    if (this.#overhead > maxOverhead) {
      throw new HTTPInputError("The chunk extensions and trailers of the body are too long");
    }
  }
}

function malformed(isSize: boolean): HTTPInputError {
  if (isSize) return new HTTPInputError("A chunk size or its extension is malformed (RFC 9112 §7.1)");
  return new HTTPInputError("A trailer is malformed (RFC 9112 §7.1.2)");
}

function missingLineEnd(): HTTPInputError {
  return new HTTPInputError("A line between the chunks of the body does not end with CRLF (RFC 9112 §7.1)");
}
