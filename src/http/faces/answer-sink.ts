import type { Duplex } from "node:stream";
import { HTTPHeaders, type ResponseStartLine } from "../httputil/index.ts";
import type { ResponseSink } from "./message-exchange.ts";
import { ResponseStream } from "./response-stream.ts";

const switchingProtocols = 101;

/** An answer of which the head is there, and perhaps all. */
export interface Answer {
  readonly startLine: ResponseStartLine;
  readonly headers: HTTPHeaders;
  /** The whole body, or a stream of it; `null` if there must be none. */
  readonly body: Uint8Array | ReadableStream<Uint8Array> | null;
  /** After `detach()`: what the client has of the connection. */
  readonly stream?: Duplex;
}

/** How an answer is given to somebody in this process. */
export interface AnswerForm<Result> {
  /** Makes of an answer what its face gives. */
  readonly make: (answer: Answer) => Result;
  /** Throws a `RangeError` if the face has no way to say that status. Default: it has. */
  readonly check?: (startLine: ResponseStartLine) => void;
  /** Makes both ends of a connection for another protocol, the application's first. Default: there is none. */
  readonly connect?: () => readonly [Duplex, Duplex];
}

/** What an {@link AnswerSink} is made with. */
export interface AnswerSinkInit<Result> extends AnswerForm<Result> {
  /** The reader of the body wants no more of it. */
  readonly onCancel: (reason: unknown) => void;
  /** The answer is complete, or will never be. */
  readonly onEnd: () => void;
}

/**
 * Gives an answer to somebody in this process, as soon as its head is there.
 *
 * An answer that is complete in the turn in which it begins, as most are, has its body whole, without a stream.
 */
export class AnswerSink<Result> implements ResponseSink {
  /** Resolves with the head of the answer; rejects if it never comes. */
  readonly result: Promise<Result>;
  /** See `connect`. */
  detach?: () => Duplex;
  readonly #init: AnswerSinkInit<Result>;
  /** Only an answer that is not complete at once has one: it costs more than the rest of this. */
  #stream: ResponseStream | undefined;
  #resolve: (result: Result) => void = () => {};
  #reject: (reason: unknown) => void = () => {};
  #head: Omit<Answer, "body"> | undefined;
  #hasBody = false;
  /** The pieces that came in the first turn. */
  #early: Uint8Array[] | undefined = [];
  #isEnded = false;

  constructor(init: AnswerSinkInit<Result>) {
    this.#init = init;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { connect } = init;
    if (connect !== undefined) this.detach = () => this.#connect(connect);
  }

  begin(startLine: ResponseStartLine, headers: HTTPHeaders, hasBody: boolean): void {
    this.#init.check?.(startLine);
    this.#head = { startLine, headers: headers.copy() };
    this.#hasBody = hasBody;
    // The stream of another protocol comes with `detach()`.
    if (startLine.code !== switchingProtocols) queueMicrotask(() => this.#open());
  }

  write(chunk: Uint8Array): Promise<void> | undefined {
    if (this.#early === undefined) return this.#stream?.write(chunk);
    this.#early.push(chunk);
    return undefined;
  }

  end(): void {
    this.#isEnded = true;
    if (this.#early === undefined) this.#stream?.end();
    else if (this.#head?.startLine.code === switchingProtocols) this.#open();
    this.#init.onEnd();
  }

  /** Whoever waits for the answer, or for the rest of it, learns why it does not come. */
  fail(reason: unknown): void {
    this.#init.onEnd();
    this.#head = undefined;
    this.#reject(reason);
    this.#stream?.fail(reason);
  }

  #open(): void {
    const head = this.#head;
    const early = this.#early;
    if (head === undefined || early === undefined) return;
    this.#early = undefined;
    if (!this.#hasBody) return this.#give({ ...head, body: null });
    if (this.#isEnded) return this.#give({ ...head, body: Buffer.concat(early) });
    const stream = new ResponseStream(this.#init.onCancel);
    this.#stream = stream;
    for (const chunk of early) stream.write(chunk);
    this.#give({ ...head, body: stream.readable });
  }

  #give(answer: Answer): void {
    try {
      this.#resolve(this.#init.make(answer));
    } catch (error) {
      this.#reject(error);
    }
  }

  /** An application that writes its own head, or one without, has the whole stream for it. */
  #connect(connect: () => readonly [Duplex, Duplex]): Duplex {
    const [ours, theirs] = connect();
    const { startLine, headers } = this.#head ?? nothingSaid();
    this.#head = undefined;
    this.#init.onEnd();
    this.#give({ startLine, headers, body: null, stream: theirs });
    return ours;
  }
}

/** An application that takes the connection over before it has said anything. */
function nothingSaid(): Pick<Answer, "startLine" | "headers"> {
  const startLine = { version: "HTTP/1.1", code: switchingProtocols, reason: "Switching Protocols" };
  return { startLine, headers: new HTTPHeaders() };
}
