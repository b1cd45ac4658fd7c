const leastCapacity = 1024;
const emptyBytes = Buffer.alloc(0);

/**
 * The bytes that have arrived and are not yet understood.
 *
 * A view taken from it stays valid: bytes behind `start` are never moved or overwritten.
 */
export class InputBuffer {
  /** Holds the unread bytes from `start` to `end`. */
  bytes: Buffer = emptyBytes;
  start = 0;
  end = 0;
  /** Whether `bytes` is ours, with free capacity after `end`; a chunk of the socket is not. */
  #isGrowable = false;
  /** Whether somebody else will write over `bytes`. */
  #isBorrowed = false;

  get length(): number {
    return this.end - this.start;
  }

  /** How many bytes of memory the unread ones keep: free capacity counts, what somebody else will write over does not. */
  get kept(): number {
    if (this.start === this.end) return 0;
    return this.#isBorrowed ? this.length : this.bytes.length;
  }

  /** Whether `take()` copies. */
  get isBorrowed(): boolean {
    return this.#isBorrowed;
  }

  /** Takes a chunk without copying it, unless older bytes still wait. */
  append(chunk: Buffer): void {
    if (this.start === this.end) {
      this.bytes = chunk;
      this.start = 0;
      this.end = chunk.length;
      this.#isGrowable = false;
      this.#isBorrowed = false;
      return;
    }
    if (!this.#isGrowable || this.end + chunk.length > this.bytes.length) this.#grow(chunk.length);
    chunk.copy(this.bytes, this.end);
    this.end += chunk.length;
  }

  /** Looks at the first `length` of bytes that are valid until `keep()` is called, which has to be before they change. */
  borrow(bytes: Buffer, length: number): void {
    if (this.start !== this.end) return this.append(bytes.subarray(0, length));
    this.bytes = bytes;
    this.start = 0;
    this.end = length;
    this.#isGrowable = false;
    this.#isBorrowed = true;
  }

  /** Copies what is still unread of borrowed bytes. */
  keep(): void {
    if (!this.#isBorrowed) return;
    if (this.start === this.end) return this.clear();
    const bytes = Buffer.allocUnsafeSlow(this.length);
    this.bytes.copy(bytes, 0, this.start, this.end);
    this.bytes = bytes;
    this.start = 0;
    this.end = bytes.length;
    this.#isBorrowed = false;
  }

  /** Takes the next `length` bytes out, as a view, or as a copy of what is borrowed. */
  take(length: number): Buffer {
    const view = this.bytes.subarray(this.start, this.start + length);
    this.start += length;
    return this.#isBorrowed ? Buffer.from(view) : view;
  }

  /** Takes the next `length` bytes out into `target`, where they begin at `at`. */
  takeInto(target: Buffer, at: number, length: number): void {
    this.bytes.copy(target, at, this.start, this.start + length);
    this.start += length;
  }

  /** Passes over the next `length` bytes. */
  skip(length: number): void {
    this.start += length;
  }

  /** Where `pattern` begins, searched from `from`, or -1. */
  indexOf(pattern: Buffer | number, from: number): number {
    // Free capacity after `end` must not be searched: byte by byte, that would cost as much as the whole head each time.
    const unread = this.bytes.length === this.end ? this.bytes : this.bytes.subarray(0, this.end);
    return unread.indexOf(pattern, from);
  }

  /** The bytes from `start` up to `end` as latin-1 text; they stay unread. */
  peekText(end: number): string {
    return this.bytes.toString("latin1", this.start, end);
  }

  /** Lets go of the memory of everything that was read. */
  release(): void {
    if (this.start === this.end) this.clear();
  }

  /** Forgets everything. */
  clear(): void {
    this.bytes = emptyBytes;
    this.start = 0;
    this.end = 0;
    this.#isGrowable = false;
    this.#isBorrowed = false;
  }

  /** Doubling keeps a message that arrives byte by byte at linear cost. */
  #grow(needed: number): void {
    const bytes = Buffer.allocUnsafeSlow(Math.max(leastCapacity, 2 * (this.length + needed)));
    this.bytes.copy(bytes, 0, this.start, this.end);
    this.end -= this.start;
    this.start = 0;
    this.bytes = bytes;
    this.#isGrowable = true;
  }
}
