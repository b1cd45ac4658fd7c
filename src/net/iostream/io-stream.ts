import { Socket, type SocketConnectOpts } from "node:net";
import { TLSSocket } from "node:tls";
import type { ClientSSLOptions, SSLOptions } from "../netutil/index.ts";
import { connectingSocket, SocketStream, type StreamConnectOptions } from "./socket-stream.ts";
import { SSLIOStream } from "./ssl-io-stream.ts";
import { acceptTls, connectTls } from "./start-tls.ts";
import type { IOStreamOptions } from "./stream-options.ts";

/** Options of `startTls` for the side that begins the handshake, usually the one that connected. */
export interface StartTLSClientOptions {
  /** Whether this side answers the handshake. Default: `false`, it begins it. */
  readonly serverSide?: false;
  /** What to trust, and how to prove who this is. Default: trust what Node trusts. */
  readonly sslOptions?: ClientSSLOptions;
  /** The name, or IP address, that the server's certificate has to be for. Default: the peer's IP address. */
  readonly serverHostname?: string;
}

/** Options of `startTls` for the side that answers the handshake, usually the one that accepted. */
export interface StartTLSServerOptions {
  /** This side answers the handshake. */
  readonly serverSide: true;
  /** The certificate with its key. */
  readonly sslOptions: SSLOptions;
}

/** Options of {@link IOStream.startTls}. */
export type StartTLSOptions = StartTLSClientOptions | StartTLSServerOptions;

/**
 * Reads and writes on a TCP or Unix socket.
 *
 * @example
 * ```ts
 * import type { Socket } from "node:net";
 * import { IOStream } from "typhoon/iostream";
 * import { TCPServer } from "typhoon/tcpserver";
 *
 * class LineServer extends TCPServer {
 *   override async handleStream(socket: Socket) {
 *     const stream = IOStream.from(socket);
 *     await stream.write(await stream.readUntil("\n"));
 *     stream.close();
 *   }
 * }
 * const server = new LineServer();
 * await server.listen(0, "127.0.0.1");
 *
 * const client = new IOStream();
 * await client.connect({ host: "127.0.0.1", port: server.port ?? 0 });
 * await client.write("hello\n");
 * String(await client.readUntilClose());   // "hello\n"
 * server.stop();
 * ```
 * @see tornado.iostream.IOStream
 */
export class IOStream extends SocketStream {
  readonly #options: IOStreamOptions;

  /**
   * @param socket - this object's from now on; default: `connect()` makes one
   * @param options - limits
   * @throws {RangeError} if a limit is no whole number from 1
   */
  constructor(socket?: Socket, options: IOStreamOptions = {}) {
    super(socket, options);
    this.#options = options;
  }

  /** A stream over a socket, as `handleStream` gets one: an `SSLIOStream` if it speaks TLS. */
  static from(socket: Socket, options: IOStreamOptions = {}): SocketStream {
    return socket instanceof TLSSocket ? new SSLIOStream(socket, options) : new IOStream(socket, options);
  }

  /**
   * Connects to an address; data may be written before, and is sent when the stream is connected.
   *
   * A host name is looked up by Node. `TCPClient` has resolvers, time limits and a race among addresses.
   *
   * @param address - `{ host, port }` or `{ path }`, as for `net.connect`
   * @returns this stream
   * @throws {StreamClosedError} `ERR_STREAM_CLOSED` if that fails; `realError` says why
   * @see tornado.iostream.IOStream.connect
   */
  async connect(address: SocketConnectOpts, options: StreamConnectOptions = {}): Promise<this> {
    if (this.socket === undefined) this.attachSocket(connectingSocket(address));
    else this.socket.connect(address);
    await this.untilEvent("connect", options.signal);
    return this;
  }

  /**
   * Puts TLS on a connection that began without, and resolves when the handshake is done.
   *
   * This stream is closed by that. Its close callback and its limits go over to the new one.
   *
   * @returns the stream to use from now on
   * @throws {InvalidStateError} `ERR_INVALID_STATE` if a read waits, or written bytes do, or the stream is not open
   * @throws {StreamClosedError} `ERR_STREAM_CLOSED` if the handshake fails; `realError` says why
   * @throws {SSLOptionsError} `ERR_SSL_OPTIONS` if a certificate or key cannot be read or used
   * @see tornado.iostream.IOStream.start_tls
   */
  async startTls(options: StartTLSOptions = {}): Promise<SSLIOStream> {
    const { transport, closeCallback } = this.detach();
    if (!(transport instanceof Socket)) throw new TypeError("Cannot start TLS as the stream has no socket");
    const socket = options.serverSide
      ? await acceptTls(transport, options.sslOptions)
      : await connectTls(transport, options);
    const stream = new SSLIOStream(socket, this.#options);
    stream.setCloseCallback(closeCallback ?? null);
    return stream;
  }
}
