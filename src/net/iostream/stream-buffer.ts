const empty = Buffer.alloc(0);

/**
 * Received bytes that nobody has read yet, in one piece, so that they can be searched.
 *
 * A chunk that comes when nothing waits is taken over without a copy. Otherwise room grows by doubling, so each byte is
 * copied a constant number of times on average. Bytes that were handed out are never written to again.
 */
export class StreamBuffer {
  #storage: Buffer = empty;
  #start = 0;
  #end = 0;

  /** How many bytes wait. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** Adds received bytes at the end; they belong to the buffer from now on. */
  append(chunk: Buffer): void {
    if (this.#start === this.#end) {
      this.#adopt(chunk);
      return;
    }
    if (this.#end + chunk.length > this.#storage.length) this.#grow(chunk.length);
    this.#end += chunk.copy(this.#storage, this.#end);
  }

  /** Puts bytes back in front of those that wait. */
  unshift(bytes: Buffer): void {
    this.#adopt(this.length === 0 ? bytes : Buffer.concat([bytes, this.#waiting()]));
  }

  /** Removes and returns the first `length` bytes: a view that stays valid. */
  take(length: number): Buffer {
    if (length === this.#storage.length) return this.#takeAll();
    const taken = this.#storage.subarray(this.#start, this.#start + length);
    this.#skip(length);
    return taken;
  }

  /** Moves as many bytes as fit into `target`, from `offset` on. */
  takeInto(target: Uint8Array, offset: number): number {
    const length = Math.min(this.length, target.length - offset);
    this.#storage.copy(target, offset, this.#start, this.#start + length);
    this.#skip(length);
    return length;
  }

  /** Where `bytes` begin, looking from `from` on; -1 if they are not there. */
  indexOf(bytes: Buffer, from: number): number {
    if (this.length < from + bytes.length) return -1;
    const found = this.#storage.indexOf(bytes, this.#start + from);
    // What lies beyond #end was not received: a match that reaches into it is none.
    return found === -1 || found + bytes.length > this.#end ? -1 : found - this.#start;
  }

  /** All that waits as text, one character a byte. */
  latin1(): string {
    return this.#storage.toString("latin1", this.#start, this.#end);
  }

  /** The chunk as it came. */
  #takeAll(): Buffer {
    const taken = this.#storage;
    this.#adopt(empty);
    return taken;
  }

  #waiting(): Buffer {
    return this.#storage.subarray(this.#start, this.#end);
  }

  #skip(length: number): void {
    this.#start += length;
    // Lets go of the memory.
    if (this.#start === this.#end) this.#adopt(empty);
  }

  #adopt(chunk: Buffer): void {
    this.#storage = chunk;
    this.#start = 0;
    this.#end = chunk.length;
  }

  #grow(by: number): void {
    const length = this.length;
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * length, length + by));
    this.#storage.copy(larger, 0, this.#start, this.#end);
    this.#storage = larger;
    this.#start = 0;
    this.#end = length;
  }
}
