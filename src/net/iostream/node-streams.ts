import { Duplex } from "node:stream";
import { StreamClosedError } from "./errors.ts";

/** A pair of the web's streams of bytes: one to read from, one to write to. */
export interface WebStreams {
  /** What the other side sends. */
  readonly readable: ReadableStream<Uint8Array>;
  /** What is sent to the other side. */
  readonly writable: WritableStream<Uint8Array>;
}

/** What the conversions need of a stream. */
interface ByteStream {
  readBytes(length: number, options: { readonly partial: boolean }): Promise<Buffer>;
  write(data: Buffer): Promise<void>;
  close(error?: unknown): void;
  readonly readChunkSize: number;
}

/** @returns one of Node's streams over `stream` */
export function toDuplex(stream: ByteStream): Duplex {
  return new Duplex({
    read() {
      stream.readBytes(stream.readChunkSize, { partial: true }).then(
        (bytes) => this.push(bytes),
        (error: unknown) => endOf(this, error),
      );
    },
    write(chunk: Buffer, _encoding, done) {
      stream.write(chunk).then(() => done(), done);
    },
    destroy(error, done) {
      stream.close(error ?? undefined);
      done(error);
    },
  });
}

/** @returns the web's streams over `stream` */
export function toWebStreams(stream: ByteStream): WebStreams {
  const { readable, writable } = Duplex.toWeb(toDuplex(stream));
  return { readable, writable };
}

/** @returns one of Node's streams over the web's */
export function fromWebStreams(streams: WebStreams): Duplex {
  return Duplex.fromWeb(streams);
}

/** A stream that was simply closed has come to its end. */
function endOf(duplex: Duplex, error: unknown): void {
  if (error instanceof StreamClosedError && error.realError === undefined) duplex.push(null);
  else duplex.destroy(error instanceof Error ? error : new StreamClosedError(error));
}
