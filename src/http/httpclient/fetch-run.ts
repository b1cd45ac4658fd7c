import type { Dispatcher } from "undici";
import { Future } from "../../concurrent/index.ts";
import { offAbort, onAbort, setLongTimeout } from "../../concurrent/internal.ts";
import { DecompressingDelegate } from "../http1connection/internal.ts";
import type { HTTPHeaders, HTTPMessageDelegate } from "../httputil/index.ts";
import { Answer, type AnswerHead, type AnswerReader } from "./answer.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { type ConnectionSettings, connectionSettings } from "./connection-settings.ts";
import type { EffectiveOptions } from "./effective-options.ts";
import { HTTPTimeoutError } from "./errors.ts";
import { Exchange, type ExchangeObserver } from "./exchange.ts";
import { sendAfterContinue } from "./expect-continue.ts";
import { delegateFailureOf, failureOf, isClosedConnection } from "./failure.ts";
import { HopChain } from "./hop-chain.ts";
import type { HTTPRequest } from "./http-request.ts";
import { HTTPResponse } from "./http-response.ts";
import type { Lease, LeaseHolder } from "./lease.ts";
import type { PooledConnection } from "./pooled-connection.ts";
import { canRepeat } from "./request-body.ts";
import { Stopwatch } from "./stopwatch.ts";
import { wireRequest } from "./wire-request.ts";

/** What a fetch has beyond its request. */
export interface FetchContext {
  /** Gives it up, with its reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Is told the head of the response as soon as it has come.
   *
   * @returns who takes the body; `undefined`: it is gathered, or for the request's `streamingCallback`
   */
  readonly answerBegins?:
    | ((head: AnswerHead, effectiveUrl: string) => ((chunk: Buffer) => void | Promise<void>) | undefined)
    | undefined;
}

const idempotent = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** One fetch from its first hop to the response: the story of its queue, connections, times and end. */
export class FetchRun implements ExchangeObserver, AnswerReader, LeaseHolder {
  readonly future: Future<HTTPResponse> = new RunFuture(this);
  readonly #pool: ConnectionPool;
  readonly #request: HTTPRequest;
  readonly #options: EffectiveOptions;
  readonly #context: FetchContext;
  readonly #chain: HopChain;
  readonly #watch = new Stopwatch();
  #hasNext = false;
  #phase: "queue" | "connect" | "request" = "queue";
  #requestTimer: NodeJS.Timeout | undefined;
  #phaseTimer: NodeJS.Timeout | undefined;
  #settings!: ConnectionSettings;
  #lease: Lease | undefined;
  #connection: PooledConnection | undefined;
  #exchange: Exchange | undefined;
  #answer!: Answer;
  #take: ((chunk: Buffer) => void | Promise<void>) | undefined;
  #isOver = false;
  readonly #onAbort = () => this.#fail(this.#context.signal?.reason);

  constructor(pool: ConnectionPool, request: HTTPRequest, options: EffectiveOptions, context: FetchContext) {
    this.#pool = pool;
    this.#request = request;
    this.#options = options;
    this.#context = context;
    this.#chain = new HopChain(request, options);
  }

  /** Begins; to be called once. */
  start(): void {
    const { signal } = this.#context;
    const { requestTimeoutMs } = this.#options;
    if (signal?.aborted) return this.#fail(signal.reason);
    if (signal !== undefined) onAbort(signal, this.#onAbort);
    if (requestTimeoutMs > 0) this.#requestTimer = setLongTimeout(timeIsOver, requestTimeoutMs, this);
    this.#begin();
  }

  /** Gives everything up: the future has settled by itself. */
  giveUp(reason: Error): void {
    if (!this.#isOver) this.#end(reason);
  }

  /** The request has taken too long. */
  timeIsOver(): void {
    this.#fail(timeoutError(this.#phase));
  }

  get take(): ((chunk: Buffer) => void | Promise<void>) | undefined {
    return this.#take;
  }

  leaseReady(): void {
    this.#watch.leftQueue();
    this.#enterPhase("request");
    try {
      this.#send(false);
    } catch (error) {
      this.#fail(error);
    }
  }

  sent(): void {
    this.#enterPhase("request");
    this.#watch.sent(this.#connection?.isKept === false ? this.#connection.times : undefined);
  }

  delegateFor(headers: HTTPHeaders): HTTPMessageDelegate {
    const { decompressResponse, maxBodySize } = this.#options;
    if (!decompressResponse || this.#chain.hop.method === "HEAD" || !headers.has("Content-Encoding"))
      return this.#answer;
    const message = { isFinished: false, maxBodySize };
    const parameters = {
      chunkSize: 65_536,
      maxBodySize,
      refuseUnknownEncodings: false,
      ignoresGarbage: true,
    };
    return new DecompressingDelegate(this.#answer, message, parameters);
  }

  headReceived(head: AnswerHead): boolean {
    this.#watch.answered();
    const effectiveUrl = this.#chain.hop.url.href;
    this.#hasNext = this.#chain.advance(head);
    if (this.#hasNext) return false;
    const { headerCallback, streamingCallback } = this.#options;
    if (headerCallback !== undefined) tellLines(head, headerCallback);
    this.#take = this.#context.answerBegins?.(head, effectiveUrl) ?? streamingCallback;
    return true;
  }

  received(): void {
    this.#lease?.end();
    this.#connection = undefined;
  }

  abandon(): void {
    this.#exchange?.leave();
    this.#lease?.cancel(new Error("The rest of the answer is not wanted"));
    this.finished();
  }

  finished(): void {
    if (!this.#hasNext) return this.#succeed();
    this.#hasNext = false;
    this.#watch.nextHop();
    this.#begin();
  }

  failed(error: unknown): void {
    if (this.#mayTryAgain(error)) this.#sendAgain();
    else this.#fail(failureOf(error, this.#exchange?.isAnswered ?? false));
  }

  delegateFailed(error: unknown): void {
    this.#fail(delegateFailureOf(error));
  }

  /** Into the queue, which calls `leaseReady` when it is this hop's turn, perhaps at once. */
  #begin(): void {
    try {
      this.#settings = connectionSettings(this.#chain.hop.url, this.#options);
      this.#phase = "queue";
      this.#lease = this.#pool.lease(this.#settings, this);
      this.#lease.begin();
      if (this.#phase === "queue") this.#enterPhase("queue");
    } catch (error) {
      this.#fail(error);
    }
  }

  #send(isFresh: boolean): void {
    const { hop, authorization } = this.#chain;
    const { method, bodyProducer, body } = hop;
    this.#answer = new Answer(this, this.#options.maxBodySize, method === "HEAD");
    this.#exchange = new Exchange(this);
    const wire = wireRequest(hop, this.#options, this.#settings, authorization);
    const hasBody = (body ?? bodyProducer) !== undefined;
    if (this.#options.expect100Continue && hasBody) this.#sendExpecting(wire, this.#exchange);
    else this.#sendPooled(wire, this.#exchange, isFresh);
  }

  #sendPooled(wire: Dispatcher.DispatchOptions, exchange: Exchange, isFresh: boolean): void {
    this.#connection = this.#lease?.connection(isFresh);
    this.#connection?.send(wire, exchange, () => this.#enterPhase("connect"));
  }

  #sendExpecting(wire: ReturnType<typeof wireRequest>, exchange: Exchange): void {
    this.#enterPhase("connect");
    const controller = new AbortController();
    this.#lease?.onCancel((reason) => controller.abort(reason));
    sendAfterContinue(wire, this.#settings, this.#pool, exchange, controller.signal);
  }

  /**
   * RFC 9112 §9.3.1: a server may close a kept connection at any time. What can be repeated without harm, and was not
   * answered at all, is sent once more, on a new one.
   */
  #mayTryAgain(error: unknown): boolean {
    const connection = this.#connection;
    if (connection === undefined || !connection.isKept || this.#exchange?.isAnswered) return false;
    const { method, bodyProducer } = this.#chain.hop;
    return isClosedConnection(error) && idempotent.has(method) && canRepeat(bodyProducer);
  }

  #sendAgain(): void {
    this.#lease?.dropConnection(new Error("The server has closed the kept connection"));
    this.#send(true);
  }

  #enterPhase(phase: "queue" | "connect" | "request"): void {
    const { connectTimeoutMs } = this.#options;
    if (this.#isOver) return;
    this.#phase = phase;
    if (phase === "request" && this.#phaseTimer === undefined) return;
    clearTimeout(this.#phaseTimer);
    const hasLimit = phase !== "request" && connectTimeoutMs > 0;
    this.#phaseTimer = hasLimit ? setLongTimeout(timeIsOver, connectTimeoutMs, this) : undefined;
  }

  #succeed(): void {
    const { head } = this.#answer;
    if (head === undefined || this.#isOver) return;
    const watch = this.#watch;
    watch.stop();
    const response = new HTTPResponse(this.#request, {
      code: head.code,
      reason: head.reason,
      headers: head.headers,
      body: this.#answer.body,
      effectiveUrl: this.#chain.hop.url.href,
      startTime: watch.startTime,
      requestTimeMs: watch.requestTimeMs,
      timeInfo: () => watch.timeInfo(),
      errorCode: this.#chain.hasTooManyRedirects ? "ERR_HTTP_TOO_MANY_REDIRECTS" : "ERR_HTTP_RESPONSE",
    });
    this.#end(undefined);
    this.future.setResult(response);
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.#end(error instanceof Error ? error : new Error(String(error)));
    this.future.setException(error);
  }

  /** Nothing of this fetch stays: no timer, no listener, no connection that is not free. */
  #end(reason: Error | undefined): void {
    this.#isOver = true;
    clearTimeout(this.#requestTimer);
    clearTimeout(this.#phaseTimer);
    if (this.#context.signal !== undefined) offAbort(this.#context.signal, this.#onAbort);
    this.#exchange?.leave();
    if (reason === undefined) this.#lease?.end();
    else this.#lease?.cancel(reason);
  }
}

/** Cancelling it gives the run up. */
class RunFuture extends Future<HTTPResponse> {
  readonly #run: FetchRun;

  constructor(run: FetchRun) {
    super();
    this.#run = run;
  }

  override cancel(reason?: unknown): boolean {
    const isCancelled = super.cancel(reason);
    if (isCancelled) this.#run.giveUp(new Error("The fetch was cancelled"));
    return isCancelled;
  }
}

function timeIsOver(run: FetchRun): void {
  run.timeIsOver();
}

function timeoutError(phase: "queue" | "connect" | "request"): HTTPTimeoutError {
  if (phase === "queue") return new HTTPTimeoutError("Timeout in request queue", "ERR_HTTP_QUEUE_TIMEOUT");
  if (phase === "connect")
    return new HTTPTimeoutError("Timeout while connecting", "ERR_HTTP_CONNECT_TIMEOUT");
  return new HTTPTimeoutError("Timeout during request");
}

function tellLines({ code, reason, headers }: AnswerHead, tell: (line: string) => void): void {
  tell(`HTTP/1.1 ${code} ${reason}\r\n`);
  for (const [name, value] of headers.getAll()) tell(`${name}: ${value}\r\n`);
  tell("\r\n");
}
