import { Socket } from "node:net";

/**
 * The server's end of a connection without a network: a socket that is handed its bytes by the test, cut as the test
 * wants, and that keeps what is written.
 *
 * Everything happens before `deliver` returns, so that hundreds of thousands of connections take seconds.
 */
export class MemorySocket extends Socket {
  #written: Buffer[] = [];
  #isEnded = false;

  constructor() {
    super({ allowHalfOpen: true });
    // Only after its first read does a stream pass on what arrives at once.
    this.read(0);
  }

  /** Everything that was written to the peer until now, one character a byte. */
  get written(): string {
    return Buffer.concat(this.#written).toString("latin1");
  }

  /** Whether the peer has been told that nothing more will come, or the connection was cut. */
  get isEnded(): boolean {
    return this.#isEnded || this.destroyed;
  }

  /** The peer has sent these bytes, and they arrive at once; `undefined`: it will send nothing more. */
  deliver(bytes: Buffer | undefined): void {
    this.push(bytes ?? null);
  }

  override _read(): void {}

  override _write(chunk: Buffer | string, encoding: BufferEncoding, callback: () => void): void {
    this.#written.push(typeof chunk === "string" ? Buffer.from(chunk, encoding) : Buffer.from(chunk));
    callback();
  }

  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], callback: () => void): void {
    for (const { chunk, encoding } of chunks) this._write(chunk, encoding, () => {});
    callback();
  }

  override _final(callback: () => void): void {
    this.#isEnded = true;
    callback();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    callback(error);
  }
}
