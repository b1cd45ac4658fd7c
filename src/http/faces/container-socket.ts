import { Duplex } from "node:stream";
import type { RequestContext } from "../httputil/index.ts";

/** One end of a connection within this process, which looks to whoever is given it like the client's own socket. */
export class ContainerSocket extends Duplex {
  /** The client's address. */
  readonly remoteAddress: string;
  /** Whether the client's bytes came over TLS. */
  readonly encrypted: boolean;
  #other: ContainerSocket | undefined;
  /** Called when there is room for more. */
  #goOn: (() => void) | undefined;
  #timeoutMs = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor({ remoteIp, protocol }: RequestContext) {
    super({ allowHalfOpen: true });
    this.remoteAddress = remoteIp;
    this.encrypted = protocol === "https";
  }

  /** Both ends of a new connection. */
  static pair(context: RequestContext): readonly [ContainerSocket, ContainerSocket] {
    const [one, other] = [new ContainerSocket(context), new ContainerSocket(context)];
    one.#other = other;
    other.#other = one;
    return [one, other];
  }

  override _read(): void {
    const goOn = this.#goOn;
    this.#goOn = undefined;
    goOn?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.#refreshTimer();
    if (this.#other === undefined || this.#other.push(chunk)) callback();
    else this.#other.#goOn = callback;
  }

  override _final(callback: () => void): void {
    this.#other?.push(null);
    callback();
  }

  /** What was written before is read before the other end learns of it. */
  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    clearTimeout(this.#timer);
    const other = this.#other;
    this.#other = undefined;
    this.#goOn = undefined;
    if (other !== undefined) setImmediate(() => other.destroy());
    callback(error);
  }

  /** As a socket's: emits `timeout` after that many milliseconds without a write; 0: never. */
  setTimeout(timeoutMs: number, onTimeout?: () => void): this {
    this.#timeoutMs = timeoutMs;
    if (onTimeout !== undefined) this.once("timeout", onTimeout);
    this.#refreshTimer();
    return this;
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

  address(): object {
    return {};
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once("finish", () => this.destroy());
  }

  #refreshTimer(): void {
    clearTimeout(this.#timer);
    if (this.#timeoutMs > 0) this.#timer = setTimeout(() => this.emit("timeout"), this.#timeoutMs).unref();
  }
}
