import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { HTTPInputError, type HTTPMessageDelegate } from "../httputil/index.ts";
import { type BodyLimits, bodyTooLarge } from "./body-reader.ts";

/** A decompressor of `node:zlib`. */
interface Decompressor extends Transform {
  /** How many bytes of the input it has used. */
  readonly bytesWritten: number;
  [Symbol.asyncIterator](): NodeJS.AsyncIterator<Buffer>;
}

const options = { chunkSize: 65_536 };

// RFC 9110 §8.4.1; x-gzip is gzip by another name.
const decompressors: Readonly<Record<string, ((firstByte: number) => Decompressor) | undefined>> = {
  gzip: () => createGunzip(options),
  "x-gzip": () => createGunzip(options),
  deflate: (firstByte) => (beginsWithZlib(firstByte) ? createInflate(options) : createInflateRaw(options)),
  br: () => createBrotliDecompress(options),
};

/** The low half is the method, always 8 with a header, and never 8 at the begin of a deflated block (RFC 1950 §2.2). */
function beginsWithZlib(firstByte: number): boolean {
  return (firstByte & 0x0f) === 8;
}

/** @param coding - its name in small letters */
export function canDecompress(coding: string): boolean {
  return Object.hasOwn(decompressors, coding);
}

/** The message whose body is decompressed: what may change while it arrives. */
export interface CompressedMessage {
  /** Whether nobody wants the rest. */
  readonly isFinished: boolean;
  readonly maxBodySize: number;
}

/** What holds for all messages of a connection. */
export interface DecompressionLimits extends BodyLimits {
  /** Drop what follows the end of the compressed data. Default: it is an error. */
  readonly ignoresGarbage?: boolean;
}

/** Where a body goes. */
export type BodySink = Pick<HTTPMessageDelegate, "dataReceived" | "finish" | "onConnectionClose">;

/**
 * Undoes one coding of a body, on its way to the next one or to the application.
 *
 * It takes no more input while the next one is not ready, and produces no more than `maxBodySize` bytes, however small
 * the input is that they come from.
 */
export class Decompression implements BodySink {
  readonly #application: BodySink;
  readonly #encoding: string;
  readonly #exchange: CompressedMessage;
  readonly #parameters: DecompressionLimits;
  #decompressor: Decompressor | undefined;
  /** Settled when all output was delivered; rejected with what is wrong. */
  #delivered: Promise<void> | undefined;
  #isOver = false;
  /** Who waits for a piece of the input to be used. */
  #waiting: { resolve(): void; reject(error: unknown): void } | undefined;
  #received = 0;
  #size = 0;
  #isClosed = false;

  /**
   * @param application - what takes the body
   * @param encoding - the name of the coding in small letters, of those that `canDecompress` knows
   * @param exchange - whose `maxBodySize` counts
   * @param parameters - of the connection
   */
  constructor(
    application: BodySink,
    encoding: string,
    exchange: CompressedMessage,
    parameters: DecompressionLimits,
  ) {
    this.#application = application;
    this.#encoding = encoding;
    this.#exchange = exchange;
    this.#parameters = parameters;
  }

  dataReceived(chunk: Buffer): void | Promise<void> {
    this.#decompressor ??= this.#open(chunk[0] ?? 0);
    this.#received += chunk.length;
    return this.#write(this.#decompressor, chunk);
  }

  finish(): void | Promise<void> {
    const decompressor = this.#decompressor;
    if (decompressor === undefined) return this.#application.finish();
    return this.#finish(decompressor);
  }

  onConnectionClose(reason?: Error): void {
    this.#isClosed = true;
    this.#decompressor?.destroy();
    this.#application.onConnectionClose(reason);
  }

  #open(firstByte: number): Decompressor {
    const decompressor = decompressors[this.#encoding]?.(firstByte) ?? createGunzip(options);
    this.#delivered = this.#deliver(decompressor).finally(() => {
      this.#isOver = true;
    });
    // One reaction for the whole body: one for each piece would stay in memory until the body ends.
    this.#delivered
      .then(() => this.#checkUsed(decompressor))
      .then(
        () => this.#waiting?.resolve(),
        (error: unknown) => this.#waiting?.reject(error),
      );
    return decompressor;
  }

  /** Waits until the input is used: what could not be delivered yet holds that up. */
  #write(decompressor: Decompressor, chunk: Buffer): Promise<void> | undefined {
    if (this.#isOver) return this.#delivered?.then(() => this.#checkUsed(decompressor));
    return new Promise((resolve, reject) => {
      // If it fails, or ends before its input does, nobody uses the rest.
      this.#waiting = { resolve, reject };
      decompressor.write(chunk, (error) => error ?? resolve());
    });
  }

  async #finish(decompressor: Decompressor): Promise<void> {
    if (!this.#isOver) decompressor.end();
    await this.#delivered;
    this.#checkUsed(decompressor);
    await this.#application.finish();
  }

  async #deliver(decompressor: Decompressor): Promise<void> {
    try {
      for await (const piece of decompressor) {
        if (this.#exchange.isFinished) continue;
        await this.#deliverPiece(piece);
      }
    } catch (error) {
      if (this.#isClosed) return;
      const { errored } = decompressor;
      if (errored === null || error !== errored) throw error;
      throw new HTTPInputError(`The body is no valid ${this.#encoding}: ${errored.message}`);
    }
  }

  async #deliverPiece(piece: Buffer): Promise<void> {
    this.#size += piece.length;
    const maxBodySize = this.#exchange.maxBodySize;
    if (this.#size > maxBodySize) throw bodyTooLarge({ ...this.#parameters, maxBodySize });
    const { chunkSize } = this.#parameters;
    for (let start = 0; start < piece.length; start += chunkSize) {
      await this.#application.dataReceived(piece.subarray(start, start + chunkSize));
    }
  }

  #checkUsed({ bytesWritten }: Decompressor): void {
    if (bytesWritten >= this.#received || this.#isClosed || this.#parameters.ignoresGarbage) return;
    throw new HTTPInputError(`The body goes on after the end of its ${this.#encoding}`);
  }
}
