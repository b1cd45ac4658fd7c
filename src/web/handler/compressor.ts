import {
  type BrotliCompress,
  type BrotliOptions,
  brotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  type Gzip,
  gzip,
  gzipSync,
  type ZlibOptions,
} from "node:zlib";

/** The codings in which answers can be compressed. */
export type Coding = "br" | "gzip";

/** A body up to this length is compressed at once: by gzip in less than 0.1 ms, less than a way to libuv's threads takes. */
const mostAtOnce = 8_192;
const gzipOptions: ZlibOptions = { level: 6 };
// The usual window would take 4 MiB for each answer.
const brotliOptions: BrotliOptions = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 },
};

/** A whole body, compressed; a long one without holding the loop. */
export function compressWhole(coding: Coding, body: Buffer): Buffer | Promise<Buffer> {
  if (body.byteLength <= mostAtOnce)
    return coding === "br" ? brotliCompressSync(body, brotliOptions) : gzipSync(body, gzipOptions);
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, result: Buffer) => (error === null ? resolve(result) : reject(error));
    if (coding === "br") brotliCompress(body, brotliOptions, done);
    else gzip(body, gzipOptions, done);
  });
}

/** Compresses a body piece by piece; what was put in can be read in full from what came out. */
export class PieceCompressor {
  readonly #stream: Gzip | BrotliCompress;
  readonly #flushKind: number;
  #pieces: Buffer[] = [];

  /** @param coding - the coding */
  constructor(coding: Coding) {
    this.#stream = coding === "br" ? createBrotliCompress(brotliOptions) : createGzip(gzipOptions);
    this.#flushKind = coding === "br" ? constants.BROTLI_OPERATION_FLUSH : constants.Z_SYNC_FLUSH;
    this.#stream.on("data", (piece: Buffer) => this.#pieces.push(piece));
  }

  /** Compresses one piece; the last one ends it. Calls must not overlap. */
  push(piece: string | Uint8Array | undefined, isLast: boolean): Promise<Buffer | undefined> {
    return new Promise((resolve, reject) => {
      const done = () => {
        this.#stream.off("error", reject);
        resolve(this.#take());
      };
      this.#stream.once("error", reject);
      if (piece !== undefined) this.#stream.write(piece);
      if (isLast) this.#stream.once("end", done).end();
      else this.#stream.flush(this.#flushKind, done);
    });
  }

  #take(): Buffer | undefined {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces.length === 0 ? undefined : Buffer.concat(pieces);
  }
}
