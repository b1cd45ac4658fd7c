import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import {
  type HTTPHeaders,
  HTTPInputError,
  type HTTPMessageDelegate,
  type RequestStartLine,
  type ResponseStartLine,
} from "../httputil/index.ts";
import { type BodyLimits, bodyTooLarge } from "./body-reader.ts";

/** A decompressor of `node:zlib`. */
interface Decompressor extends Transform {
  /** How many bytes of the input it has used. */
  readonly bytesWritten: number;
  [Symbol.asyncIterator](): NodeJS.AsyncIterator<Buffer>;
}

// RFC 9110 §8.4.1; x-gzip is gzip by another name.
const decompressors: Readonly<Record<string, (() => Decompressor) | undefined>> = {
  gzip: () => createGunzip({ chunkSize: 65_536 }),
  "x-gzip": () => createGunzip({ chunkSize: 65_536 }),
  deflate: () => createInflate({ chunkSize: 65_536 }),
  br: () => createBrotliDecompress({ chunkSize: 65_536 }),
};

/** The message whose body is decompressed: what may change while it arrives. */
export interface CompressedMessage {
  /** Whether nobody wants the rest. */
  readonly isFinished: boolean;
  readonly maxBodySize: number;
}

/** What holds for all messages of a connection. */
export interface DecompressionParameters extends BodyLimits {
  readonly refuseUnknownEncodings: boolean;
}

/**
 * Undoes the `Content-Encoding` of a message's body on its way to the application.
 *
 * It takes no more input while the application is not ready, and produces no more than `maxBodySize` bytes, however
 * small the input is that they come from.
 */
export class DecompressingDelegate implements HTTPMessageDelegate {
  readonly #application: HTTPMessageDelegate;
  readonly #exchange: CompressedMessage;
  readonly #parameters: DecompressionParameters;
  #encoding = "";
  #make: (() => Decompressor) | undefined;
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
   * @param application - who receives the message
   * @param exchange - whose `maxBodySize` counts
   * @param parameters - of the connection
   */
  constructor(
    application: HTTPMessageDelegate,
    exchange: CompressedMessage,
    parameters: DecompressionParameters,
  ) {
    this.#application = application;
    this.#exchange = exchange;
    this.#parameters = parameters;
  }

  headersReceived(
    startLine: RequestStartLine | ResponseStartLine,
    headers: HTTPHeaders,
  ): void | Promise<void> {
    const encoding = headers.get("Content-Encoding");
    if (encoding !== undefined) this.#choose(encoding, headers);
    return this.#application.headersReceived(startLine, headers);
  }

  gathersBody(): boolean {
    return this.#application.gathersBody?.() === true;
  }

  dataReceived(chunk: Buffer): void | Promise<void> {
    if (this.#make === undefined) return this.#application.dataReceived(chunk);
    this.#decompressor ??= this.#open(this.#make);
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

  #choose(encoding: string, headers: HTTPHeaders): void {
    this.#encoding = encoding;
    const coding = encoding.toLowerCase();
    this.#make = Object.hasOwn(decompressors, coding) ? decompressors[coding] : undefined;
    if (this.#make !== undefined) {
      headers.delete("Content-Encoding");
      headers.set("X-Consumed-Content-Encoding", encoding);
    } else if (this.#parameters.refuseUnknownEncodings && coding !== "identity") {
      throw new HTTPInputError(`The Content-Encoding ${encoding} is not understood here`, 415);
    }
  }

  #open(make: () => Decompressor): Decompressor {
    const decompressor = make();
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
    decompressor.end();
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
    if (bytesWritten >= this.#received || this.#isClosed) return;
    throw new HTTPInputError(`The body goes on after the end of its ${this.#encoding}`);
  }
}
