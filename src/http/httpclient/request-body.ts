import { Readable } from "node:stream";
import { CallerError } from "./caller-error.ts";

/**
 * Makes a body while it is sent: a function that is given `write`, or an async iterable of pieces.
 *
 * `write` returns a promise that resolves when there is room for more; a producer that waits for it keeps memory bounded. It
 * is rejected when the request has failed. A function is called again when a redirect or a question for credentials asks for
 * the body once more; an iterable cannot be, and then the answer that asks is the response.
 *
 * @example
 * ```ts
 * import type { BodyProducer } from "typhoon/httpclient";
 *
 * const countdown: BodyProducer = async (write) => {
 *   for (let i = 3; i > 0; i--) await write(`${i}\n`);
 * };
 * ```
 */
export type BodyProducer =
  | ((write: (chunk: string | Uint8Array) => Promise<void>) => void | Promise<void>)
  | AsyncIterable<string | Uint8Array>;

/** @returns whether the body can be made again */
export function canRepeat(producer: BodyProducer | undefined): boolean {
  return producer === undefined || typeof producer === "function";
}

/** A stream of what `producer` writes; destroying it tells the producer. */
export function producedBody(producer: BodyProducer): Readable {
  if (typeof producer !== "function") return Readable.from(checkedPieces(producer), { objectMode: false });
  return new ProducedBody(producer);
}

async function* checkedPieces(
  pieces: AsyncIterable<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array, void, undefined> {
  try {
    for await (const piece of pieces) yield checkedPiece(piece);
  } catch (error) {
    throw new CallerError(error);
  }
}

function checkedPiece(piece: string | Uint8Array): string | Uint8Array {
  if (typeof piece === "string" || piece instanceof Uint8Array) return piece;
  throw new TypeError(
    `Cannot send a piece of bodyProducer because it is not a string or a Uint8Array: its type is ${piece === null ? "null" : typeof piece}`,
  );
}

class ProducedBody extends Readable {
  #start: (() => void) | undefined;
  /** Whoever waits for room. */
  #waiting: { resolve(): void; reject(error: unknown): void } | undefined;

  constructor(producer: Exclude<BodyProducer, AsyncIterable<unknown>>) {
    super();
    this.#start = () => void this.#run(producer);
  }

  override _read(): void {
    this.#start?.();
    this.#start = undefined;
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#waiting?.reject(error ?? new TypeError("Cannot write as the request is over"));
    this.#waiting = undefined;
    callback(error);
  }

  async #run(producer: Exclude<BodyProducer, AsyncIterable<unknown>>): Promise<void> {
    try {
      await producer((chunk) => this.#write(chunk));
      this.push(null);
    } catch (error) {
      this.destroy(new CallerError(error));
    }
  }

  async #write(chunk: string | Uint8Array): Promise<void> {
    if (this.destroyed || this.readableEnded)
      return Promise.reject(this.errored ?? new TypeError("Cannot write because the request is over"));
    checkedPiece(chunk);
    if (chunk.length === 0 || this.push(chunk)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }
}
