import type { Duplex } from "node:stream";
import { checkedDuration, checkedLimit } from "../../base/errors/internal.ts";
import { appLog, genLog } from "../../base/log/index.ts";
import { errorText, isAuthority, isLegalTarget, ResponseHead } from "../http1connection/internal.ts";
import {
  ClientClosedError,
  type HTTPConnection,
  HTTPHeaders,
  HTTPInputError,
  type HTTPMessageDelegate,
  HTTPOutputError,
  type HTTPServerConnectionDelegate,
  type RequestContext,
  type RequestStartLine,
  type ResponseStartLine,
} from "../httputil/index.ts";
import { BodyDeadline } from "./body-deadline.ts";
import { RequestBody, type RequestBodyOptions, type RequestPieces } from "./request-body.ts";

/** Receives an answer, piece by piece, and makes of it what its face has to give. */
export interface ResponseSink {
  /**
   * The head of the answer.
   *
   * @param headers - to be read at once; they may be changed afterwards
   * @param hasBody - `false` if no piece will follow: an answer to a HEAD, a 204, a 304
   * @throws {RangeError} if this face has no way to say such a status
   */
  begin(startLine: ResponseStartLine, headers: HTTPHeaders, hasBody: boolean): void;

  /**
   * A piece of the body.
   *
   * @param chunk - never empty, and not changed afterwards
   * @returns `undefined` while there is room, otherwise a promise for it
   */
  write(chunk: Uint8Array): Promise<void> | undefined;

  /**
   * The answer is complete.
   *
   * @param trailers - the fields behind its body, if there are any
   */
  end(trailers?: HTTPHeaders): void;

  /** An interim answer (1xx). Default: it is dropped. */
  inform?(startLine: ResponseStartLine, headers: HTTPHeaders): void;

  /** The answer was broken off, perhaps before it began; whoever waits for it has to see that. */
  fail(reason: Error): void;

  /** Another protocol begins here, on the stream that this returns. Default: there is none. */
  detach?(): Duplex;
}

/** One request, and where its answer goes. */
export interface MessageExchangeInit extends RequestBodyOptions {
  /** Method, target and version. */
  readonly startLine: RequestStartLine;
  /** The header fields of the request. */
  readonly headers: HTTPHeaders;
  /** The pieces of the body, as they come. Default: there is no body. */
  readonly body?: RequestPieces | undefined;
  /** Who sends it. */
  readonly context: RequestContext;
  /** Where the answer goes. */
  readonly sink: ResponseSink;
  /** What its body takes of the memory for all requests. Default: there is no limit for all together. */
  readonly budget?: BodyMemory | undefined;
}

/** How much memory the bodies of many requests may take together. */
export interface BodyMemory {
  /** Throws an `HTTPInputError` 503 if there is no room for that many bytes more. */
  hold(bytes: number): void;
  /** That many bytes are not kept any more. */
  release(bytes: number): void;
}

/**
 * One request and its answer, brought to an application by somebody else than this library's own server.
 *
 * It calls the same delegates in the same order, and holds the answer to the same rules, as a connection of HTTP/1.1
 * does: a handler cannot tell the difference.
 *
 * @example
 * ```ts
 * import { MessageExchange } from "typhoon/faces";
 * import { HTTPHeaders } from "typhoon/httputil";
 * import { Application } from "typhoon/web";
 *
 * const exchange = new MessageExchange({
 *   startLine: { method: "HEAD", path: "/", version: "HTTP/1.1" },
 *   headers: new HTTPHeaders({ Host: "example.com" }),
 *   context: { remoteIp: "192.0.2.1", protocol: "https" },
 *   sink: { begin: ({ code }) => console.log(code), write: () => undefined, end() {}, fail() {} },
 * });
 * exchange.start(new Application([], { logFunction() {} }));
 * ```
 */
export class MessageExchange implements HTTPConnection {
  /** Who sends the request. */
  context: RequestContext;
  readonly #init: MessageExchangeInit;
  readonly #body: RequestBody | undefined;
  #deadline: BodyDeadline | undefined;
  #server: HTTPServerConnectionDelegate | undefined;
  #delegate: HTTPMessageDelegate | undefined;
  #isReceived = false;
  #isStarted = false;
  #isFinished = false;
  #hasBody = false;
  /** How many bytes `Content-Length` still promises; -1 if it promised nothing. */
  #remaining = -1;
  #closeReason: Error | undefined;
  #isOver = false;
  /** How many bytes of the request's body the application keeps. */
  #held = 0;

  /** @param init - the request, and where its answer goes */
  constructor(init: MessageExchangeInit) {
    this.#init = init;
    this.context = init.context;
    if (init.body !== undefined) this.#body = new RequestBody(init.body, init.headers, init);
  }

  /**
   * Hands the request over. Never throws: what the application throws is logged and answered, and so is with 400 a target
   * or a host that a server of this library would not have let through either.
   */
  start(delegate: HTTPServerConnectionDelegate): void {
    try {
      checkRequest(this.#init);
      this.#server = delegate;
      this.#delegate = delegate.startRequest(this, this);
      const ready = this.#delegate.headersReceived(this.#init.startLine, this.#init.headers);
      if (ready === undefined && this.#body === undefined) this.#received(this.#delegate);
      else void this.#receive(this.#delegate, ready);
    } catch (error) {
      this.#failed(error);
    }
  }

  /**
   * The client is gone: the application is told, unless its answer is complete already.
   *
   * @param cause - why, if somebody knows
   */
  clientLeft(cause?: unknown): void {
    if (this.#isOver) return;
    this.#closeReason ??= new ClientClosedError(cause === undefined ? undefined : { cause });
    this.#end(this.#closeReason);
  }

  /**
   * Writes the head of the answer and, if given, the first piece of its body. An interim answer (1xx) is dropped where
   * the face has no place for it.
   *
   * @throws {HTTPOutputError} `ERR_HTTP_OUTPUT` if a head was written before, or a field contradicts the framing
   * @throws {RangeError} if the face has no way to say such a status
   */
  writeHeaders(
    startLine: RequestStartLine | ResponseStartLine,
    headers: HTTPHeaders,
    chunk?: Uint8Array | string,
  ): Promise<void> | undefined {
    if (!("code" in startLine)) throw new TypeError("Cannot write a request line as an answer");
    if (this.#closeReason !== undefined) return rejected(this.#closeReason);
    if (this.#isStarted) throw new HTTPOutputError("Cannot write the head of an answer twice");
    const { contentLength } = new ResponseHead(startLine, headers);
    if (startLine.code < 200 && startLine.code !== 101) {
      this.#init.sink.inform?.(startLine, headers);
      return undefined;
    }
    this.#begin(startLine, headers, contentLength);
    return chunk === undefined ? undefined : this.write(chunk);
  }

  /**
   * Writes a piece of the body.
   *
   * @returns `undefined` while there is room, otherwise a promise for it; rejected if the client is gone
   * @throws {HTTPOutputError} `ERR_HTTP_OUTPUT` if it is more than `Content-Length` promised; the answer is broken off
   */
  write(chunk: Uint8Array | string): Promise<void> | undefined {
    if (this.#closeReason !== undefined) return rejected(this.#closeReason);
    if (!this.#isStarted) throw new HTTPOutputError("Cannot write a body before the head of the answer");
    if (this.#isFinished) throw new HTTPOutputError("Cannot write a body after the answer is finished");
    if (chunk.length === 0 || !this.#hasBody) return undefined;
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    if (this.#remaining !== -1) this.#spend(bytes.byteLength);
    return this.#init.sink.write(bytes);
  }

  /**
   * Nothing more will be written. After the client has left it does nothing.
   *
   * @param trailers - for a face that has a place for them. Default: none.
   * @throws {HTTPOutputError} `ERR_HTTP_OUTPUT` if it is less than `Content-Length` promised; the answer is broken off
   */
  finish(trailers?: HTTPHeaders): void {
    if (this.#closeReason !== undefined || this.#isFinished) return;
    if (!this.#isStarted) throw new HTTPOutputError("Cannot finish an answer before its head is written");
    if (this.#remaining > 0) {
      this.close();
      throw new HTTPOutputError(`Tried to write ${this.#remaining} bytes less than Content-Length`);
    }
    this.#isFinished = true;
    this.#init.sink.end(trailers);
    // The rest of a body that nobody wanted is not delivered any more.
    this.#end(this.#isReceived ? undefined : new ClientClosedError());
  }

  /** Breaks the answer off: whoever waits for it sees it fail. */
  close(): void {
    if (this.#isFinished || this.#closeReason !== undefined) return;
    this.#closeReason = new HTTPOutputError("The application broke its answer off");
    this.#init.sink.fail(this.#closeReason);
    this.#end(this.#closeReason);
  }

  /**
   * Ends HTTP here, and hands over the stream of which the client has the other end.
   *
   * @throws {TypeError} if this face has none
   */
  detach(): Duplex {
    const { sink } = this.#init;
    if (sink.detach === undefined) {
      throw new TypeError("Cannot detach as the request did not come on a stream of its own");
    }
    const stream = sink.detach();
    this.#isFinished = true;
    this.#end(undefined);
    return stream;
  }

  /** Another limit for the body of this request; to be set before the body is read. */
  setMaxBodySize(bytes: number): void {
    checkedLimit("limit a body", "maxBodySize", bytes, 0);
    if (this.#body !== undefined) this.#body.ownLimit = bytes;
  }

  /**
   * That many more bytes of the body stay in memory until the answer is finished.
   *
   * @throws {HTTPInputError} 503 if all requests together then keep more than the budget has
   */
  holdBody(bytes: number): void {
    if (this.#isOver || this.#init.budget === undefined) return;
    this.#init.budget.hold(bytes);
    this.#held += bytes;
  }

  /** A limit for the time in which the body of this request arrives, then 408; to be set before it is read. 0: none. */
  setBodyTimeout(timeoutMs: number): void {
    checkedDuration("limit a body", "bodyTimeoutMs", timeoutMs);
    const tooLate = new HTTPInputError("The request took too long to arrive", 408);
    this.#deadline = new BodyDeadline(timeoutMs, () => this.#failed(tooLate));
  }

  async #receive(delegate: HTTPMessageDelegate, ready: Promise<void> | void): Promise<void> {
    try {
      await ready;
      if (delegate.gathersBody?.() === true) this.#body?.isKept();
      this.#deadline?.resume();
      for await (const piece of this.#body ?? []) {
        this.#deadline?.pause();
        if (this.#isOver) return;
        await delegate.dataReceived(piece);
        if (this.#isOver) return;
        this.#deadline?.resume();
      }
      this.#deadline?.pause();
      if (!this.#isOver) this.#received(delegate);
    } catch (error) {
      if (this.#body?.hasFailed === true) this.clientLeft(error);
      else this.#failed(error);
    }
  }

  /** The request has wholly arrived. */
  #received(delegate: HTTPMessageDelegate): void {
    this.#isReceived = true;
    delegate.finish()?.catch((error: unknown) => this.#failed(error));
  }

  #begin(startLine: ResponseStartLine, headers: HTTPHeaders, contentLength: number): void {
    const { code } = startLine;
    const isToHead = this.#init.startLine.method === "HEAD";
    const hasBody = !isToHead && code !== 101 && code !== 204 && code !== 304;
    this.#init.sink.begin(startLine, code === 204 ? withoutLength(headers) : headers, hasBody);
    this.#isStarted = true;
    this.#hasBody = hasBody;
    if (hasBody) this.#remaining = contentLength;
  }

  #spend(size: number): void {
    if (size > this.#remaining) {
      this.close();
      throw new HTTPOutputError("Tried to write more data than Content-Length");
    }
    this.#remaining -= size;
  }

  /** As a connection does it: the client is told while it can still be told; the rest is for the log. */
  #failed(error: unknown): void {
    if (!(error instanceof HTTPInputError)) appLog.error({ err: error }, "Uncaught exception in a delegate");
    else genLog.info(`Malformed HTTP message from ${this.context.remoteIp}: ${error.message}`);
    if (this.#isOver) return;
    if (this.#isStarted) return this.close();
    this.#answerFailure(error);
    this.#closeReason ??= new ClientClosedError();
    this.#end(this.#closeReason);
  }

  #answerFailure(error: unknown): void {
    const { status, text } = errorText(error);
    const headers = new HTTPHeaders({
      "Content-Type": "text/plain; charset=UTF-8",
      "Content-Length": String(Buffer.byteLength(text)),
      Connection: "close",
    });
    this.#begin(
      { version: "HTTP/1.1", code: Number(status.slice(0, 3)), reason: status.slice(4) },
      headers,
      -1,
    );
    if (this.#hasBody) this.#init.sink.write(Buffer.from(text));
    this.#init.sink.end();
  }

  /** @param reason - what the delegate is told, if it cannot know that all is over */
  #end(reason: Error | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#deadline?.pause();
    this.#init.budget?.release(this.#held);
    try {
      if (reason !== undefined) this.#delegate?.onConnectionClose(reason);
      this.#server?.onClose?.(this);
    } catch (error) {
      appLog.error({ err: error }, "Uncaught exception in onConnectionClose");
    }
  }
}

function checkRequest({ startLine, headers }: MessageExchangeInit): void {
  if (!isLegalTarget(startLine.method, startLine.path))
    throw new HTTPInputError("The request target is malformed (RFC 9112 §3.2)");
  const host = headers.get("Host");
  if (host !== undefined && host !== "" && !isAuthority(host))
    throw new HTTPInputError("The Host field is not a valid host (RFC 9112 §3.2)");
}

/** RFC 9110 §8.6: an answer that cannot have a body must not tell its length. */
function withoutLength(headers: HTTPHeaders): HTTPHeaders {
  const copy = headers.copy();
  copy.delete("Content-Length");
  return copy;
}

function rejected(reason: Error): Promise<void> {
  const promise = Promise.reject(reason);
  // A producer that does not wait for room is not to blame for a client that leaves.
  promise.catch(() => {});
  return promise;
}
