import { Socket, type SocketConnectOpts } from "node:net";
import { offAbort, onAbort } from "../../concurrent/internal.ts";
import { BaseIOStream } from "./base-io-stream.ts";
import { StreamClosedError } from "./errors.ts";
import type { IOStreamOptions } from "./stream-options.ts";

/** Options of `connect` of a stream. */
export interface StreamConnectOptions {
  /** Closes the stream when it is aborted before it is connected; `realError` is then its reason. */
  readonly signal?: AbortSignal;
}

/** Reads and writes on a socket: an `IOStream`, or an `SSLIOStream`. */
export abstract class SocketStream extends BaseIOStream {
  #socket: Socket | undefined;
  #isOpening = false;

  /**
   * @param socket - this object's from now on; default: `connect()` makes one
   * @param options - limits
   * @throws {RangeError} if a limit is no whole number from 1
   */
  constructor(socket?: Socket, options: IOStreamOptions = {}) {
    super(undefined, options);
    if (socket !== undefined) this.attachSocket(socket);
  }

  /** Node's socket; `undefined` before `connect()`. Reading and writing there disturbs the stream. */
  get socket(): Socket | undefined {
    return this.#socket;
  }

  override setNodelay(isOn: boolean): void {
    this.#socket?.setNoDelay(isOn);
  }

  protected override get isOpening(): boolean {
    return this.#isOpening;
  }

  /** For subclasses: the socket to read from and write to. */
  protected attachSocket(socket: Socket): void {
    this.#socket = socket;
    this.attach(socket);
  }

  /** For subclasses: resolves at `event`, and rejects if the socket closes before. */
  protected untilEvent(event: "connect" | "secure", signal?: AbortSignal): Promise<void> {
    const abort = () => this.close(signal?.reason);
    if (signal?.aborted) abort();
    if (signal !== undefined) onAbort(signal, abort);
    this.#isOpening = true;
    return new Promise<void>((resolve, reject) => {
      this.#socket?.once("close", () => reject(new StreamClosedError(this.error)));
      // A certificate that was refused ends in the event too, and then the socket closes.
      this.#socket?.once(event, () => !this.#socket?.destroyed && resolve());
    }).finally(() => {
      this.#isOpening = false;
      if (signal !== undefined) offAbort(signal, abort);
    });
  }
}

/** A socket that begins to connect: small writes leave at once, and a peer that has finished sending can be answered. */
export function connectingSocket(address: SocketConnectOpts): Socket {
  return new Socket({ allowHalfOpen: true }).setNoDelay(true).connect(address);
}
