import type {
  HTTPConnection,
  HTTPHeaders,
  HTTPMessageDelegate,
  HTTPServerConnectionDelegate,
  RequestStartLine,
  ResponseStartLine,
} from "../httputil/index.ts";
import { ForwardedContext, type ProxyOptions } from "./request-context.ts";

/** Has each request come from the client that its proxy tells of. */
export class ProxyAdapter implements HTTPServerConnectionDelegate {
  readonly #delegate: HTTPServerConnectionDelegate;
  readonly #forwarded: ForwardedContext;

  /** @throws {TypeError} if one of `trustedDownstream` is no address */
  constructor(delegate: HTTPServerConnectionDelegate, trustedDownstream?: readonly string[]) {
    this.#delegate = delegate;
    this.#forwarded = new ForwardedContext(trustedDownstream);
  }

  startRequest(serverConnection: object, connection: HTTPConnection): HTTPMessageDelegate {
    const delegate = this.#delegate.startRequest(serverConnection, connection);
    return new ProxyDelegate(delegate, connection, this.#forwarded);
  }

  onClose(serverConnection: object): void {
    this.#delegate.onClose?.(serverConnection);
  }
}

/** The delegate, behind a proxy if the options say that there is one. */
export function behindProxy(
  delegate: HTTPServerConnectionDelegate,
  { xheaders = false, trustedDownstream }: ProxyOptions,
): HTTPServerConnectionDelegate {
  return xheaders ? new ProxyAdapter(delegate, trustedDownstream) : delegate;
}

/** The context is the one request's: the next on the same connection may come from somebody else. */
class ProxyDelegate implements HTTPMessageDelegate {
  readonly #delegate: HTTPMessageDelegate;
  readonly #connection: HTTPConnection;
  readonly #forwarded: ForwardedContext;

  constructor(delegate: HTTPMessageDelegate, connection: HTTPConnection, forwarded: ForwardedContext) {
    this.#delegate = delegate;
    this.#connection = connection;
    this.#forwarded = forwarded;
  }

  headersReceived(
    startLine: RequestStartLine | ResponseStartLine,
    headers: HTTPHeaders,
  ): void | Promise<void> {
    const { context } = this.#connection;
    if (context !== undefined) this.#connection.context = this.#forwarded.of(headers, context);
    return this.#delegate.headersReceived(startLine, headers);
  }

  gathersBody(): boolean {
    return this.#delegate.gathersBody?.() === true;
  }

  dataReceived(chunk: Buffer): void | Promise<void> {
    return this.#delegate.dataReceived(chunk);
  }

  finish(): void | Promise<void> {
    return this.#delegate.finish();
  }

  onConnectionClose(reason?: Error): void {
    this.#delegate.onConnectionClose(reason);
  }
}
