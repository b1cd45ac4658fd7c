import type { Socket } from "node:net";
import { checkedCount, checkedDuration, checkedLimit } from "../../base/errors/internal.ts";
import {
  type DetachOptions,
  type HTTPConnection,
  type HTTPHeaders,
  HTTPOutputError,
  type RequestContext,
  type RequestStartLine,
  type ResponseStartLine,
} from "../httputil/index.ts";
import { textSize, wireFieldsOf } from "../httputil/internal.ts";
import type { RequestHead } from "./framing.ts";
import type { MemoryBudget } from "./memory-budget.ts";
import type { HTTP1ConnectionParameters } from "./parameters.ts";
import { ResponseHead } from "./response-head.ts";
import type { ResponseOutput } from "./response-output.ts";

/** What one exchange needs of the connection that it runs on. */
export interface ExchangeOwner {
  readonly context: RequestContext;
  readonly output: ResponseOutput;
  readonly budget: MemoryBudget;
  /** More waits for the client to read. @returns whether that may be kept */
  holdOutput(): boolean;
  /** Whether the connection will close after this answer anyway. */
  readonly isClosing: boolean;
  /** The answer is complete. */
  answered(): void;
  /** The application broke the framing: the client has to see a failed answer. */
  abandon(): void;
  /** Destroys the connection, with all that waits to be sent. */
  cut(reason: Error): void;
  detach(options: DetachOptions): Socket;
}

/**
 * Where the answer to one request is written: Tornado's `HTTP1Connection`, one for each request.
 *
 * The framing is its business: it chunks what has no `Content-Length` for clients that understand it, and leaves out
 * the body where there must be none.
 * @see tornado.http1connection.HTTP1Connection
 */
export class HTTP1Connection implements HTTPConnection {
  /** Who sends the request; at first, whoever is at the other end of the connection. */
  context: RequestContext;
  readonly #owner: ExchangeOwner;
  readonly #isVersion10: boolean;
  /** Whether the request is a HEAD, whose answer has no body. */
  readonly isHead: boolean;
  #isPersistent: boolean;
  #isStarted = false;
  #isFinished = false;
  #isChunked = false;
  #isBodiless = false;
  /** How many bytes `Content-Length` still promises; -1 if it promised nothing. */
  #remaining = -1;
  #closeReason: Error | undefined;
  #maxBodySize: number;
  #hasOwnLimit = false;
  #bodyTimeoutMs: number;
  #minBodyRate: number;
  readonly #maxWriteBufferSize: number;
  /** How many bytes of the request's body the application keeps. */
  #held = 0;

  /** Friends only: the server's connection makes one for each request. */
  constructor(owner: ExchangeOwner, head: RequestHead, parameters: HTTP1ConnectionParameters) {
    this.context = owner.context;
    this.#owner = owner;
    this.#isVersion10 = head.startLine.version === "HTTP/1.0";
    this.isHead = head.startLine.method === "HEAD";
    this.#isPersistent = head.isPersistent;
    this.#maxBodySize = parameters.maxBodySize;
    this.#bodyTimeoutMs = parameters.bodyTimeoutMs;
    this.#minBodyRate = parameters.minBodyRate;
    this.#maxWriteBufferSize = parameters.maxWriteBufferSize;
  }

  /** Whether the head of the answer has been written. */
  get isStarted(): boolean {
    return this.#isStarted;
  }

  /** Whether the whole answer has been written. */
  get isFinished(): boolean {
    return this.#isFinished;
  }

  /** Whether the connection may carry another request after this one. */
  get isPersistent(): boolean {
    return this.#isPersistent;
  }

  /** The most bytes that the body of this request may have. */
  get maxBodySize(): number {
    return this.#maxBodySize;
  }

  /** Milliseconds for the body of this request to arrive; 0: any. */
  get bodyTimeoutMs(): number {
    return this.#bodyTimeoutMs;
  }

  /** Bytes a second that the body of this request has to come with; 0: any. */
  get minBodyRate(): number {
    return this.#minBodyRate;
  }

  /**
   * Writes the head of the answer and, if given, the first piece of its body.
   *
   * A code from 100 to 199, apart from 101, is an interim answer: the real one is still to come.
   *
   * @param startLine - its `version` is ignored: the answer is always in HTTP/1.1
   * @param headers - `Connection` and `Transfer-Encoding` are added as the framing needs them
   * @returns `undefined` while there is room, otherwise a promise for it; rejected if the client is gone
   * @throws {HTTPOutputError} `ERR_HTTP_OUTPUT` if a head was written before, or a field contradicts the framing
   */
  writeHeaders(
    startLine: RequestStartLine | ResponseStartLine,
    headers: HTTPHeaders,
    chunk?: Uint8Array | string,
  ): Promise<void> | undefined {
    if (!("code" in startLine)) throw new TypeError("Cannot write a request line on a server's connection");
    if (this.#closeReason !== undefined) return rejected(this.#closeReason);
    if (this.#isStarted) throw new HTTPOutputError("Cannot write the head of an answer twice");
    const head = new ResponseHead(startLine, headers);
    if (startLine.code < 200 && startLine.code !== 101) return this.#writeInterim(head);
    this.#isStarted = true;
    this.#owner.output.writeText(this.#frame(startLine.code, head));
    return chunk === undefined ? this.#owner.output.room() : this.write(chunk);
  }

  /**
   * Writes a piece of the body.
   *
   * @param chunk - bytes, not to be changed afterwards; a string goes out as UTF-8
   * @returns `undefined` while there is room, otherwise a promise for it; rejected if the client is gone
   * @throws {HTTPOutputError} `ERR_HTTP_OUTPUT` if it is more than `Content-Length` promised, or if `maxWriteBufferSize`
   *   bytes wait already as nobody waited for room; the connection is closed
   */
  write(chunk: Uint8Array | string): Promise<void> | undefined {
    if (this.#closeReason !== undefined) return rejected(this.#closeReason);
    if (!this.#isStarted) throw new HTTPOutputError("Cannot write a body before the head of the answer");
    if (this.#isFinished) throw new HTTPOutputError("Cannot write a body after the answer is finished");
    if (chunk.length > 0 && !this.#isBodiless) this.#writeBody(chunk);
    return this.#owner.output.room();
  }

  /**
   * Nothing more will be written. After the client has left it does nothing.
   *
   * @param trailers - follow the last chunk; dropped where the body is not in chunks. Default: none.
   * @throws {HTTPOutputError} `ERR_HTTP_OUTPUT` if it is less than `Content-Length` promised, or a trailer is one of the
   *   framing; the connection is closed
   */
  finish(trailers?: HTTPHeaders): void {
    if (this.#closeReason !== undefined || this.#isFinished) return;
    if (!this.#isStarted) throw new HTTPOutputError("Cannot finish an answer before its head is written");
    if (this.#remaining > 0) {
      this.#owner.abandon();
      throw new HTTPOutputError(`Tried to write ${this.#remaining} bytes less than Content-Length`);
    }
    if (this.#isChunked) {
      this.#owner.output.writeText(trailers === undefined ? "0\r\n\r\n" : this.#lastChunk(trailers));
    }
    this.#isFinished = true;
    this.#owner.answered();
  }

  /** Breaks the answer off and closes the connection: the client sees the answer fail. */
  close(): void {
    if (!this.#isFinished) this.#owner.abandon();
  }

  /**
   * Ends HTTP on this connection and hands over the socket, with what was read too far put back.
   *
   * What was written before goes out first. From now on the socket, its timeouts and its errors are yours. The server's
   * `drain()` waits for it to close, until its deadline.
   */
  detach(options: DetachOptions = {}): Socket {
    this.#isFinished = true;
    return this.#owner.detach(options);
  }

  /** Another limit for the body of this request alone; to be set before the body is read. */
  setMaxBodySize(bytes: number): void {
    this.#maxBodySize = checkedLimit("limit a body", "maxBodySize", bytes, 0);
    this.#hasOwnLimit = true;
  }

  /** Friends only: the body is kept whole, for which another limit holds unless the request has its own. */
  limitWholeBody(bytes: number): void {
    if (!this.#hasOwnLimit && bytes < this.#maxBodySize) this.#maxBodySize = bytes;
  }

  /** Another limit for the time of this request's body alone; to be set before the body is read. 0: none. */
  setBodyTimeout(timeoutMs: number): void {
    this.#bodyTimeoutMs = checkedDuration("limit a body", "bodyTimeoutMs", timeoutMs);
  }

  /** Another `minBodyRate` for the body of this request alone; at any time. 0: none. */
  setMinBodyRate(bytesPerSecond: number): void {
    this.#minBodyRate = checkedCount("limit a body", "minBodyRate", bytesPerSecond, 0);
  }

  /**
   * Tells the server that this many more bytes of the request's body stay in memory until its answer is finished.
   *
   * @throws {HTTPInputError} 503 if all requests of the server together then keep more than `maxBufferedBytes`
   */
  holdBody(bytes: number): void {
    if (this.#closeReason !== undefined || this.#isFinished) return;
    this.#owner.budget.hold(bytes);
    this.#held += bytes;
  }

  /** Friends only: the exchange is over, and nothing of its body is kept. */
  releaseBody(): void {
    if (this.#held === 0) return;
    this.#owner.budget.release(this.#held);
    this.#held = 0;
  }

  /** Friends only: why nothing can be written any more, once that is so. */
  get closeReason(): Error | undefined {
    return this.#closeReason;
  }

  /** Friends only: nothing can be written any more. */
  closed(reason: Error): void {
    this.#closeReason ??= reason;
  }

  #frame(code: number, head: ResponseHead): string {
    this.#isBodiless = this.isHead || code === 101 || code === 204 || code === 304;
    const isLengthKnown = this.#isBodiless || head.contentLength !== -1;
    if (!this.#isBodiless) this.#remaining = head.contentLength;
    if (head.hasClose || this.#owner.isClosing || (!isLengthKnown && this.#isVersion10))
      this.#isPersistent = false;
    let text = code === 204 ? head.withoutContentLength() : head.text;
    if (!isLengthKnown && !this.#isVersion10) {
      this.#isChunked = true;
      text += "Transfer-Encoding: chunked\r\n";
    }
    if (this.#isPersistent)
      return this.#isVersion10 ? `${text}Connection: keep-alive\r\n\r\n` : `${text}\r\n`;
    return this.#isVersion10 || head.hasClose ? `${text}\r\n` : `${text}Connection: close\r\n\r\n`;
  }

  /** RFC 9110 §15.2: an HTTP/1.0 client does not know interim answers. */
  #writeInterim(head: ResponseHead): undefined {
    if (!this.#isVersion10) this.#owner.output.writeText(`${head.text}\r\n`);
  }

  #writeBody(chunk: Uint8Array | string): void {
    const { output } = this.#owner;
    if (output.isFull && output.size > this.#maxWriteBufferSize)
      this.#cut(tooMuchWritten(this.#maxWriteBufferSize));
    const size = typeof chunk === "string" ? textSize(chunk) : chunk.length;
    if (this.#remaining !== -1) this.#promise(size);
    if (this.#isChunked) output.writeText(`${size.toString(16)}\r\n`);
    if (typeof chunk !== "string") output.writeBytes(chunk);
    // As many bytes as characters: all are ASCII.
    else if (size === chunk.length) output.writeText(chunk);
    else output.writeBytes(Buffer.from(chunk));
    if (this.#isChunked) output.writeText("\r\n");
    if (output.isFull && !this.#owner.holdOutput()) this.#cut(noMemoryLeft());
  }

  #cut(error: HTTPOutputError): never {
    this.#owner.cut(error);
    this.closed(error);
    throw error;
  }

  /** RFC 9110 §6.5.1: who reads on, does so by the framing that the head had. */
  #lastChunk(trailers: HTTPHeaders): string {
    const { text, contentLength, hasTransferEncoding } = wireFieldsOf(trailers);
    if (contentLength === undefined && !hasTransferEncoding) return `0\r\n${text}\r\n`;
    this.#owner.abandon();
    throw new HTTPOutputError(
      "Cannot write Content-Length or Transfer-Encoding as a trailer because the body has ended: remove it",
    );
  }

  #promise(size: number): void {
    if (size > this.#remaining) {
      this.#owner.abandon();
      throw new HTTPOutputError("Tried to write more data than Content-Length");
    }
    this.#remaining -= size;
  }
}

/** Whoever does not wait for room would otherwise fill the memory with what a slow client has not read. */
function tooMuchWritten(maxWriteBufferSize: number): HTTPOutputError {
  return new HTTPOutputError(
    `Cannot write more as the client has not read what waits: maxWriteBufferSize is ${maxWriteBufferSize}, wait for the promise that write() returns`,
  );
}

function noMemoryLeft(): HTTPOutputError {
  return new HTTPOutputError(
    "Cannot write more because the client does not read and clients make the server keep maxBufferedBytes already: set it higher, or write smaller pieces",
  );
}

function rejected(reason: Error): Promise<void> {
  const promise = Promise.reject(reason);
  // A producer that does not wait for room is not to blame for a client that leaves.
  promise.catch(() => {});
  return promise;
}
