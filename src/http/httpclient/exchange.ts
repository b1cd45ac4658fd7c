import type { Dispatcher } from "undici";
import { HTTPHeaders, type HTTPMessageDelegate, reasonPhrase } from "../httputil/index.ts";
import { HTTPBadResponseError } from "./errors.ts";

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
  /** It failed, or the delegate did. Nothing else is told afterwards. */
  failed(error: unknown): void;
}

/** Where an answer comes from: what an exchange needs of undici's source. */
export interface AnswerSource {
  /** Names and values in turn. */
  readonly rawHeaders?: Dispatcher.DispatchController["rawHeaders"];
  pause(): void;
  resume(): void;
}

/** RFC 9110 §15.2 allows any number; nobody needs so many. */
const mostInterimAnswers = 50;

/** Hands an answer that undici reads to a delegate; while the delegate is not ready, nothing more is read. */
export class Exchange implements Dispatcher.DispatchHandler {
  #delegate: HTTPMessageDelegate | undefined;
  readonly #observer: ExchangeObserver;
  #interimAnswers = 0;
  #code = 0;
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

  onResponseStart(source: AnswerSource, code: number, _headers: unknown, statusMessage?: string): void {
    if (this.#isOver) return;
    if (code < 200) return this.#interim();
    this.#code = code;
    const startLine = { version: "HTTP/1.1", code, reason: statusMessage || reasonPhrase(code) };
    this.#hold(source, () => {
      const headers = receivedHeaders(source.rawHeaders);
      this.#delegate = this.#observer.delegateFor(headers);
      return this.#delegate.headersReceived(startLine, headers);
    });
  }

  onResponseData(source: AnswerSource, chunk: Buffer): void {
    if (!this.#isOver) this.#hold(source, () => this.#delegate?.dataReceived(chunk));
  }

  onResponseEnd(): void {
    if (!this.#isOver) this.#finish();
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.#isOver) return;
    // RFC 9110 §8.6: the length in a 304 is that of the body it would have had; undici misses those bytes.
    if (this.#code === 304 && Reflect.get(error, "code") === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH")
      return this.#finish();
    this.#fail(error);
  }

  #interim(): void {
    if (++this.#interimAnswers <= mostInterimAnswers) return;
    this.#fail(
      new HTTPBadResponseError(
        `The server sent more than ${mostInterimAnswers} answers that are not the last`,
      ),
    );
  }

  #finish(): void {
    this.#observer.received();
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

  /** Calls the delegate, and reads on when it is ready. */
  #hold(source: AnswerSource, deliver: () => void | Promise<void>): void {
    try {
      const delivering = deliver();
      if (delivering === undefined) return;
      source.pause();
      delivering.then(
        () => source.resume(),
        (error: unknown) => this.#fail(error),
      );
    } catch (error) {
      this.#fail(error);
    }
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#observer.finished();
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#delegate?.onConnectionClose();
    this.#observer.failed(error);
  }
}

/** @throws {HTTPBadResponseError} if a field has a name or a value that HTTP does not allow */
function receivedHeaders(raw: Dispatcher.DispatchController["rawHeaders"]): HTTPHeaders {
  const headers = new HTTPHeaders();
  if (!Array.isArray(raw)) return headers;
  try {
    for (let i = 0; i + 1 < raw.length; i += 2) headers.add(latin1(raw[i]), latin1(raw[i + 1]));
  } catch (error) {
    throw new HTTPBadResponseError("A header field of the answer is not allowed in HTTP", { cause: error });
  }
  return headers;
}

function latin1(bytes: Buffer | string | undefined): string {
  return typeof bytes === "string" ? bytes : (bytes?.toString("latin1") ?? "");
}
