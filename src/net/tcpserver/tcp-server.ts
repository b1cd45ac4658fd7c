import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { appLog, genLog } from "../../base/log/index.ts";
import { workerContext } from "../../concurrent/internal.ts";
import { bindSockets } from "../netutil/index.ts";

/** Options of {@link TCPServer}. */
export interface TCPServerOptions {
  /** How many connections the system keeps waiting to be accepted. Default: 128. */
  readonly backlog?: number;
}

/**
 * Accepts TCP connections and hands each one to `handleStream`, which a subclass defines.
 *
 * Small writes leave at once (`TCP_NODELAY`), and a client that has finished sending can still be answered.
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
  #firstAddress: AddressInfo | undefined;

  /** @param options - how to listen */
  constructor(options: TCPServerOptions = {}) {
    this.#options = options;
  }

  /**
   * A connection was accepted. What this throws, or its promise rejects with, is logged and closes the connection.
   *
   * @param socket - yours from now on, its errors too
   * @param address - the client's IP address; empty where it has none
   */
  abstract handleStream(socket: Socket, address: string): void | Promise<void>;

  /** The port of the first address listened on; `undefined` before `listen()` has resolved. */
  get port(): number | undefined {
    return this.#firstAddress?.port;
  }

  /** The first address listened on; `undefined` before `listen()` has resolved. */
  get address(): string | undefined {
    return this.#firstAddress?.address;
  }

  /** Whether connections are accepted. */
  get isListening(): boolean {
    return this.#listeners.length > 0;
  }

  /**
   * Starts to accept connections; may be called for several ports and addresses.
   *
   * @param port - 0 lets the system choose; `port` then tells which
   * @param address - an IP address or a host name. Default: every address of this machine
   * A worker thread of this library that evaluates the module of an application binds nothing: there the evaluation
   * stops here, or, where something further down is needed, goes on with a server that never accepts.
   *
   * @returns resolves when the port is bound
   * @throws {AddressInUseError} `ERR_ADDRESS_IN_USE` if another program listens there
   */
  async listen(port: number, address?: string): Promise<void> {
    const worker = workerContext();
    if (worker !== undefined) return worker.pause();
    const bound = await bindSockets(port, address, {
      ...this.#options,
      createServer: () =>
        createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#accept(socket)),
    });
    for (const listener of bound) listener.on("error", logAcceptError);
    this.#listeners.push(...bound);
    this.#firstAddress ??= addressOf(bound[0]);
  }

  /** Stops to accept connections, at once; those already accepted live on. May be called again. */
  stop(): void {
    for (const listener of this.#listeners.splice(0)) listener.close();
  }

  #accept(socket: Socket): void {
    try {
      const handled = this.handleStream(socket, plainAddress(socket.remoteAddress ?? ""));
      if (handled !== undefined) handled.catch((error: unknown) => abandon(socket, error));
    } catch (error) {
      abandon(socket, error);
    }
  }
}

function abandon(socket: Socket, error: unknown): void {
  appLog.error({ err: error }, "Uncaught exception in handleStream");
  socket.destroy();
}

function logAcceptError(error: Error): void {
  genLog.error({ err: error }, "Cannot accept a connection");
}

/** A listener on all addresses sees IPv4 clients as `::ffff:192.0.2.1`. */
function plainAddress(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}

function addressOf(server: Server | undefined): AddressInfo | undefined {
  const address = server?.address();
  return typeof address === "object" && address !== null ? address : undefined;
}
