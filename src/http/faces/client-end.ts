import { type ClientRequest, request as openRequest } from "node:http";
import { Duplex } from "node:stream";
import type { RequestContext } from "../httputil/index.ts";
import { type ContainerPeer, ContainerSocket } from "./container-socket.ts";

/** The client's limits were the listener's own business when it wrote. */
const maxHeaderSize = 1_048_576;

/**
 * The client's end of a connection within this process.
 *
 * Node's own client reads the answer. Its request is dropped: it would be in HTTP/1.1 always, with fields of its own, and
 * what the application gets with `deliver` is what the client has sent.
 */
export class ClientEnd extends Duplex implements ContainerPeer {
  /** The application's end. */
  readonly socket: ContainerSocket;
  #goOn: (() => void) | undefined;

  constructor(context: RequestContext) {
    super({ allowHalfOpen: true });
    this.socket = new ContainerSocket(context, this);
  }

  /** Reads the answer to a request with that method. */
  openAnswer(method: string): ClientRequest {
    const headers = { Connection: "keep-alive" };
    const reader = openRequest({ createConnection: () => this, method, headers, maxHeaderSize });
    reader.maxHeadersCount = 0;
    return reader;
  }

  peerWrote(chunk: Buffer, goOn: () => void): void {
    if (this.destroyed || this.push(chunk)) goOn();
    else this.#goOn = goOn;
  }

  peerEnded(): void {
    if (!this.destroyed) this.push(null);
  }

  peerClosed(): void {
    this.destroy();
  }

  override _read(): void {
    const goOn = this.#goOn;
    this.#goOn = undefined;
    goOn?.();
  }

  override _write(_chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    callback();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this._read();
    setImmediate(() => this.socket.destroy());
    callback(error);
  }

  // What Node's client asks of a socket.
  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
