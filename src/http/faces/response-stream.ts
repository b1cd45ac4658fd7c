/** How many bytes wait to be read before whoever writes has to wait. */
const mostWaiting = 65_536;

/** The body of an answer as a stream of the web, seen from the end at which it is written. */
export class ResponseStream {
  readonly readable: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #room: Promise<void> | undefined;
  #makeRoom: () => void = () => {};

  /** @param onCancel - the reader wants no more; nothing that is written afterwards has to wait */
  constructor(onCancel: (reason: unknown) => void) {
    this.readable = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => this.#drained(),
        cancel: (reason) => {
          this.#release();
          onCancel(reason);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: mostWaiting }),
    );
  }

  /** @returns `undefined` while there is room, otherwise a promise for it */
  write(chunk: Uint8Array): Promise<void> | undefined {
    const controller = this.#controller;
    if (controller === undefined) return undefined;
    controller.enqueue(chunk);
    if ((controller.desiredSize ?? 0) > 0) return undefined;
    this.#room ??= new Promise((resolve) => {
      this.#makeRoom = resolve;
    });
    return this.#room;
  }

  /** The body is complete. */
  end(): void {
    this.#controller?.close();
    this.#release();
  }

  /** The body will never be complete. */
  fail(reason: unknown): void {
    this.#controller?.error(reason);
    this.#release();
  }

  #release(): void {
    this.#controller = undefined;
    this.#drained();
  }

  #drained(): void {
    this.#room = undefined;
    this.#makeRoom();
  }
}
