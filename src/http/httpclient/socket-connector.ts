import { connect as connectSocket, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { offAbort, onAbort } from "../../concurrent/internal.ts";
import { IOLoop } from "../../loop/ioloop/index.ts";
import { withoutRootDot } from "../../net/iostream/internal.ts";
import type { ResolvedAddress, Resolver } from "../../net/netutil/index.ts";
import { readSslOptions } from "../../net/netutil/internal.ts";
import { type Attempt, Connector } from "../../net/tcpclient/internal.ts";
import { CallerError } from "./caller-error.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import { HTTPConnectError } from "./errors.ts";
import { HTTPClientError } from "./http-response.ts";
import { openTunnel } from "./proxy-tunnel.ts";

/** When each step of connecting was done, on the scale of `performance.now()`. */
export interface ConnectTimes {
  resolved: number;
  connected: number;
  secured: number;
}

/** Makes the sockets of a client: looks hosts up, connects, asks proxies for tunnels, and speaks TLS. */
export class SocketConnector {
  readonly #resolver: Resolver;
  readonly #allowAddress: ((address: string, host: string) => boolean) | undefined;
  /** For a short handshake next time; by the key of the settings, as another certificate must not come along. */
  readonly #sessions = new Map<string, Buffer>();

  /**
   * @param resolver - finds the addresses of hosts
   * @param allowAddress - whether an address may be connected to; default: all may
   */
  constructor(resolver: Resolver, allowAddress?: (address: string, host: string) => boolean) {
    this.#resolver = resolver;
    this.#allowAddress = allowAddress;
  }

  /**
   * @param times - is filled in on the way
   * @param signal - gives the attempt up, with its reason
   * @throws {HTTPConnectError} if there is no connection
   */
  async connect(settings: ConnectionSettings, times: ConnectTimes, signal: AbortSignal): Promise<Socket> {
    const { tunnel, sslOptions } = settings;
    const addresses = await this.#resolve(tunnel ?? settings, settings.family, signal);
    times.resolved = performance.now();
    const connect = () => this.#connectAny(addresses, settings.localAddress, signal);
    const socket =
      tunnel === undefined ? await connect() : await openTunnel(connect, settings, tunnel, signal);
    times.connected = performance.now();
    if (sslOptions === undefined) return socket;
    const secured = await this.#secure(socket, settings, signal);
    times.secured = performance.now();
    return secured;
  }

  async #resolve(
    { host, port }: { readonly host: string; readonly port: number },
    family: 0 | 4,
    signal: AbortSignal,
  ): Promise<readonly ResolvedAddress[]> {
    const resolving = this.#resolver.resolve(host, port, family).catch((error: unknown) => {
      throw connectError(`Cannot find the address of ${host}`, "ERR_HTTP_RESOLVE", error);
    });
    const addresses = await unlessAborted(resolving, signal);
    const allowed = addresses.filter(({ address }) => this.#isAllowed(address, host));
    if (allowed.length > 0) return allowed;
    throw new HTTPConnectError(
      `Cannot connect to ${host} as allowAddress refuses ${addresses.map(({ address }) => address).join(", ")}`,
      "ERR_HTTP_ADDRESS_REFUSED",
    );
  }

  #isAllowed(address: string, host: string): boolean {
    try {
      return this.#allowAddress?.(address, host) ?? true;
    } catch (error) {
      throw new CallerError(error);
    }
  }

  async #connectAny(
    addresses: readonly ResolvedAddress[],
    localAddress: string | undefined,
    signal: AbortSignal,
  ): Promise<Socket> {
    const begin = (address: ResolvedAddress) => beginAttempt(address, localAddress);
    try {
      return await new Connector(IOLoop.current(), addresses, begin).start(signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const [first] = addresses;
      throw connectError(
        `Cannot connect to ${first?.address} port ${first?.port}`,
        "ERR_HTTP_CONNECT",
        error,
      );
    }
  }

  async #secure(socket: Socket, settings: ConnectionSettings, signal: AbortSignal): Promise<Socket> {
    const { host, key } = settings;
    try {
      const options = await readSslOptions(settings.sslOptions ?? {});
      const session = this.#sessions.get(key);
      const secured = connectTls({
        ...(isIP(host) === 0 && { servername: withoutRootDot(host) }),
        ...(session !== undefined && { session }),
        ALPNProtocols: ["http/1.1"],
        ...options,
        host: withoutRootDot(host),
        socket,
      });
      secured.on("session", (made: Buffer) => this.#keepSession(key, made));
      return await opened(secured, "secureConnect", signal);
    } catch (error) {
      socket.destroy();
      if (signal.aborted) throw signal.reason;
      this.#sessions.delete(key);
      throw connectError(`Cannot speak TLS with ${host}`, "ERR_HTTP_TLS", error);
    }
  }

  #keepSession(key: string, session: Buffer): void {
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size >= 100 && oldest !== undefined) this.#sessions.delete(oldest);
    this.#sessions.set(key, session);
  }
}

function beginAttempt({ address, port }: ResolvedAddress, localAddress: string | undefined): Attempt<Socket> {
  const socket = connectSocket({
    host: address,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
    ...(localAddress !== undefined && { localAddress }),
  });
  return { connected: opened(socket, "connect"), cancel: () => void socket.destroy() };
}

/** Resolves when the socket is open; then nobody of ours listens to it any more. */
function opened<S extends Socket>(
  socket: S,
  event: "connect" | "secureConnect",
  signal?: AbortSignal,
): Promise<S> {
  return new Promise((resolve, reject) => {
    const abort = () => socket.destroy(signal?.reason);
    const settle = (outcome: () => void) => () => {
      if (signal !== undefined) offAbort(signal, abort);
      socket.off("error", fail).off("close", close).off(event, succeed);
      outcome();
    };
    const succeed = settle(() => resolve(socket));
    const close = settle(() => reject(new Error("The other side closed the connection")));
    const fail = (error: unknown) => {
      settle(() => reject(error))();
      // A second error must not end the process.
      socket.on("error", () => {});
    };
    socket.on(event, succeed).on("error", fail).on("close", close);
    if (signal?.aborted) abort();
    else if (signal !== undefined) onAbort(signal, abort);
  });
}

function connectError(
  action: string,
  code: ConstructorParameters<typeof HTTPConnectError>[1],
  cause: unknown,
): HTTPClientError {
  if (cause instanceof HTTPClientError) return cause;
  const reason =
    cause instanceof Error ? cause.message.trim() || String(Reflect.get(cause, "code")) : String(cause);
  return new HTTPConnectError(`${action} (${reason})`, code, { cause });
}

/** The same outcome, or the signal's reason as soon as it is aborted. */
function unlessAborted<T>(waited: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    onAbort(signal, abort);
    waited.then(resolve, reject).finally(() => offAbort(signal, abort));
  });
}
