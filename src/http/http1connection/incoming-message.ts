import { appLog } from "../../base/log/index.ts";
import type { HTTPMessageDelegate } from "../httputil/index.ts";
import type { InputBuffer } from "../httputil/internal.ts";
import { headersFromFieldLines } from "../httputil/internal.ts";
import type { BodyReader } from "./body-reader.ts";
import { ChunkedBodyReader } from "./chunked-encoding.ts";
import { closeReason } from "./close-reason.ts";
import { FixedBodyReader } from "./fixed-body-reader.ts";
import type { RequestHead } from "./framing.ts";
import type { HTTP1Connection } from "./http1-connection.ts";

/** How a body is read. */
interface BodyParameters {
  readonly chunkSize: number;
  readonly maxWholeBodySize: number;
}

/** One request on its way from the input to its delegate, with the place where its answer is written. */
export class IncomingMessage {
  readonly exchange: HTTP1Connection;
  /** Whether the delegate was told that the message is complete. */
  isComplete = false;
  readonly #head: RequestHead;
  readonly #delegate: HTTPMessageDelegate;
  #body: BodyReader | undefined;
  #isClosed = false;

  constructor(head: RequestHead, exchange: HTTP1Connection, delegate: HTTPMessageDelegate) {
    this.exchange = exchange;
    this.#head = head;
    this.#delegate = delegate;
  }

  get hasBody(): boolean {
    return this.#head.contentLength !== 0;
  }

  /** How many bytes of its body have come. */
  get received(): number {
    return this.#body?.received ?? 0;
  }

  /** Whether the client waits for a sign to send the body. */
  get expectsContinue(): boolean {
    return this.#head.expectsContinue && !this.exchange.isStarted;
  }

  /** @returns a promise if the application is not yet ready for the body */
  deliverHead(): Promise<void> | void {
    const { startLine, fieldLines, initials } = this.#head;
    return this.#delegate.headersReceived(startLine, headersFromFieldLines(fieldLines, initials));
  }

  /** @throws {HTTPInputError} 413 if the body is announced as larger than allowed */
  beginBody({ chunkSize, maxWholeBodySize }: BodyParameters): void {
    const { contentLength } = this.#head;
    if (this.#delegate.gathersBody?.() === true) this.exchange.limitWholeBody(maxWholeBodySize);
    const limits = { chunkSize, maxBodySize: this.exchange.maxBodySize };
    this.#body =
      contentLength === -1 ? new ChunkedBodyReader(limits) : new FixedBodyReader(contentLength, limits);
  }

  /**
   * Delivers the next piece of the body, or the end of the message.
   *
   * @returns whether there was enough input to get further; a promise if the application is not yet ready for more
   */
  deliverBody(input: InputBuffer): Promise<void> | boolean {
    const piece = this.#body?.read(input);
    if (piece !== undefined) return this.#delegate.dataReceived(piece) ?? true;
    return this.#body?.isComplete === true && (this.complete() ?? true);
  }

  /**
   * The message has wholly arrived.
   *
   * @returns a promise if the application has yet to look at the end of it
   */
  complete(): Promise<void> | void {
    this.isComplete = true;
    return this.#delegate.finish();
  }

  /** The connection is gone, or will not be read any more: tells the delegate, unless nothing is left to tell. */
  close(cause: Error | undefined): void {
    const isOver = this.isComplete && this.exchange.isFinished;
    if (isOver || this.#isClosed) return;
    this.#isClosed = true;
    const reason = closeReason(cause);
    this.exchange.closed(reason);
    try {
      this.#delegate.onConnectionClose(this.exchange.closeReason ?? reason);
    } catch (error) {
      appLog.error({ err: error }, "Uncaught exception in onConnectionClose");
    }
  }
}
