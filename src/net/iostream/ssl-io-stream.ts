import type { SocketConnectOpts } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import type { ClientSSLOptions } from "../netutil/index.ts";
import { readSslOptions } from "../netutil/internal.ts";
import { StreamClosedError } from "./errors.ts";
import { connectingSocket, SocketStream, type StreamConnectOptions } from "./socket-stream.ts";
import { expectHost } from "./start-tls.ts";
import type { IOStreamOptions } from "./stream-options.ts";

/** Options of {@link SSLIOStream}. */
export interface SSLIOStreamOptions extends IOStreamOptions {
  /** For `connect()`: what to trust, and how to prove who this is. Default: trust what Node trusts. */
  readonly sslOptions?: ClientSSLOptions;
}

/** Options of {@link SSLIOStream.connect}. */
export interface SSLConnectOptions extends StreamConnectOptions {
  /** The name, or IP address, that the server's certificate has to be for. Default: the host of the address. */
  readonly serverHostname?: string;
}

/**
 * Reads and writes on a socket with TLS. Servers' certificates are checked, unless `rejectUnauthorized` is `false`.
 *
 * @see tornado.iostream.SSLIOStream
 */
export class SSLIOStream extends SocketStream {
  readonly #sslOptions: ClientSSLOptions;

  /**
   * @param socket - this object's from now on; default: `connect()` makes one
   * @param options - limits, and how to connect
   * @throws {RangeError} if a limit is no whole number from 1
   */
  constructor(socket?: TLSSocket, options: SSLIOStreamOptions = {}) {
    super(socket, options);
    this.#sslOptions = options.sslOptions ?? {};
  }

  /**
   * Connects to an address, and resolves when the handshake is done; data may be written before, and is sent then.
   *
   * @param address - `{ host, port }` or `{ path }`, as for `net.connect`
   * @returns this stream
   * @throws {StreamClosedError} `ERR_STREAM_CLOSED` if that fails, or the certificate is refused; `realError` says why
   * @throws {SSLOptionsError} `ERR_SSL_OPTIONS` if a certificate or key cannot be read or used
   * @see tornado.iostream.IOStream.connect
   */
  async connect(address: SocketConnectOpts, options: SSLConnectOptions = {}): Promise<this> {
    const read = await readSslOptions(this.#sslOptions);
    if (this.closed()) throw new StreamClosedError(this.error);
    const host = "host" in address ? address.host : undefined;
    const expected = expectHost(options.serverHostname ?? host ?? "localhost");
    this.attachSocket(connect({ ...expected, ...read, socket: connectingSocket(address) }));
    await this.untilEvent("secure", options.signal);
    return this;
  }

  /**
   * Resolves when the handshake is done; at once if it is.
   *
   * @throws {StreamClosedError} `ERR_STREAM_CLOSED` if the stream closes before, or is not connected
   * @see tornado.iostream.SSLIOStream.wait_for_handshake
   */
  async waitForHandshake(): Promise<this> {
    const { socket } = this;
    if (socket === undefined || this.closed()) throw new StreamClosedError(this.error);
    if ("secureConnecting" in socket && socket.secureConnecting === true) await this.untilEvent("secure");
    return this;
  }
}
