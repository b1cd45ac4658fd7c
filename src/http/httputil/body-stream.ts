/**
 * A body on its way from whoever receives it to whoever reads it, with at most one piece between them.
 *
 * `push` returns a promise while its piece has not been taken: that is the backpressure. Only one may read, once.
 */
export class BodyStream implements AsyncIterableIterator<Buffer> {
  #piece: { readonly chunk: Buffer; readonly taken: () => void } | undefined;
  #reader: { resolve(result: IteratorResult<Buffer>): void; reject(error: unknown): void } | undefined;
  #state: "open" | "ended" | "failed" | "left" = "open";
  #error: unknown;

  /** The next piece has arrived; what comes after the reader has left is dropped. */
  push(chunk: Buffer): Promise<void> | undefined {
    if (this.#state !== "open") return undefined;
    const reader = this.#reader;
    if (reader === undefined) {
      return new Promise((taken) => {
        this.#piece = { chunk, taken };
      });
    }
    this.#reader = undefined;
    reader.resolve({ value: chunk, done: false });
    return undefined;
  }

  /** The body is complete. */
  end(): void {
    this.#close("ended");
    this.#reader?.resolve({ value: undefined, done: true });
    this.#reader = undefined;
  }

  /** The rest of the body will never come: the reader is told why. */
  fail(error: unknown): void {
    this.#error = error;
    this.#close("failed");
    this.#reader?.reject(error);
    this.#reader = undefined;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Buffer>> {
    const piece = this.#piece;
    if (piece !== undefined) {
      this.#piece = undefined;
      piece.taken();
      return Promise.resolve({ value: piece.chunk, done: false });
    }
    if (this.#state === "failed") return Promise.reject(this.#error);
    if (this.#state !== "open") return Promise.resolve({ value: undefined, done: true });
    if (this.#reader !== undefined) throw new TypeError("Cannot read a body twice at a time");
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
  }

  /** The reader leaves: nobody has to wait for it. */
  return(): Promise<IteratorResult<Buffer>> {
    this.#close("left");
    this.#piece?.taken();
    this.#piece = undefined;
    return Promise.resolve({ value: undefined, done: true });
  }

  #close(state: "ended" | "failed" | "left"): void {
    if (this.#state === "open") this.#state = state;
  }
}
