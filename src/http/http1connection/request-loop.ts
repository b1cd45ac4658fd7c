import type { Socket } from "node:net";
import { appLog, genLog } from "../../base/log/index.ts";
import {
  type DetachOptions,
  HTTPInputError,
  type HTTPServerConnectionDelegate,
  type RequestContext,
} from "../httputil/index.ts";
import { InputBuffer } from "../httputil/internal.ts";
import { closeReason } from "./close-reason.ts";
import { type ClockOwner, type CoarseTime, ConnectionClock } from "./connection-clock.ts";
import { DecompressingDelegate } from "./decompressing-delegate.ts";
import { errorAnswer } from "./error-answer.ts";
import { flowWhenHeard } from "./flow-when-heard.ts";
import { type ExchangeOwner, HTTP1Connection } from "./http1-connection.ts";
import { IncomingMessage } from "./incoming-message.ts";
import type { MemoryBudget } from "./memory-budget.ts";
import { forgetDecoded, MessageReader } from "./message-reader.ts";
import type { HTTP1ConnectionParameters } from "./parameters.ts";
import { type OutputOwner, ResponseOutput } from "./response-output.ts";
import { followSocket, type SocketEvents, unfollowSocket } from "./socket-events.ts";

/** Of input that nobody takes, this much is read all the same, so that a client that leaves is noticed. */
const mostUnread = 65_536;
/** How long a body may come as slowly as it likes. */
const anyRateMs = 20_000;
const continueAnswer = "HTTP/1.1 100 Continue\r\n\r\n";

/** What the application knows the connection by. */
export interface LoopOwner {
  readonly context: RequestContext;
  /** HTTP has ended here, with the socket. */
  ended(delegate: HTTPServerConnectionDelegate): void;
  /** HTTP has ended here, and the socket belongs to somebody else. */
  detached(delegate: HTTPServerConnectionDelegate, options: DetachOptions): void;
}

/** What a {@link RequestLoop} is made with. */
export interface RequestLoopInit {
  readonly serverConnection: LoopOwner;
  readonly socket: Socket;
  readonly delegate: HTTPServerConnectionDelegate;
  readonly parameters: HTTP1ConnectionParameters;
  readonly time: CoarseTime;
  readonly budget: MemoryBudget;
}

/**
 * Where a connection is:
 *
 * - `head`: reading the head of a request, or waiting for its first byte
 * - `delegate`: the application took something and has not yet said that it is ready for more
 * - `after head`, `body`: reading the body
 * - `answer`: the message is complete, its answer is not
 * - `closed`: nothing is read any more
 */
type State = "head" | "delegate" | "after head" | "body" | "answer" | "closed";

/**
 * Turns the bytes of one connection into calls of the application's delegates, one request after the other.
 *
 * It never reads a request before the answer to the one ahead is complete, so pipelined answers are in order.
 */
export class RequestLoop implements ExchangeOwner, OutputOwner, ClockOwner, SocketEvents {
  readonly output: ResponseOutput;
  readonly budget: MemoryBudget;
  readonly clock: ConnectionClock;
  readonly #serverConnection: LoopOwner;
  readonly #socket: Socket;
  readonly #delegate: HTTPServerConnectionDelegate;
  readonly #parameters: HTTP1ConnectionParameters;
  readonly #input = new InputBuffer();
  readonly #heads: MessageReader;
  #state: State = "head";
  #isRunning = false;
  #isPaused = false;
  #isShuttingDown = false;
  /** Whether what comes behind the request that is being handled is dropped, as there is no memory for it. */
  #dropsInput = false;
  /** What input and output take of the budget. */
  #keptInput = 0;
  #keptOutput = 0;
  /** For how many ticks of the clock the client has been sending a body. */
  #bodyTicks = 0;
  #hasPeerEnded = false;
  /** What the clock runs for between two requests. */
  #awaited: "request" | "rest of head" | undefined = "request";
  /** The answer that is being written; known a little earlier than the message. */
  #exchange: HTTP1Connection | undefined;
  #message: IncomingMessage | undefined;

  constructor(init: RequestLoopInit) {
    this.#serverConnection = init.serverConnection;
    this.#socket = init.socket;
    this.#delegate = init.delegate;
    this.#parameters = init.parameters;
    this.budget = init.budget;
    this.clock = new ConnectionClock(init.time, this);
    this.clock.expectWithin(init.parameters.idleTimeoutMs);
    this.output = new ResponseOutput(init.socket, this);
    this.#heads = new MessageReader(init.parameters.maxHeaderSize);
    followSocket(init.socket, this);
  }

  get context(): RequestContext {
    return this.#serverConnection.context;
  }

  /** Whether the connection ends with the request that is being handled. */
  get isClosing(): boolean {
    return this.#isShuttingDown || this.#parameters.noKeepAlive || this.#isBodyComing;
  }

  /** Bytes have arrived. */
  receive(chunk: Buffer): void {
    if (this.#state === "closed" || this.#dropsInput) return;
    this.#input.append(chunk);
    this.#run();
  }

  receiveShared(bytes: Buffer, length: number): void {
    if (this.#state === "closed" || this.#dropsInput) return;
    this.#input.borrow(bytes, length);
    forgetDecoded();
    try {
      this.#run();
    } finally {
      this.#input.keep();
    }
  }

  /** The client has sent everything that it will. Whoever still waits for an answer is taken to be gone. */
  peerEnded(): void {
    this.#hasPeerEnded = true;
    if (this.#state === "head") this.#settle();
    else this.#clientLeft(undefined);
  }

  /** The socket has room again. */
  drained(): void {
    this.output.drained();
    if (this.#keptOutput > 0) this.#keepOutput();
    if (this.#state === "closed" || this.output.isFull) return;
    this.clock.hasRead();
    this.#run();
  }

  waitsForReader(): void {
    this.clock.expectReading(this.#parameters.writeTimeoutMs);
  }

  /** The socket is gone. */
  socketClosed(cause: Error | undefined): void {
    this.#clientLeft(cause);
    this.output.closed(cause);
    this.#releaseOutput();
    this.#serverConnection.ended(this.#delegate);
  }

  /** What was expected of the client did not come in time. */
  timedOut(): void {
    if (this.#state === "closed" || this.output.isFull) this.#socket.destroy();
    else if (this.#isIdle) this.#close();
    else this.#failed(new HTTPInputError("The request took too long to arrive", 408));
  }

  /** A tick of the clock: ends whatever has taken too long. @returns in how many ticks there may be something again */
  checkTime(): number {
    if (this.#isBodyTooSlow()) this.timedOut();
    else this.clock.check();
    // How fast a body comes is counted in ticks.
    return this.#state === "body" ? 1 : this.clock.ticksLeft();
  }

  /** Closes as soon as the request that is being handled, if any, is answered. */
  shutDown(): void {
    this.closeAfterNext();
    if (this.#isIdle) this.#close();
  }

  /** The request that is being handled, or else the next one, is the last. */
  closeAfterNext(): void {
    this.#isShuttingDown = true;
  }

  answered(): void {
    this.#run();
  }

  abandon(): void {
    this.#exchange?.closed(closeReason(undefined));
    this.#close();
  }

  cut(reason: Error): void {
    this.#socket.destroy(reason);
  }

  /** @returns whether what waits for the client to read may be kept */
  holdOutput(): boolean {
    return this.#keepOutput();
  }

  detach(options: DetachOptions): Socket {
    this.output.release();
    this.#releaseOutput();
    this.#state = "closed";
    this.#message = undefined;
    this.#exchange?.releaseBody();
    unfollowSocket(this.#socket);
    this.#serverConnection.detached(this.#delegate, options);
    this.#socket.pause();
    if (this.#input.length > 0) this.#socket.unshift(this.#input.take(this.#input.length));
    this.#input.clear();
    this.#keepInput();
    // Bytes of the other protocol are missing.
    if (this.#dropsInput) this.#socket.destroy();
    flowWhenHeard(this.#socket);
    return this.#socket;
  }

  /** RFC 9112 §9.3: an answer that does not wait for the body has to be the last, and says so. */
  get #isBodyComing(): boolean {
    return this.#message?.hasBody === true && !this.#message.isComplete;
  }

  /** Only the time counts in which it is the client that is waited for. */
  #isBodyTooSlow(): boolean {
    const message = this.#message;
    if (this.#state !== "body" || this.#isPaused || message === undefined) return false;
    const { minBodyRate } = message.exchange;
    const ratedMs = ++this.#bodyTicks * this.clock.tickMs - anyRateMs;
    return minBodyRate > 0 && message.received * 1000 < minBodyRate * ratedMs;
  }

  get #isIdle(): boolean {
    return this.#state === "head" && this.#input.length === 0;
  }

  get #isClosed(): boolean {
    return this.#state === "closed";
  }

  /** Goes as far as the input reaches; everything that is written meanwhile leaves in one write. */
  #run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.output.cork();
    try {
      while (this.#step());
    } catch (error) {
      this.#failed(error);
    }
    this.#isRunning = false;
    this.output.uncork();
    this.#settle();
  }

  /** @returns whether another step may get further */
  #step(): boolean {
    if (this.#state === "head") return !this.output.isFull && this.#readHead();
    const message = this.#message;
    if (message === undefined) return false;
    switch (this.#state) {
      case "after head":
        return this.#beginBody(message);
      case "body":
        return this.#readBody(message);
      case "answer":
        return message.exchange.isFinished && this.#endExchange(message);
      case "delegate":
        // It has answered without waiting for the body, which it need not take any more.
        return this.#isBodyComing && message.exchange.isFinished && this.#endExchange(message);
      default:
        return false;
    }
  }

  #readHead(): boolean {
    const head = this.#heads.read(this.#input);
    if (head === undefined) return false;
    this.#awaited = undefined;
    const parameters = this.#parameters;
    if (head.fieldCount > parameters.maxHeaderCount) throw tooManyFields(parameters.maxHeaderCount);
    const exchange = new HTTP1Connection(this, head, parameters);
    this.#exchange = exchange;
    this.#message = undefined;
    const application = this.#delegate.startRequest(this.#serverConnection, exchange);
    const receiver = parameters.decompressRequest
      ? new DecompressingDelegate(application, exchange, parameters)
      : application;
    const message = new IncomingMessage(head, exchange, receiver);
    this.#message = message;
    this.#state = "after head";
    const ready = message.deliverHead();
    if (ready !== undefined) this.#wait(ready, "after head");
    return true;
  }

  #beginBody(message: IncomingMessage): boolean {
    if (!message.hasBody) {
      this.#state = "answer";
      const ready = message.complete();
      if (ready !== undefined) this.#wait(ready, "answer");
      return true;
    }
    this.#state = "body";
    this.#bodyTicks = 0;
    if (message.exchange.isFinished) return true;
    message.beginBody(this.#parameters);
    // Only now, when it is clear that the body will be taken (RFC 9110 §10.1.1).
    if (message.expectsContinue && this.#input.length === 0) this.output.writeText(continueAnswer);
    this.clock.expectWithin(message.exchange.bodyTimeoutMs);
    return true;
  }

  #readBody(message: IncomingMessage): boolean {
    if (message.exchange.isFinished) return this.#endExchange(message);
    const progress = message.deliverBody(this.#input);
    if (typeof progress !== "boolean") this.#wait(progress, message.isComplete ? "answer" : "body");
    else if (message.isComplete && this.#state === "body") this.#state = "answer";
    return progress !== false;
  }

  /** The application is not ready: meanwhile input waits in a buffer, and beyond its bound in the socket. */
  #wait(ready: Promise<void>, next: "after head" | "body" | "answer"): void {
    if (this.#state === "closed") return;
    this.#state = "delegate";
    this.clock.pause();
    ready.then(
      () => this.#applicationReady(next),
      (error: unknown) => this.#failed(error),
    );
  }

  #applicationReady(next: "after head" | "body" | "answer"): void {
    if (this.#state !== "delegate") return;
    this.#state = next;
    this.clock.resume();
    this.#run();
  }

  /** RFC 9112 §9.3: the rest of a body that nobody wanted would be taken for the next request. */
  #endExchange(message: IncomingMessage): boolean {
    const livesOn = message.exchange.isPersistent && message.isComplete && !this.isClosing;
    message.exchange.releaseBody();
    this.#exchange = undefined;
    this.#message = undefined;
    if (livesOn) this.#state = "head";
    else this.#close();
    message.close(undefined);
    return livesOn;
  }

  /** After every change: who is waited for, and may more input come? */
  #settle(): void {
    if (this.#state === "closed") return;
    if (this.#state === "head") this.#settleBetweenRequests();
    else if (this.#state === "answer") this.clock.pause();
    this.#input.release();
    if (this.#input.kept !== this.#keptInput) this.#keepInput();
    if (this.#isClosed) return;
    const isBlocked = this.#state === "answer" || this.#state === "delegate" || this.output.isFull;
    if (isBlocked !== this.#isPaused && (!isBlocked || this.#isFull)) this.#pause(isBlocked);
  }

  get #isFull(): boolean {
    return this.#input.length >= mostUnread || this.#dropsInput;
  }

  /** What has arrived and is not read counts, beginnings of heads above all. The newest bytes are those without room. */
  #keepInput(): void {
    const more = this.#input.kept - this.#keptInput;
    try {
      if (more > 0) this.budget.hold(more);
      else this.budget.release(-more);
      this.#keptInput += more;
    } catch (error) {
      this.#refuseInput(error);
    }
  }

  /** A request that is complete is answered all the same, and is the last of its connection. */
  #refuseInput(error: unknown): void {
    const message = this.#message;
    if (message === undefined || this.#isBodyComing) return this.#failed(error);
    this.#isShuttingDown = true;
    this.#dropsInput = true;
    this.#input.clear();
    this.#keepInput();
  }

  #keepOutput(): boolean {
    const more = (this.output.isFull ? this.output.size : 0) - this.#keptOutput;
    if (more > 0 && !this.budget.holdOutput(more)) return false;
    if (more < 0) this.budget.release(-more);
    this.#keptOutput += more;
    return true;
  }

  #releaseOutput(): void {
    this.budget.release(this.#keptOutput);
    this.#keptOutput = 0;
  }

  /** While nobody takes its bytes, the socket is not read, so that a client which sends ahead has to wait. */
  #pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    if (isPaused) this.#socket.pause();
    else this.#socket.resume();
  }

  #settleBetweenRequests(): void {
    const { headerTimeoutMs, idleTimeoutMs } = this.#parameters;
    if (this.output.isFull) {
      this.#awaited = undefined;
      this.clock.pause();
    } else if (this.#hasPeerEnded) this.#close();
    else if (this.#input.length > 0) this.#await("rest of head", headerTimeoutMs);
    else if (this.#awaited === undefined) this.#await("request", idleTimeoutMs);
  }

  /** Once for each: whatever comes byte by byte, empty lines included, gains no time. */
  #await(awaited: "request" | "rest of head", timeoutMs: number): void {
    if (this.#awaited === awaited) return;
    this.#awaited = awaited;
    this.clock.expectWithin(timeoutMs);
  }

  /** The client is told what it did wrong while it can still be told; the rest is for the log. */
  #failed(error: unknown): void {
    if (!(error instanceof HTTPInputError)) appLog.error({ err: error }, "Uncaught exception in a delegate");
    else genLog.info(`${complaintOf(error)} from ${this.context.remoteIp}: ${error.message}`);
    const exchange = this.#exchange;
    if (this.#state !== "closed" && !exchange?.isStarted) {
      this.output.writeText(errorAnswer(error, exchange?.isHead !== true));
    }
    exchange?.closed(closeReason(undefined));
    this.#clientLeft(undefined);
  }

  #clientLeft(cause: Error | undefined): void {
    const message = this.#message;
    this.#message = undefined;
    this.#close();
    message?.close(cause);
    this.#exchange?.releaseBody();
  }

  /** Nothing more will be read; what was written goes out first. */
  #close(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#input.clear();
    this.#keepInput();
    if (this.#isPaused) this.#pause(false);
    this.clock.pause();
    this.waitsForReader();
    this.output.end(() => this.clock.expectEnd());
  }
}

/** Only a 400 is the fault of a message: behind another status is a limit, or what this server does not know. */
function complaintOf({ statusCode }: HTTPInputError): string {
  return statusCode === 400 ? "Malformed HTTP message" : `Refused request (${statusCode})`;
}

function tooManyFields(maxHeaderCount: number): HTTPInputError {
  return new HTTPInputError(`The request has more than ${maxHeaderCount} header fields`, 431);
}
