import type { Socket } from "node:net";
import { TCPServer, type TCPServerOptions } from "../../net/tcpserver/index.ts";
import {
  type HTTP1ConnectionOptions,
  HTTP1ConnectionParameters,
  HTTP1ServerConnection,
} from "../http1connection/index.ts";
import { ConnectionSet } from "../http1connection/internal.ts";
import {
  type HTTPConnection,
  HTTPInputError,
  type HTTPServerConnectionDelegate,
  type RequestContext,
} from "../httputil/index.ts";
import { CallableAdapter, type RequestCallback } from "./callable-adapter.ts";
import { behindProxy } from "./proxy-adapter.ts";
import { contextOf, type ProxyOptions } from "./request-context.ts";

/** Options of {@link HTTPServer}: those of its connections and of its listeners. */
export interface HTTPServerOptions extends HTTP1ConnectionOptions, TCPServerOptions, ProxyOptions {
  /**
   * What `request.protocol` says, for a server behind a proxy that ends TLS and sets no header field for it. Default:
   * `"https"` over TLS, otherwise `"http"`.
   */
  readonly protocol?: "http" | "https";
}

/** Options of `drain()`. */
export interface DrainOptions {
  /** Milliseconds for the requests that are being handled; then they are cut. Default: 10,000. */
  readonly timeoutMs?: number;
}

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
export class HTTPServer extends TCPServer implements AsyncDisposable {
  readonly #delegate: HTTPServerConnectionDelegate;
  readonly #parameters: HTTP1ConnectionParameters;
  readonly #connections: ConnectionSet<HTTP1ServerConnection>;
  readonly #protocol: RequestContext["protocol"] | undefined;

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
    super(speakingHttp1(options));
    const delegate =
      typeof requestCallback === "function" ? new CallableAdapter(requestCallback) : requestCallback;
    this.#delegate = behindProxy(delegate, options);
    this.#protocol = options.protocol;
    this.#parameters = new HTTP1ConnectionParameters(options);
    this.#connections = new ConnectionSet(this.#parameters.timeoutsMs);
  }

  /** How many connections are open. */
  get connectionCount(): number {
    return this.#connections.size;
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
    for (const connection of this.#connections.connections()) connection.shutDown();
  }

  /**
   * Stops, and waits for the requests that are being handled.
   *
   * @param options - how long to wait before they are cut
   * @returns resolves when every connection is closed
   */
  async drain(options: DrainOptions = {}): Promise<void> {
    this.stop();
    const cut = setTimeout(() => this.#cutConnections(), options.timeoutMs ?? 10_000);
    await this.#connections.whenEmpty();
    clearTimeout(cut);
  }

  /** Cuts every connection, those with a request too, and resolves when all are closed. Goes on listening. */
  async closeAllConnections(): Promise<void> {
    this.#cutConnections();
    await this.#connections.whenEmpty();
  }

  /** The same as `drain()`: `await using server = ...` ends with it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.drain();
  }

  #serve(socket: Socket, context: RequestContext, delegate: HTTPServerConnectionDelegate): void {
    const init = { parameters: this.#parameters, connections: this.#connections, context };
    new HTTP1ServerConnection(socket, init).startServing(delegate);
  }

  #cutConnections(): void {
    for (const connection of this.#connections.connections()) connection.close();
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
