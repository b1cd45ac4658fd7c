import type {
  HTTPHeaders,
  HTTPMessageDelegate,
  RequestStartLine,
  ResponseStartLine,
} from "../httputil/index.ts";
import { HTTPTooLargeError } from "./errors.ts";

/** What an answer is for, as its head decides. */
export interface AnswerReader {
  /** The head has come. @returns whether the body is wanted */
  headReceived(answer: AnswerHead): boolean;
  /** A piece of a body that is wanted; `undefined` if it has to be gathered instead. */
  readonly take: ((chunk: Buffer) => void | Promise<void>) | undefined;
  /** What is not wanted is too long to be read to its end. */
  abandon(): void;
}

/** The head of an answer. */
export interface AnswerHead {
  readonly code: number;
  readonly reason: string;
  readonly headers: HTTPHeaders;
}

/** As much of an unwanted body is read so that the connection can be kept. */
const mostUnwanted = 65_536;

/** One answer: gathers its body, hands it on, or drops it. */
export class Answer implements HTTPMessageDelegate {
  readonly #reader: AnswerReader;
  readonly #maxBodySize: number;
  readonly #isToHead: boolean;
  #head: AnswerHead | undefined;
  #isWanted = true;
  #chunks: Buffer[] = [];
  #size = 0;

  /**
   * @param maxBodySize - in bytes
   * @param isToHead - the request was a `HEAD`
   */
  constructor(reader: AnswerReader, maxBodySize: number, isToHead: boolean) {
    this.#reader = reader;
    this.#maxBodySize = maxBodySize;
    this.#isToHead = isToHead;
  }

  /** `undefined` before it has come. */
  get head(): AnswerHead | undefined {
    return this.#head;
  }

  /** What was gathered. */
  get body(): Buffer {
    // A copy of its own: the piece is a part of a larger buffer that would stay in memory with it.
    return Buffer.concat(this.#chunks, this.#chunks.length === 0 ? 0 : this.#size);
  }

  headersReceived(startLine: RequestStartLine | ResponseStartLine, headers: HTTPHeaders): void {
    if (!("code" in startLine)) return;
    const { code, reason } = startLine;
    this.#head = { code, reason, headers };
    this.#isWanted = this.#reader.headReceived(this.#head);
    if (!this.#isWanted || this.#isToHead || code === 304) return;
    const announced = Number(headers.get("Content-Length") ?? 0);
    if (announced > this.#maxBodySize) throw this.#tooLarge();
  }

  dataReceived(chunk: Buffer): void | Promise<void> {
    this.#size += chunk.length;
    if (!this.#isWanted) {
      if (this.#size > mostUnwanted) this.#reader.abandon();
      return;
    }
    if (this.#size > this.#maxBodySize) throw this.#tooLarge();
    const { take } = this.#reader;
    if (take !== undefined) return take(chunk);
    this.#chunks.push(chunk);
  }

  finish(): void {}

  onConnectionClose(): void {
    this.#chunks = [];
  }

  #tooLarge(): HTTPTooLargeError {
    return new HTTPTooLargeError(
      `The body of the answer is larger than maxBodySize, ${this.#maxBodySize} bytes`,
    );
  }
}
