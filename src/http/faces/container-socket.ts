import { Duplex } from "node:stream";
import type { PeerCertificate } from "node:tls";
import { checkedDuration } from "../../base/errors/internal.ts";
import { setLongTimeout } from "../../concurrent/internal.ts";
import type { RequestContext } from "../httputil/index.ts";

/** What happens on the application's end of a connection within this process. */
export interface ContainerPeer {
  /** The application has written; `goOn` is called when there is room for more. */
  peerWrote(chunk: Buffer, goOn: () => void): void;
  /** The application will write nothing more. */
  peerEnded(): void;
  /** The application's end is gone. */
  peerClosed(): void;
}

/**
 * The application's end of a connection within this process: it looks to the application like the client's own socket.
 *
 * What only a socket of the system has, such as its handle, is missing.
 */
export class ContainerSocket extends Duplex {
  /** The client's address and port; a proxy that tells of the client does not tell the port. */
  readonly remoteAddress: string;
  readonly remotePort: number | undefined;
  readonly remoteFamily: "IPv4" | "IPv6";
  /** Where the client has connected to. */
  readonly localAddress: string | undefined;
  readonly localPort: number | undefined;
  /** Whether the client's bytes came over TLS. */
  readonly encrypted: boolean;
  readonly connecting = false;
  readonly pending = false;
  bytesRead = 0;
  bytesWritten = 0;
  /** What `setTimeout` has set. */
  timeout: number | undefined;
  readonly #context: RequestContext;
  readonly #peer: ContainerPeer;
  /** Called when there is room for more. */
  #goOn: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(context: RequestContext, peer: ContainerPeer) {
    super({ allowHalfOpen: true });
    const { remotePort, localAddress, localPort } = context.getAddresses?.() ?? {};
    this.remoteAddress = context.remoteIp;
    this.remotePort = remotePort;
    this.remoteFamily = familyOf(context.remoteIp);
    this.localAddress = localAddress;
    this.localPort = localPort;
    this.encrypted = context.protocol === "https";
    this.#context = context;
    this.#peer = peer;
  }

  /**
   * The application reads these bytes next.
   *
   * @returns `undefined` while there is room, otherwise a promise for it
   */
  deliver(chunk: Uint8Array): Promise<void> | undefined {
    if (this.destroyed) return undefined;
    this.#refreshTimer();
    this.bytesRead += chunk.length;
    if (this.push(chunk)) return undefined;
    return new Promise((resolve) => {
      this.#goOn = resolve;
    });
  }

  override _read(): void {
    const goOn = this.#goOn;
    this.#goOn = undefined;
    goOn?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.#refreshTimer();
    this.bytesWritten += chunk.length;
    this.#peer.peerWrote(chunk, callback);
  }

  override _final(callback: () => void): void {
    this.#peer.peerEnded();
    callback();
  }

  /** What was written before is read before the other end learns of it. */
  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    clearTimeout(this.#timer);
    this._read();
    setImmediate(() => this.#peer.peerClosed());
    callback(error);
  }

  /** As a socket's: emits `timeout` after that many milliseconds in which nothing moves; 0: never. */
  setTimeout(timeoutMs: number, onTimeout?: () => void): this {
    this.timeout = checkedDuration("limit a silence", "timeoutMs", timeoutMs);
    if (onTimeout !== undefined) {
      if (timeoutMs === 0) this.off("timeout", onTimeout);
      else this.once("timeout", onTimeout);
    }
    this.#refreshTimer();
    return this;
  }

  /** As that of a socket of TLS: an empty object if the client has shown no certificate. */
  getPeerCertificate(): PeerCertificate | object {
    return this.#context.getSslCertificate?.() ?? {};
  }

  /** Where the client has connected to, as a socket's. */
  address(): object {
    const { localAddress: address, localPort: port } = this;
    return address === undefined ? {} : { address, family: familyOf(address), port };
  }

  get localFamily(): string | undefined {
    return this.localAddress === undefined ? undefined : familyOf(this.localAddress);
  }

  get readyState(): string {
    if (this.readable && this.writable) return "open";
    return this.readable ? "readOnly" : this.writable ? "writeOnly" : "closed";
  }

  // The network is somebody else's.
  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once("finish", () => this.destroy());
  }

  #refreshTimer(): void {
    clearTimeout(this.#timer);
    if (this.timeout === undefined || this.timeout === 0 || this.destroyed) return;
    this.#timer = setLongTimeout(() => this.emit("timeout"), this.timeout)?.unref();
  }
}

function familyOf(address: string): "IPv4" | "IPv6" {
  return address.includes(":") ? "IPv6" : "IPv4";
}
