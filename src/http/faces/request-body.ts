import { wholeBodySize } from "../http1connection/internal.ts";
import { type HTTPHeaders, HTTPInputError } from "../httputil/index.ts";

/** A body in whatever pieces it comes. */
export type RequestPieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** How much of a body is taken. */
export interface RequestBodyOptions {
  /** The most bytes that one `dataReceived` is given. Default: 65,536. */
  readonly chunkSize?: number | undefined;
  /** The most bytes of a body; beyond it 413. Default: 104,857,600. */
  readonly maxBodySize?: number | undefined;
  /** The most bytes of a body that is kept whole; see `HTTPServerOptions`. Default: `maxBodySize`, or else 1,048,576. */
  readonly maxWholeBodySize?: number | undefined;
}

/** The body of a request, cut into the pieces that a delegate is given, and bounded. */
export class RequestBody implements AsyncIterable<Buffer> {
  /** The most bytes that are taken, once that was said for this body alone. */
  ownLimit: number | undefined;
  readonly #maxBodySize: number;
  readonly #maxWholeBodySize: number;
  #isWhole = false;
  /** Whether it was the client that could not go on, and not the application. */
  hasFailed = false;
  readonly #pieces: RequestPieces;
  readonly #headers: HTTPHeaders;
  readonly #chunkSize: number;

  constructor(pieces: RequestPieces, headers: HTTPHeaders, options: RequestBodyOptions) {
    this.#pieces = pieces;
    this.#headers = headers;
    this.#chunkSize = options.chunkSize ?? 65_536;
    this.#maxBodySize = options.maxBodySize ?? 104_857_600;
    this.#maxWholeBodySize = Math.min(this.#maxBodySize, wholeBodySize(options));
  }

  get maxBodySize(): number {
    return this.ownLimit ?? (this.#isWhole ? this.#maxWholeBodySize : this.#maxBodySize);
  }

  /** The body is kept whole. */
  isKept(): void {
    this.#isWhole = true;
  }

  /** @throws {HTTPInputError} 413 if there are more bytes than allowed, announced or not */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void> {
    let total = Number(this.#headers.get("Content-Length") ?? 0);
    if (total > this.maxBodySize) throw this.#tooLarge();
    total = 0;
    for await (const piece of this.#watched()) {
      total += piece.byteLength;
      if (total > this.maxBodySize) throw this.#tooLarge();
      for (let start = 0; start < piece.byteLength; start += this.#chunkSize) {
        yield asBuffer(piece.subarray(start, start + this.#chunkSize));
      }
    }
  }

  async *#watched(): AsyncGenerator<Uint8Array, void> {
    try {
      yield* this.#pieces;
    } catch (error) {
      this.hasFailed = true;
      throw error;
    }
  }

  #tooLarge(): HTTPInputError {
    return new HTTPInputError(`The body is larger than ${this.maxBodySize} bytes`, 413);
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
