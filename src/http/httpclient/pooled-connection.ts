import type { Socket } from "node:net";
import { Client, type Dispatcher } from "undici";
import { runForNobody } from "../../concurrent/internal.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import type { ConnectTimes, SocketConnector } from "./socket-connector.ts";

/** Limits of the connections of one client. */
export interface ConnectionLimits {
  readonly keepAliveTimeoutMs: number;
  readonly maxHeaderSize: number;
}

/** One connection to a server, made when it is first needed, for one request after the other. */
export class PooledConnection {
  readonly key: string;
  readonly times: ConnectTimes = { resolved: 0, connected: 0, secured: 0 };
  /** Whether it has carried a request before the present one. */
  isKept = false;
  readonly #client: Client;
  #onConnecting: (() => void) | undefined;
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
    this.#client = new Client(settings.origin, {
      connect: (_options, callback) => {
        this.isKept = false;
        this.#onConnecting?.();
        // A connection outlives the request that needs it first.
        runForNobody(() => connector.connect(settings, this.times, this.#giveUp.signal)).then(
          (socket: Socket) => callback(null, socket),
          (error: Error) => callback(error, null),
        );
      },
      // The request's own time limit rules; these would fire in the middle of a longer one.
      bodyTimeout: 0,
      headersTimeout: 0,
      keepAliveTimeout: keepAliveTimeoutMs,
      maxHeaderSize,
    });
    const closed = () => onClose(this);
    this.#client.on("disconnect", closed).on("connectionError", closed);
  }

  /** @param onConnecting - is told if a connection has to be made first, even of a kept one */
  send(
    request: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
    onConnecting: () => void,
  ): void {
    this.#onConnecting = onConnecting;
    this.#client.dispatch(request, handler);
  }

  /** Cuts it; the request on it, if there is one, fails with `reason`. */
  destroy(reason: Error): Promise<void> {
    this.#giveUp.abort(reason);
    return this.#client.destroy(reason);
  }
}
