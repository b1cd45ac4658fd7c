import type { Socket } from "node:net";
import { Client, type Dispatcher } from "undici";
import { longestTimerMs, runForNobody } from "../../concurrent/internal.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import type { AnswerSource, Exchange } from "./exchange.ts";
import { ResponseFilter } from "./response-filter.ts";
import type { ConnectTimes, SocketConnector } from "./socket-connector.ts";

/** Limits of the connections of one client. */
export interface ConnectionLimits {
  readonly keepAliveTimeoutMs: number;
  readonly maxHeaderSize: number;
}

/** One connection to a server, made when it is first needed, for one request after the other. */
export class PooledConnection implements AnswerSource {
  readonly key: string;
  readonly times: ConnectTimes = { resolved: 0, connected: 0, secured: 0 };
  /** Whether it has carried a request before the present one. */
  isKept = false;
  readonly #client: Client;
  #onConnecting: (() => void) | undefined;
  #exchange: Exchange | undefined;
  #socket: Socket | undefined;
  #filter: ResponseFilter | undefined;
  #method = "GET";
  readonly #maxHeaderSize: number;
  readonly #giveUp = new AbortController();

  /**
   * @param settings - where it leads to
   * @param connector - makes its socket
   * @param onClose - is told when it has ended, or could not be made
   */
  constructor(
    settings: ConnectionSettings,
    connector: SocketConnector,
    limits: ConnectionLimits,
    onClose: (connection: PooledConnection) => void,
  ) {
    this.key = settings.key;
    const { keepAliveTimeoutMs, maxHeaderSize } = limits;
    this.#maxHeaderSize = maxHeaderSize;
    this.#client = new Client(settings.origin, {
      connect: (_options, callback) => {
        this.isKept = false;
        this.#onConnecting?.();
        // A connection outlives the request that needs it first.
        runForNobody(() => connector.connect(settings, this.times, this.#giveUp.signal)).then(
          (socket: Socket) => callback(null, this.#adopt(socket)),
          (error: Error) => callback(error, null),
        );
      },
      // The request's own time limit rules; these would fire in the middle of a longer one.
      bodyTimeout: 0,
      headersTimeout: 0,
      // undici knows no longer one, and a connection that is gone is made again.
      keepAliveTimeout: Math.min(keepAliveTimeoutMs, longestTimerMs),
      maxHeaderSize,
    });
    const closed = () => onClose(this);
    this.#client.on("disconnect", closed).on("connectionError", closed);
  }

  /** @param onConnecting - is told if a connection has to be made first, even of a kept one */
  send(request: Dispatcher.DispatchOptions, exchange: Exchange, onConnecting: () => void): void {
    this.#onConnecting = onConnecting;
    this.#exchange = exchange;
    exchange.source = this;
    this.#method = request.method;
    this.#filter?.expect(request.method);
    this.#client.dispatch(request, exchange);
  }

  /**
   * undici can pause its parser, but fails with an assertion that ends the process when the server closes meanwhile. So the
   * socket just has nothing to read.
   */
  pause(): void {
    const socket = this.#socket;
    if (socket === undefined || Object.hasOwn(socket, "read")) return;
    const { read } = socket;
    socket.read = (size?: number) => (size === 0 ? read.call(socket, 0) : null);
  }

  resume(): void {
    const socket = this.#socket;
    if (socket === undefined || !Object.hasOwn(socket, "read")) return;
    Reflect.deleteProperty(socket, "read");
    socket.emit("readable");
  }

  /** undici takes a reset for the end of a body that lasts until the connection closes: here it is none. */
  #adopt(socket: Socket): Socket {
    this.#socket = socket;
    this.#filter = new ResponseFilter(socket, this.#maxHeaderSize);
    this.#filter.expect(this.#method);
    return socket.on("error", (error) => {
      if (this.#exchange?.isAnswered) this.#exchange.onResponseError(undefined, error);
    });
  }

  /** Cuts it; the request on it, if there is one, fails with `reason`. */
  destroy(reason: Error): Promise<void> {
    this.#giveUp.abort(reason);
    return this.#client.destroy(reason);
  }
}
