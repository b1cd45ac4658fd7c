import { HTTPInputError } from "../httputil/index.ts";
import type { InputBuffer } from "../httputil/internal.ts";
import type { RequestHead } from "./framing.ts";
import { bareLineEndError, HeadJudge } from "./head-judge.ts";
import { readOrdinaryHead } from "./ordinary-head.ts";
import { readUnusualHead } from "./unusual-head.ts";

const endOfHead = Buffer.from("\r\n\r\n");
/** How far ahead the bytes are decoded in the hope that a whole head is among them. */
const mostAhead = 4096;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/**
 * What was decoded last, of whatever connection: heads that arrived together are decoded together. The same place in the
 * same buffer is the same text, as bytes that were read are not written again; where they are, it is forgotten before.
 */
const decoded: { bytes: Buffer; start: number; text: string } = { bytes: endOfHead, start: 0, text: "" };

/** A buffer has other bytes than before. */
export function forgetDecoded(): void {
  decoded.bytes = endOfHead;
}

function takeDecoded(input: InputBuffer): RequestHead | undefined {
  const head = readOrdinaryHead(decoded.text, input.start - decoded.start);
  if (head !== undefined) input.start = decoded.start + head.end;
  return head;
}

/** Finds heads in the input, however it was cut into pieces. */
export class MessageReader {
  readonly #maxHeaderSize: number;
  readonly #aheadSize: number;
  /** How many bytes of the unread head were searched before, so that each byte is searched once. */
  #searched = 0;
  /** Of a head that has come in part. */
  #judge: HeadJudge | undefined;
  /** How many bytes of empty lines came before the head. */
  #skipped = 0;

  constructor(maxHeaderSize: number) {
    this.#maxHeaderSize = maxHeaderSize;
    this.#aheadSize = Math.min(mostAhead, maxHeaderSize);
  }

  /**
   * Takes the next head out of the input.
   *
   * @returns `undefined` if it has not wholly arrived
   * @throws {HTTPInputError} if it is malformed or too large, as soon as that can be seen
   */
  read(input: InputBuffer): RequestHead | undefined {
    if (!this.#skipEmptyLines(input)) return undefined;
    const head = (this.#searched === 0 ? this.#readAhead(input) : undefined) ?? this.#readWhole(input);
    if (head === undefined) return undefined;
    this.#searched = 0;
    this.#skipped = 0;
    this.#judge = undefined;
    return head;
  }

  /** RFC 9112 §2.2: empty lines before a request line are skipped. @returns whether a head begins now */
  #skipEmptyLines(input: InputBuffer): boolean {
    while (input.length > 0) {
      const first = input.bytes[input.start];
      if (first === lineFeed) throw bareLineEndError();
      if (first !== carriageReturn) return true;
      if (input.length === 1) return false;
      if (input.bytes[input.start + 1] !== lineFeed) throw bareLineEndError();
      input.start += 2;
      this.#skipped += 2;
      if (this.#skipped > this.#maxHeaderSize) throw tooManyEmptyLines(this.#maxHeaderSize);
    }
    return false;
  }

  /** No search for the end comes first: the expression that validates a head finds its end as well. */
  #readAhead(input: InputBuffer): RequestHead | undefined {
    if (decoded.bytes === input.bytes && input.start > decoded.start) {
      const next = takeDecoded(input);
      if (next !== undefined) return next;
    }
    decoded.bytes = input.bytes;
    decoded.start = input.start;
    decoded.text = input.peekText(Math.min(input.end, input.start + this.#aheadSize));
    return takeDecoded(input);
  }

  #readWhole(input: InputBuffer): RequestHead | undefined {
    const end = input.indexOf(endOfHead, input.start + Math.max(0, this.#searched - 3));
    const size = end + endOfHead.length - input.start;
    if (end === -1 || size > this.#maxHeaderSize) return this.#checkPart(input);
    const text = input.peekText(input.start + size);
    const head = readOrdinaryHead(text, 0) ?? this.#readUnusual(input, text);
    input.start += size;
    return head;
  }

  #readUnusual(input: InputBuffer, text: string): RequestHead {
    this.#judgeTo(input, input.start + text.length);
    return readUnusualHead(text);
  }

  /** The same bytes have to get the same answer, however they were cut: what is malformed is not too large. */
  #checkPart(input: InputBuffer): undefined {
    const last = Math.min(input.end, input.start + this.#maxHeaderSize);
    this.#judgeTo(input, last);
    this.#searched = last - input.start;
    if (input.length >= this.#maxHeaderSize) throw headTooLarge(input, last, this.#maxHeaderSize);
  }

  #judgeTo(input: InputBuffer, end: number): void {
    this.#judge ??= new HeadJudge();
    this.#judge.judge(input, end);
  }
}

/** One empty line is a habit of old clients; a stream of them would keep a connection busy with nothing. */
function tooManyEmptyLines(maxHeaderSize: number): HTTPInputError {
  return new HTTPInputError(
    `More than ${maxHeaderSize} bytes of empty lines come before the request line`,
    431,
  );
}

/** RFC 9112 §3: a target that is too long has a status code of its own. */
function headTooLarge(input: InputBuffer, last: number, maxHeaderSize: number): HTTPInputError {
  const firstLine = input.indexOf(lineFeed, input.start);
  if (firstLine !== -1 && firstLine < last) {
    return new HTTPInputError(`The head of the request is larger than ${maxHeaderSize} bytes`, 431);
  }
  return new HTTPInputError(`The request line is longer than ${maxHeaderSize} bytes`, 414);
}
