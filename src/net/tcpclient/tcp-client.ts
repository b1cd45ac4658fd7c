import { checkedDuration, shownValue } from "../../base/errors/internal.ts";
import { TimeoutError } from "../../concurrent/index.ts";
import { offAbort, onAbort } from "../../concurrent/internal.ts";
import { IOLoop } from "../../loop/ioloop/index.ts";
import { IOStream, type SocketStream } from "../iostream/index.ts";
import { DefaultLoopResolver, type ResolvedAddress, type Resolver } from "../netutil/index.ts";
import { checkPort } from "../netutil/internal.ts";
import type { TCPClientOptions, TCPConnectOptions } from "./client-options.ts";
import { clientRules, connectRules } from "./client-options.ts";
import { type Attempt, Connector } from "./connector.ts";

/**
 * Connects to servers by name: of the addresses of both families, the first that answers is taken.
 *
 * @example
 * ```ts
 * import type { Socket } from "node:net";
 * import { TCPClient } from "typhoon/tcpclient";
 * import { TCPServer } from "typhoon/tcpserver";
 *
 * class Greeter extends TCPServer {
 *   override handleStream(socket: Socket) {
 *     socket.end("hello\n");
 *   }
 * }
 * const server = new Greeter();
 * await server.listen(0, "127.0.0.1");
 *
 * const stream = await new TCPClient().connect("127.0.0.1", server.port ?? 0, { timeoutMs: 5000 });
 * String(await stream.readUntil("\n"));   // "hello\n"
 * stream.close();
 * server.stop();
 * ```
 * @see tornado.tcpclient.TCPClient
 */
export class TCPClient {
  readonly #resolver: Resolver;

  /** @param options - `resolver` */
  constructor(options: TCPClientOptions = {}) {
    clientRules.check(options);
    this.#resolver = options.resolver ?? new DefaultLoopResolver();
  }

  /**
   * Connects to a host.
   *
   * The families take turns, and an attempt that has not succeeded after 250 ms gets the next beside it (RFC 8305).
   *
   * @returns an `SSLIOStream` with `sslOptions`, otherwise an `IOStream`
   * @throws {StreamClosedError} `ERR_STREAM_CLOSED` if no address can be connected to; `realError` is the last reason
   * @throws {TimeoutError} `ERR_TIMEOUT` after `timeoutMs`
   * @throws {RangeError} if `timeoutMs` is not above 0
   * @throws what the resolver throws, if it does not find the host
   * @see tornado.tcpclient.TCPClient.connect
   */
  async connect(host: string, port: number, options: TCPConnectOptions = {}): Promise<SocketStream> {
    checkHost(host);
    checkPort("connect to", port, 1);
    connectRules.check(options);
    const { timeoutMs } = options;
    if (timeoutMs === undefined) return this.#connect(host, port, options, options.signal);
    checkedDuration("connect", "timeoutMs", timeoutMs, Number.MIN_VALUE);
    const limit = new AbortController();
    const timer = IOLoop.current().callLater(timeoutMs, () =>
      limit.abort(
        new TimeoutError(`Cannot connect to ${host} as its time is over: timeoutMs is ${timeoutMs}`),
      ),
    );
    const signals = options.signal === undefined ? [limit.signal] : [limit.signal, options.signal];
    try {
      return await this.#connect(host, port, options, AbortSignal.any(signals));
    } finally {
      IOLoop.current().removeTimeout(timer);
    }
  }

  /** Nothing is left to do, but programs for Tornado call it: a resolver that was given belongs to the caller. */
  close(): void {}

  async #connect(
    host: string,
    port: number,
    options: TCPConnectOptions,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<SocketStream> {
    const addresses = await unlessAborted(this.#resolver.resolve(host, port, options.family ?? 0), signal);
    const begin = (address: ResolvedAddress) => beginAttempt(address, options);
    const stream = await new Connector(IOLoop.current(), addresses, begin).start(signal);
    if (options.sslOptions === undefined) return stream;
    const { socket } = stream;
    const secured = stream.startTls({ sslOptions: options.sslOptions, serverHostname: host });
    return unlessAborted(secured, signal, () => socket?.destroy());
  }
}

function checkHost(host: unknown): void {
  if (typeof host === "string" && host !== "") return;
  throw new TypeError(`Cannot connect to ${shownValue(host)} because a host is text, such as "localhost"`);
}

function beginAttempt({ address, port }: ResolvedAddress, options: TCPConnectOptions): Attempt<IOStream> {
  const stream = new IOStream(undefined, options);
  const { sourceIp, sourcePort } = options;
  const connected = stream.connect({
    host: address,
    port,
    ...(sourceIp !== undefined && { localAddress: sourceIp }),
    ...(sourcePort !== undefined && { localPort: sourcePort }),
  });
  return { connected, cancel: () => stream.close() };
}

/** The same outcome, or the signal's reason as soon as it is aborted. */
async function unlessAborted<T>(waited: Promise<T>, signal: AbortSignal, cancel?: () => void): Promise<T> {
  let abort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => {
      cancel?.();
      reject(signal.reason);
    };
  });
  if (signal.aborted) abort();
  onAbort(signal, abort);
  try {
    return await Promise.race([waited, aborted]);
  } finally {
    offAbort(signal, abort);
  }
}
