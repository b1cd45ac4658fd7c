import type { Socket } from "node:net";
import { shownValue } from "../../base/errors/internal.ts";
import { setLongTimeout } from "../../concurrent/internal.ts";
import { TCPServer, type TCPServerOptions } from "../../net/tcpserver/index.ts";
import { HTTP1ConnectionParameters, HTTP1ServerConnection } from "../http1connection/index.ts";
import {
  ConnectionSet,
  checkedNumber,
  type MemoryBudget,
  sharedReader,
} from "../http1connection/internal.ts";
import {
  type HTTPConnection,
  HTTPInputError,
  type HTTPServerConnectionDelegate,
  type RequestContext,
  ServerShutdownError,
} from "../httputil/index.ts";
import { CallableAdapter, type RequestCallback } from "./callable-adapter.ts";
import { drainByDefault } from "./drain-on-signal.ts";
import { checkDrain, type DrainableServer, type DrainOptions } from "./drain-options.ts";
import { memoryBudget } from "./memory-budget.ts";
import { behindProxy } from "./proxy-adapter.ts";
import { RefusedConnections } from "./refused-connections.ts";
import { contextOf } from "./request-context.ts";
import type { HTTPServerOptions } from "./server-options.ts";
import { drainRules, httpServerRules } from "./server-options.ts";

/**
 * A server for HTTP/1.0 and HTTP/1.1.
 *
 * @example
 * ```ts
 * import { HTTPServer } from "typhoon/httpserver";
 * import { HTTPHeaders } from "typhoon/httputil";
 *
 * const server = new HTTPServer((request) => {
 *   const startLine = { version: "HTTP/1.1", code: 200, reason: "OK" };
 *   request.connection.writeHeaders(startLine, new HTTPHeaders({ "Content-Length": "5" }), "Hello");
 *   request.connection.finish();
 * });
 * await server.listen(0, "127.0.0.1");
 * server.port;           // the port that the system chose
 * await server.drain();
 * ```
 * @see tornado.httpserver.HTTPServer
 */
export class HTTPServer extends TCPServer implements DrainableServer, AsyncDisposable {
  readonly #delegate: HTTPServerConnectionDelegate;
  readonly #parameters: HTTP1ConnectionParameters;
  readonly #connections: ConnectionSet<HTTP1ServerConnection>;
  readonly #protocol: RequestContext["protocol"] | undefined;
  readonly #budget: MemoryBudget;
  readonly #maxConnections: number;
  readonly #refused: RefusedConnections;
  #isRetiring = false;

  /**
   * @param requestCallback - a delegate, for example an `Application`, or a function that is given each whole request
   * @param options - limits and times
   * @throws {RangeError} if an option is out of its range
   * @throws {TypeError} if `sslOptions` have no certificate, or `trustedDownstream` something that is no address
   */
  constructor(
    requestCallback: HTTPServerConnectionDelegate | RequestCallback,
    options: HTTPServerOptions = {},
  ) {
    httpServerRules.check(options);
    checkCallback(requestCallback);
    super(speakingHttp1(options), sharedReader);
    const { maxConnections = 20_000 } = options;
    const delegate =
      typeof requestCallback === "function" ? new CallableAdapter(requestCallback) : requestCallback;
    this.#delegate = behindProxy(delegate, options);
    this.#protocol = options.protocol;
    this.#parameters = new HTTP1ConnectionParameters(options);
    this.#connections = new ConnectionSet(this.#parameters.timeoutsMs);
    this.#budget = memoryBudget(options);
    this.#maxConnections = checkedNumber("maxConnections", maxConnections, 1);
    this.#refused = new RefusedConnections(this.#maxConnections);
  }

  /** How many connections are open. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /** How many bytes count for `maxBufferedBytes` now, of all connections together. */
  get bufferedBytes(): number {
    return this.#budget.held;
  }

  override handleStream(socket: Socket, address: string): void {
    this.#serve(socket, contextOf(socket, address, this.#protocol), this.#delegate);
  }

  /** Answers whoever speaks plain HTTP to a port of TLS with a 400 that says so. */
  override handlePlaintext(socket: Socket, address: string): void {
    this.#serve(socket, contextOf(socket, address, this.#protocol), refusePlaintext);
  }

  /**
   * Stops to accept connections, and closes those without a request.
   *
   * Requests that are being handled are answered, with `Connection: close`, and then their connections close too.
   */
  override stop(): void {
    super.stop();
    this.#refused.close();
    for (const connection of this.#connections.connections()) connection.shutDown();
  }

  /**
   * Stops, and waits for the requests that are being handled.
   *
   * A request whose head or body is still arriving is waited for too. What a client has sent behind a request that is
   * being handled gets no answer: `Connection: close`, or the end of the connection, tells it so.
   * A connection that was detached is waited for until its socket closes.
   *
   * @param options - how long to wait before they are cut, and their signals aborted with a `ServerShutdownError`
   * @returns resolves when every connection is closed
   * @throws {TypeError} if `idleMs` or `timeoutMs` is not a number
   * @throws {RangeError} if one is negative or NaN
   */
  async drain(options: DrainOptions = {}): Promise<void> {
    drainRules.check(options);
    const { idleMs = 0, timeoutMs = 10_000 } = options;
    checkDrain(options);
    if (idleMs > 0) await this.#awaitLastRequests(idleMs);
    this.stop();
    const cut = setLongTimeout(() => this.#cutConnections(), timeoutMs);
    await this.#connections.whenEmpty();
    clearTimeout(cut);
  }

  /**
   * Cuts every connection, those with a request too, and resolves when all are closed. Goes on listening.
   *
   * The signals of their requests are aborted with a `ServerShutdownError`.
   */
  async closeAllConnections(): Promise<void> {
    this.#cutConnections();
    await this.#connections.whenEmpty();
  }

  /** The same as `drain()`: `await using server = ...` ends with it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.drain();
  }

  protected override beganListening(): void {
    super.beganListening();
    drainByDefault(this);
  }

  /** Each connection has one more request, or none, and then it is closed. */
  async #awaitLastRequests(idleMs: number): Promise<void> {
    this.stopAccepting();
    this.#isRetiring = true;
    for (const connection of this.#connections.connections()) connection.closeAfterNext();
    const allGone = this.whenHandedOver().then(() => this.#connections.whenEmpty());
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
      timer = setLongTimeout(resolve, idleMs);
    });
    await Promise.race([allGone, over]);
    clearTimeout(timer);
  }

  #serve(socket: Socket, context: RequestContext, delegate: HTTPServerConnectionDelegate): void {
    if (this.#connections.size >= this.#maxConnections) return this.#refused.add(socket);
    const init = {
      parameters: this.#parameters,
      connections: this.#connections,
      budget: this.#budget,
      context,
    };
    const connection = new HTTP1ServerConnection(socket, init);
    connection.startServing(delegate);
    // Its handshake has lasted longer than the server has accepted.
    if (this.#isRetiring) connection.closeAfterNext();
  }

  #cutConnections(): void {
    const reason = new ServerShutdownError();
    for (const connection of this.#connections.connections()) connection.close(reason);
  }
}

const refusePlaintext: HTTPServerConnectionDelegate = {
  startRequest(_serverConnection: object, _connection: HTTPConnection): never {
    throw new HTTPInputError("This port speaks HTTPS: ask for a URL that begins with https://");
  },
};

/** A client that offers HTTP/2 as well is told which of them is spoken here (RFC 7301). */
function speakingHttp1(options: HTTPServerOptions): TCPServerOptions {
  const { sslOptions } = options;
  if (sslOptions === undefined) return options;
  return { ...options, sslOptions: { ALPNProtocols: ["http/1.1"], ...sslOptions } };
}

function checkCallback(callback: unknown): void {
  const isDelegate = typeof callback === "object" && callback !== null && "startRequest" in callback;
  if (isDelegate || typeof callback === "function") return;
  throw new TypeError(
    `Cannot make an HTTP server for ${shownValue(callback)}: pass an Application, or a function of the request`,
  );
}
