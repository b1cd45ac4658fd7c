import type { Duplex } from "node:stream";
import type { PeerCertificate } from "node:tls";
import type { HTTPHeaders } from "./http-headers.ts";
import type { RequestStartLine, ResponseStartLine } from "./start-line.ts";

/**
 * The seam between protocol and application: what a server asks of the application that it serves.
 *
 * HTTP/1.1, in-memory injection and every later protocol call these three interfaces and nothing else.
 * @see tornado.httputil.HTTPServerConnectionDelegate
 */
export interface HTTPServerConnectionDelegate {
  /**
   * A request begins.
   *
   * @param serverConnection - identifies the underlying connection; the same object for all its requests
   * @param requestConnection - where the answer to this one request is written
   * @returns who receives the request's parts
   */
  startRequest(serverConnection: object, requestConnection: HTTPConnection): HTTPMessageDelegate;

  /** The underlying connection is closed; no further request will come from it. */
  onClose?(serverConnection: object): void;
}

/**
 * Receives one message, request or response, piece by piece.
 *
 * After `headersReceived` come any number of `dataReceived`, then either `finish` or `onConnectionClose`, never both.
 * A method that returns a promise holds back the next call until the promise settles: that is the flow control.
 * @see tornado.httputil.HTTPMessageDelegate
 */
export interface HTTPMessageDelegate {
  /** The start line and all header fields have arrived. */
  headersReceived(
    startLine: RequestStartLine | ResponseStartLine,
    headers: HTTPHeaders,
  ): void | Promise<void>;

  /**
   * Whether it keeps the whole body in memory, so that the server's `maxWholeBodySize` holds for it. Asked once, when a
   * body begins. Default: no.
   */
  gathersBody?(): boolean;

  /** A piece of the body, already freed of its transfer coding. */
  dataReceived(chunk: Buffer): void | Promise<void>;

  /** The message is complete. A promise that is rejected is an error of the message, as in the other methods. */
  finish(): void | Promise<void>;

  /**
   * The connection closed before the message was complete, or before its answer was.
   *
   * @param reason - a `ClientClosedError`, or a `ServerShutdownError` if it was this server that closed it
   */
  onConnectionClose(reason?: Error): void;
}

/** The addresses of a connection, as its socket has them; `undefined` what it has not, such as that of a Unix domain. */
export interface ConnectionAddresses {
  /** The client's port; `undefined` behind a proxy, which tells of the client's address alone. */
  readonly remotePort?: number | undefined;
  /** Where the client has connected to. */
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
}

/** Who is at the other end of a connection, and over which protocol. */
export interface RequestContext {
  /** The client's address. */
  readonly remoteIp: string;
  /** `"https"` if the client's bytes came encrypted. */
  readonly protocol: "http" | "https";
  /** The certificate with which the client proved who it is; `undefined` where TLS did not ask for one. */
  readonly getSslCertificate?: () => PeerCertificate | undefined;
  /** Ports, and the server's address; left out where there is no connection. */
  readonly getAddresses?: () => ConnectionAddresses;
}

/** What somebody who takes a connection over tells its server. */
export interface DetachOptions {
  /**
   * Called once, when the server begins to stop: to say goodbye in the other protocol and to close. What is still open
   * when the time of `drain()` is over is cut. Default: nothing.
   */
  readonly onShutdown?: () => void;
}

/**
 * Where the application writes the answer to one request (or, for a client, the request).
 *
 * A write returns `undefined` when there is room for more, and a promise that resolves when there is room again
 * otherwise; waiting for it is how a producer keeps memory bounded.
 * @see tornado.httputil.HTTPConnection
 */
export interface HTTPConnection {
  /**
   * Who sends the request; `undefined` where nobody can tell. Until the request is made of it, whoever knows better, as
   * behind a proxy, may replace it.
   */
  context?: RequestContext;

  /**
   * Writes the start line, the header fields and, if given, the first piece of the body.
   *
   * Framing belongs to the connection: it adds `Transfer-Encoding` or `Connection` where the message needs them.
   */
  writeHeaders(
    startLine: RequestStartLine | ResponseStartLine,
    headers: HTTPHeaders,
    chunk?: Uint8Array | string,
  ): Promise<void> | undefined;

  /**
   * Another limit for the body of this request alone, in bytes; to be set before the body is read.
   * @see tornado.http1connection.HTTP1Connection.set_max_body_size
   */
  setMaxBodySize(bytes: number): void;

  /**
   * Another limit for the time in which the body of this request has to arrive; to be set before it is read. 0: none.
   * @see tornado.http1connection.HTTP1Connection.set_body_timeout
   */
  setBodyTimeout(timeoutMs: number): void;

  /**
   * Another `minBodyRate` for the body of this request alone, such as 0 for a client that sends whenever it has something
   * to say. Left out where the bytes come by somebody else's server.
   */
  setMinBodyRate?(bytesPerSecond: number): void;

  /** Writes a piece of the body; a string goes out as UTF-8. */
  write(chunk: Uint8Array | string): Promise<void> | undefined;

  /**
   * Nothing more will be written.
   *
   * @param trailers - fields that follow the body (RFC 9110 §6.5), where the framing has a place for them; elsewhere they
   *   are dropped. Default: none.
   */
  finish(trailers?: HTTPHeaders): void;

  /**
   * Says that this many more bytes of the request's body stay in memory until its answer is finished: for a delegate
   * that gathers the body. Not to be called for pieces that are passed on.
   *
   * @throws {HTTPInputError} 503 if the server has no room for them; the delegate lets it through
   */
  holdBody?(bytes: number): void;

  /** Breaks the answer off, so that the client sees it fail instead of taking a part for the whole. */
  close?(): void;

  /**
   * Ends HTTP on this connection and hands over the stream beneath it, for another protocol.
   *
   * It is left out, or throws a `TypeError`, where there is nothing to hand over.
   */
  detach?(options?: DetachOptions): Duplex;
}
