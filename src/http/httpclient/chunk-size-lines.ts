const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** A line that is longer is not held back: the parser behind has a limit. */
const mostHeld = 16_384;
// RFC 9112 §7.1; servers that write the size before they know it leave spaces behind it.
const sizeLine = /^([0-9A-Fa-f]{1,13})[\t ]*(?:;[\t\x20-\x7e\x80-\xff]*)?\r$/;
const emptyBytes = Buffer.alloc(0);

/**
 * Passes a chunked body on, with size lines of nothing but the size: the extensions have no meaning for anyone here, and
 * the spaces that many servers put behind the size would be refused by a strict parser.
 */
export class ChunkSizeLines {
  /** Of the present chunk and its CRLF. */
  #remaining = 0;
  /** The trailers have begun, or something that is no chunk: the rest is for the parser to judge. */
  #isOver = false;
  #held: Buffer = emptyBytes;

  /**
   * @param chunk - what has come
   * @returns what the parser is to see of it, the same object if that is all; `undefined`: nothing yet
   */
  pass(chunk: Buffer): Buffer | undefined {
    if (this.#isOver) return chunk;
    const input = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = emptyBytes;
    return this.#passLines(input);
  }

  /** What was held back, of a line that did not come to its end. */
  release(): Buffer | undefined {
    const held = this.#held;
    this.#held = emptyBytes;
    return held.length === 0 ? undefined : held;
  }

  #passLines(input: Buffer): Buffer | undefined {
    const pieces: Buffer[] = [];
    let passed = 0;
    let at = 0;
    while (at < input.length && !this.#isOver) {
      if (this.#remaining > 0) {
        const taken = Math.min(this.#remaining, input.length - at);
        this.#remaining -= taken;
        at += taken;
        continue;
      }
      const end = input.indexOf(lineFeed, at);
      if (end === -1) {
        if (input.length - at > mostHeld) this.#isOver = true;
        else return this.#hold(input, passed, at, pieces);
        break;
      }
      const plain = this.#readLine(input, at, end);
      if (plain !== undefined) {
        pieces.push(input.subarray(passed, at), Buffer.from(plain, "latin1"));
        passed = end + 1;
      }
      at = end + 1;
    }
    return pieces.length === 0 ? input : Buffer.concat([...pieces, input.subarray(passed)]);
  }

  #hold(input: Buffer, passed: number, at: number, pieces: Buffer[]): Buffer | undefined {
    // A copy: the rest of the buffer need not stay in memory with it.
    this.#held = Buffer.from(input.subarray(at));
    if (pieces.length === 0 && at === 0) return undefined;
    return pieces.length === 0
      ? input.subarray(0, at)
      : Buffer.concat([...pieces, input.subarray(passed, at)]);
  }

  /** @returns the line in its plain form, if it is not in it already */
  #readLine(input: Buffer, start: number, end: number): string | undefined {
    const line = input.toString("latin1", start, end);
    const size = sizeLine.exec(line)?.[1];
    if (size === undefined) {
      this.#isOver = true;
      return undefined;
    }
    const length = Number.parseInt(size, 16);
    this.#isOver = length === 0;
    this.#remaining = length + 2;
    return line.length === size.length + 1 && line.charCodeAt(size.length) === carriageReturn
      ? undefined
      : `${size}\r\n`;
  }
}
