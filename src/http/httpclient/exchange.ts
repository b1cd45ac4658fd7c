import type { Dispatcher } from "undici";
import { type HTTPHeaders, type HTTPMessageDelegate, reasonPhrase } from "../httputil/index.ts";
import { receivedHeaders } from "./received-headers.ts";

/** Who asked for an exchange, and is told how it goes. */
export interface ExchangeObserver {
  /** The head has come: who is to receive the answer? */
  delegateFor(headers: HTTPHeaders): HTTPMessageDelegate;
  /** The request begins to be sent. */
  sent(): void;
  /** All of the answer was received: the connection is free. */
  received(): void;
  /** The delegate has finished too. */
  finished(): void;
  /** Sending or receiving failed. No other call follows. */
  failed(error: unknown): void;
  /** The delegate failed. No other call follows. */
  delegateFailed(error: unknown): void;
}

/** Where an answer comes from. */
export interface AnswerSource {
  /** Reads nothing more; what has been read already is still delivered. */
  pause(): void;
  resume(): void;
}

/** What an exchange needs of undici's controller. */
export interface AnswerControl {
  /** Names and values in turn. */
  readonly rawHeaders?: Dispatcher.DispatchController["rawHeaders"];
}

/** RFC 9112 §6.3: these have no body; RFC 9110 §8.6: the length in a 304 is that of the body it would have had. */
const bodiless = new Set([204, 304]);

/** Hands an answer that undici reads to a delegate; while the delegate is not ready, nothing more is read. */
export class Exchange implements Dispatcher.DispatchHandler {
  /** To be set before the answer comes. */
  source: AnswerSource | undefined;
  #delegate: HTTPMessageDelegate | undefined;
  readonly #observer: ExchangeObserver;
  /** What came while the delegate was not ready: the rest of one read from the socket. */
  readonly #waiting: Buffer[] = [];
  #code = 0;
  #isHeld = false;
  #isReceived = false;
  #isOver = false;

  constructor(observer: ExchangeObserver) {
    this.#observer = observer;
  }

  /** Whether the head of the answer has come. */
  get isAnswered(): boolean {
    return this.#code !== 0;
  }

  /** Nobody wants to hear anything more. */
  leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#delegate?.onConnectionClose();
  }

  onRequestStart(): void {
    if (!this.#isOver) this.#observer.sent();
  }

  onResponseStart(control: AnswerControl, code: number, _headers: unknown, statusMessage?: string): void {
    // Interim responses come only in protocols that the response filter does not know.
    if (this.#isOver || code < 200) return;
    this.#code = code;
    const startLine = { version: "HTTP/1.1", code, reason: statusMessage || reasonPhrase(code) };
    this.#deliver(() => {
      const headers = receivedHeaders(control.rawHeaders);
      this.#delegate = this.#observer.delegateFor(headers);
      return this.#delegate.headersReceived(startLine, headers);
    });
  }

  onResponseData(_control: AnswerControl, chunk: Buffer): void {
    if (this.#isOver) return;
    if (this.#isHeld) this.#waiting.push(chunk);
    else this.#deliver(() => this.#delegate?.dataReceived(chunk));
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    this.#isReceived = true;
    this.source?.resume();
    this.#observer.received();
    if (!this.#isHeld) this.#finish();
  }

  onResponseError(_control: unknown, error: Error): void {
    if (this.#isOver || this.#isReceived) return;
    // undici misses the bytes that the length announces.
    const hasNoBody =
      bodiless.has(this.#code) && Reflect.get(error, "code") === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH";
    if (hasNoBody) return this.onResponseEnd();
    if (this.#close()) this.#observer.failed(error);
  }

  #finish(): void {
    try {
      const finishing = this.#delegate?.finish();
      if (finishing === undefined) this.#end();
      else
        finishing.then(
          () => this.#end(),
          (error: unknown) => this.#fail(error),
        );
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Calls the delegate, and goes on when it is ready. */
  #deliver(call: () => void | Promise<void>): void {
    try {
      const delivering = call();
      if (delivering === undefined) return;
      this.#isHeld = true;
      if (!this.#isReceived) this.source?.pause();
      delivering.then(
        () => this.#goOn(),
        (error: unknown) => this.#fail(error),
      );
    } catch (error) {
      this.#fail(error);
    }
  }

  #goOn(): void {
    this.#isHeld = false;
    while (!this.#isOver && !this.#isHeld) {
      const chunk = this.#waiting.shift();
      if (chunk === undefined) return this.#drained();
      this.#deliver(() => this.#delegate?.dataReceived(chunk));
    }
  }

  #drained(): void {
    if (this.#isReceived) this.#finish();
    else this.source?.resume();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#observer.finished();
  }

  #fail(error: unknown): void {
    if (this.#close()) this.#observer.delegateFailed(error);
  }

  /** @returns whether it was not over yet */
  #close(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#delegate?.onConnectionClose();
    return true;
  }
}
