import type { AddressInfo, OnReadOpts, Server, Socket } from "node:net";
import { checkedDuration, HookRules } from "../../base/errors/internal.ts";
import { appLog, genLog } from "../../base/log/index.ts";
import { isTyphoonWorker, loopRest, workerContext } from "../../concurrent/internal.ts";
import { convertYielded } from "../../loop/gen/index.ts";
import { bindSockets, bindUnixSocket, type SSLOptions } from "../netutil/index.ts";
import {
  checkListenAddress,
  checkSslOptions,
  createListener,
  plainAddress,
  readSslOptions,
} from "../netutil/internal.ts";
import { taskId } from "../process/index.ts";
import { joinProcesses, tellSupervisor } from "../process/internal.ts";
import type { TCPServerOptions } from "./server-options.ts";
import { tcpServerRules } from "./server-options.ts";
import { type SharedReader, sharedReads, withSharedReads } from "./shared-reads.ts";
import { TLSAcceptor } from "./tls-acceptor.ts";

/** What handling a connection may return: nothing, something to wait for, or a generator that runs as a coroutine. */
// biome-ignore lint/suspicious/noConfusingVoidType: a method without `return` has to be a valid override
export type StreamResult = void | PromiseLike<unknown> | Generator<unknown, unknown, unknown>;

/** A place to listen that is a path of this machine. */
export interface UnixAddress {
  /** The path of the socket; a socket that is there is replaced. */
  readonly path: string;
  /** Who may connect, as the bits of the file's mode. Default: `0o600`, only this user. */
  readonly mode?: number;
}

/**
 * Accepts TCP connections and hands each one to `handleStream`, which a subclass defines.
 *
 * Small writes leave at once (`TCP_NODELAY`), and a client that has finished sending can still be answered. With
 * `sslOptions`, the socket is a `TLSSocket` whose handshake is done.
 *
 * @example
 * ```ts
 * import type { Socket } from "node:net";
 * import { TCPServer } from "typhoon/tcpserver";
 *
 * class EchoServer extends TCPServer {
 *   override handleStream(socket: Socket) {
 *     socket.pipe(socket);
 *   }
 * }
 * const server = new EchoServer();
 * await server.listen(0, "127.0.0.1");
 * server.stop();
 * ```
 * @see tornado.tcpserver.TCPServer
 */
export abstract class TCPServer {
  readonly #listeners: Server[] = [];
  readonly #options: TCPServerOptions;
  readonly #handshakeTimeoutMs: number;
  readonly #onread: OnReadOpts | undefined;
  #sslOptions: SSLOptions | undefined;
  #tls: Promise<TLSAcceptor> | undefined;
  #firstAddress: AddressInfo | string | undefined;

  /**
   * @param options - how to listen
   * @param reader - friends only: takes what sockets without TLS read, see `shared-reads.ts`
   * @throws {TypeError} if `sslOptions` have no certificate with its key
   * @throws {RangeError} if `handshakeTimeoutMs` is below 1
   */
  constructor(options: TCPServerOptions = {}, reader?: SharedReader) {
    tcpServerRules.check(options);
    hooks.check(new.target, (message) => genLog.warn(message));
    const { handshakeTimeoutMs = 20_000 } = options;
    this.#handshakeTimeoutMs = checkedDuration("make a server", "handshakeTimeoutMs", handshakeTimeoutMs, 1);
    if (options.sslOptions !== undefined) checkSslOptions(options.sslOptions);
    this.#options = options;
    this.#onread = reader === undefined ? undefined : sharedReads(reader);
    this.#sslOptions = options.sslOptions;
  }

  /**
   * A connection was accepted. What this throws, or its promise rejects with, is logged and closes the connection.
   *
   * @param socket - yours from now on, its errors too
   * @param address - the client's IP address; empty where it has none
   */
  abstract handleStream(socket: Socket, address: string): StreamResult;

  /**
   * A client of a server with `sslOptions` does not speak TLS. By default, its connection is closed.
   *
   * @param socket - yours from now on; what the client has sent is still to be read
   * @param address - the client's IP address; empty where it has none
   */
  handlePlaintext(socket: Socket, address: string): StreamResult {
    genLog.info(`Closed a connection from ${address}: it does not speak TLS`);
    socket.destroy();
  }

  /** The port of the first address listened on; `undefined` before `listen()` has resolved, and of a Unix socket. */
  get port(): number | undefined {
    return typeof this.#firstAddress === "object" ? this.#firstAddress.port : undefined;
  }

  /** The first address, or path, listened on; `undefined` before `listen()` has resolved. */
  get address(): string | undefined {
    return typeof this.#firstAddress === "object" ? this.#firstAddress.address : this.#firstAddress;
  }

  /** Whether connections are accepted. */
  get isListening(): boolean {
    return this.#listeners.length > 0;
  }

  /**
   * Starts to accept connections; may be called for several ports, addresses and paths.
   *
   * A worker thread of this library that evaluates the module of an application binds nothing: there the evaluation
   * stops here, or, where something further down is needed, goes on with a server that never accepts.
   *
   * @param port - 0 lets the system choose; `port` then tells which. `{ path }`: a Unix socket
   * @param address - an IP address or a host name. Default: every address of this machine
   * @returns resolves when the port is bound; with several `processes`, in each but the first
   * @throws {AddressInUseError} `ERR_ADDRESS_IN_USE` if another program listens there
   * @throws {ForkedProcessStartError} `ERR_PROCESS_START` in the first of several `processes`, if the others cannot start
   * @throws {NotASocketError} `ERR_NOT_A_SOCKET` if another kind of file is at the path
   * @throws {SSLOptionsError} `ERR_SSL_OPTIONS` if a certificate or key cannot be read or used
   */
  async listen(port: number | UnixAddress, address?: string): Promise<void> {
    checkListenAddress(port, address);
    const worker = workerContext();
    if (worker !== undefined) return worker.pause();
    const { backlog = 128, processes, reusePort = false } = this.#options;
    await joinProcesses(processes);
    if (reusePort && port === 0 && taskId() !== undefined) throw new RangeError(portOfItsOwn);
    await this.#prepareTls();
    const options = { backlog, createServer: () => this.#adopt(createListener()) };
    const bound =
      typeof port === "number"
        ? await bindSockets(port, address, { ...options, reusePort })
        : [await bindUnixSocket(port.path, { ...options, ...port })];
    this.#note(bound);
  }

  /**
   * Starts to accept the connections of a listener that is bound already.
   *
   * @param listener - made by `bindSockets` or `bindUnixSocket`; `stop()` closes it
   * @returns resolves when connections are accepted
   * @throws {SSLOptionsError} `ERR_SSL_OPTIONS` if a certificate or key cannot be read or used
   * @see tornado.tcpserver.TCPServer.add_socket
   */
  addSocket(listener: Server): Promise<void> {
    return this.addSockets([listener]);
  }

  /**
   * Starts to accept the connections of several listeners, as {@link addSocket} does.
   *
   * @example
   * ```ts
   * import { HTTPServer } from "typhoon/httpserver";
   * import { bindSockets } from "typhoon/netutil";
   * import { Application } from "typhoon/web";
   *
   * const server = new HTTPServer(new Application());
   * await server.addSockets(await bindSockets(0, "localhost"));
   * await server.drain();
   * ```
   */
  async addSockets(listeners: readonly Server[]): Promise<void> {
    if (isTyphoonWorker()) return;
    for (const listener of listeners) this.#adopt(listener);
    this.#note(listeners);
    try {
      await this.#prepareTls();
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /**
   * Serves connections from now on with these certificates; those that are open keep theirs.
   *
   * @param options - default: those that the server has, with their files read again
   * @throws {TypeError} if the server was made without `sslOptions`, or the new ones have no certificate with its key
   * @throws {SSLOptionsError} `ERR_SSL_OPTIONS` if a certificate or key cannot be read or used; the old ones stay
   */
  async reloadSslOptions(options: SSLOptions | undefined = this.#sslOptions): Promise<void> {
    if (this.#sslOptions === undefined || options === undefined) {
      throw new TypeError("Cannot reload certificates as the server has none: make it with sslOptions");
    }
    checkSslOptions(options);
    const read = await readSslOptions(options);
    this.#sslOptions = options;
    (await this.#tls)?.renew(read);
  }

  /** Stops to accept connections, at once; those already accepted live on. May be called again. */
  stop(): void {
    this.stopAccepting();
    this.#tls?.then((acceptor) => acceptor.close()).catch(() => {});
    this.#tls = undefined;
  }

  /** For subclasses: called whenever the server has begun to listen somewhere. */
  protected beganListening(): void {
    if (taskId() !== undefined) tellSupervisor("listening");
  }

  /** For subclasses: stops to accept; connections whose handshake goes on are still handed over. */
  protected stopAccepting(): void {
    for (const listener of this.#listeners.splice(0)) listener.close();
  }

  /** For subclasses: resolves when every connection that was accepted is handed over, or gone. */
  protected async whenHandedOver(): Promise<void> {
    await (await this.#tls)?.whenDone();
  }

  #adopt(listener: Server): Server {
    return listener.on("connection", (socket) => this.#accept(socket));
  }

  #note(bound: readonly Server[]): void {
    for (const listener of bound) listener.on("error", logAcceptError);
    this.#listeners.push(...bound);
    this.#firstAddress ??= bound[0]?.address() ?? undefined;
    this.beganListening();
  }

  async #prepareTls(): Promise<void> {
    if (this.#sslOptions === undefined) return;
    this.#tls ??= this.#openTls(this.#sslOptions);
    try {
      await this.#tls;
    } catch (error) {
      this.#tls = undefined;
      throw error;
    }
  }

  async #openTls(options: SSLOptions): Promise<TLSAcceptor> {
    const read = await readSslOptions(options);
    return new TLSAcceptor(read, this.#handshakeTimeoutMs, {
      secured: (socket) => this.#handle(socket, this.handleStream),
      plaintext: (socket) => this.#handle(socket, this.handlePlaintext),
    });
  }

  #accept(socket: Socket): void {
    if (loopRest.isOn) loopRest.end();
    if (this.#sslOptions === undefined) this.#handle(this.#withReader(socket), this.handleStream);
    else if (this.#tls === undefined) socket.destroy();
    else this.#tls.then((acceptor) => acceptor.accept(socket)).catch(() => socket.destroy());
  }

  #withReader(socket: Socket): Socket {
    return this.#onread === undefined ? socket : withSharedReads(socket, this.#onread);
  }

  #handle(socket: Socket, handle: TCPServer["handleStream"]): void {
    try {
      const handled = handle.call(this, socket, plainAddress(socket.remoteAddress ?? ""));
      if (typeof handled === "object" && handled !== null)
        resultOf(handled).then(undefined, (error: unknown) => abandon(socket, error));
    } catch (error) {
      abandon(socket, error);
    }
  }
}

const portOfItsOwn =
  "Cannot listen on port 0 with reusePort in several processes as each would get another port: choose a port";

const hooks = new HookRules(TCPServer, { hooks: ["handleStream", "handlePlaintext", "beganListening"] });

function resultOf(
  handled: PromiseLike<unknown> | Generator<unknown, unknown, unknown>,
): PromiseLike<unknown> {
  return "then" in handled ? handled : convertYielded(handled);
}

function abandon(socket: Socket, error: unknown): void {
  appLog.error({ err: error }, "Uncaught exception in handleStream");
  socket.destroy();
}

function logAcceptError(error: Error): void {
  genLog.error({ err: error }, "Cannot accept a connection");
}
