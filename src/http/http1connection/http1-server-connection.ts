import type { Socket } from "node:net";
import { appLog } from "../../base/log/index.ts";
import type { DetachOptions, HTTPServerConnectionDelegate, RequestContext } from "../httputil/index.ts";
import { ConnectionSet } from "./connection-set.ts";
import { MemoryBudget } from "./memory-budget.ts";
import { HTTP1ConnectionParameters } from "./parameters.ts";
import { RequestLoop } from "./request-loop.ts";

/** What {@link HTTP1ServerConnection} is made with. */
export interface HTTP1ServerConnectionInit {
  /** Default: every default. */
  readonly parameters?: HTTP1ConnectionParameters;
  /** Who is at the other end. Default: the socket's address, over `http`. */
  readonly context?: RequestContext;
  /** The connections it joins, and whose clock it uses. Default: a set of its own. */
  readonly connections?: ConnectionSet<HTTP1ServerConnection>;
  /** What its request bodies take of the server's memory. Default: a budget of its own without a limit. */
  readonly budget?: MemoryBudget;
}

/**
 * One HTTP/1.0 or HTTP/1.1 connection of a server, from the socket's first byte to its last.
 *
 * @see tornado.http1connection.HTTP1ServerConnection
 */
export class HTTP1ServerConnection {
  /** Who is at the other end. */
  readonly context: RequestContext;
  readonly #socket: Socket;
  readonly #parameters: HTTP1ConnectionParameters;
  readonly #connections: ConnectionSet<HTTP1ServerConnection>;
  readonly #budget: MemoryBudget;
  #loop: RequestLoop | undefined;
  #isShuttingDown = false;
  /** What whoever has taken the socket over wants of its server. */
  #detached: DetachOptions | undefined;

  /**
   * @param socket - made with `allowHalfOpen`; it belongs to the connection until `detach()`
   * @param init - the rest
   */
  constructor(socket: Socket, init: HTTP1ServerConnectionInit = {}) {
    this.#socket = socket;
    this.#parameters = init.parameters ?? new HTTP1ConnectionParameters();
    this.#connections = init.connections ?? new ConnectionSet(this.#parameters.timeoutsMs);
    this.#budget = init.budget ?? new MemoryBudget(Number.POSITIVE_INFINITY, () => {});
    this.context = init.context ?? { remoteIp: socket.remoteAddress ?? "0.0.0.0", protocol: "http" };
  }

  /**
   * Serves requests until the connection closes.
   *
   * @throws {TypeError} if it serves already
   */
  startServing(delegate: HTTPServerConnectionDelegate): void {
    if (this.#loop !== undefined) throw new TypeError("Cannot serve a connection twice");
    this.#loop = new RequestLoop({
      serverConnection: this,
      socket: this.#socket,
      delegate,
      parameters: this.#parameters,
      time: this.#connections,
      budget: this.#budget,
    });
    this.#connections.add(this);
  }

  /** Closes when the request that is being handled is answered; at once if there is none. */
  shutDown(): void {
    if (this.#isShuttingDown) return;
    this.#isShuttingDown = true;
    if (this.#detached === undefined) this.#loop?.shutDown();
    else sayGoodbye(this.#detached);
  }

  /** Closes when the request that is being handled, or else the next one, is answered. */
  closeAfterNext(): void {
    this.#loop?.closeAfterNext();
  }

  /**
   * Cuts the connection; the application sees the client of the request that is being handled leave.
   *
   * @param reason - a {@link ServerShutdownError} tells it that the server went first
   */
  close(reason?: Error): void {
    // An error would end the process where somebody who took the socket over does not listen for it.
    this.#socket.destroy(this.#detached === undefined ? reason : undefined);
  }

  /** Friends only: ends whatever has taken too long. @returns in how many ticks there may be something again */
  checkTime(): number {
    return this.#loop?.checkTime() ?? Number.POSITIVE_INFINITY;
  }

  /** Friends only: HTTP has ended on this connection. */
  ended(delegate: HTTPServerConnectionDelegate): void {
    this.#connections.delete(this);
    this.#tellEnd(delegate);
  }

  /** Friends only: the socket lives on with somebody else, and still counts as a connection of the server. */
  detached(delegate: HTTPServerConnectionDelegate, options: DetachOptions): void {
    this.#loop = undefined;
    this.#detached = options;
    this.#socket.once("close", () => this.#connections.delete(this));
    this.#tellEnd(delegate);
    // Not before whoever detaches it has the socket.
    if (this.#isShuttingDown) process.nextTick(sayGoodbye, options);
  }

  #tellEnd(delegate: HTTPServerConnectionDelegate): void {
    try {
      delegate.onClose?.(this);
    } catch (error) {
      appLog.error({ err: error }, "Uncaught exception in onClose");
    }
  }
}

function sayGoodbye({ onShutdown }: DetachOptions): void {
  try {
    onShutdown?.();
  } catch (error) {
    appLog.error({ err: error }, "Uncaught exception in onShutdown");
  }
}
