import type { Socket } from "node:net";
import { InputBuffer } from "../httputil/internal.ts";
import { ChunkSizeLines } from "./chunk-size-lines.ts";
import { HTTPBadResponseError, HTTPTooLargeError } from "./errors.ts";
import { type HeadKind, kindOfHead } from "./ordinary-response.ts";
import { plainHead, statusOf } from "./unusual-response.ts";

const endOfHead = Buffer.from("\r\n\r\n");
const protocol = "HTTP/1.";
/** RFC 9112 §6.3: these have no body, whatever their fields say. */
const bodiless = /^.{9}(?:204|304)/;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
/** RFC 9110 §15.2 allows any number; no server needs so many. */
const mostInterimResponses = 50;

/**
 * Stands between a socket and the HTTP parser of a dependency, which refuses what RFC 9110 and RFC 9112 tell a client to
 * accept.
 *
 * Ordinary bytes pass as they are. The head of a response that is not in the ordinary form is written anew: interim
 * responses are left out (RFC 9110 §15.2), folded fields unfolded (RFC 9112 §5.2), equal lengths made one (§6.3), spaces
 * before a colon removed (§5.1), and lines that end with a bare LF get their CR (§2.2).
 *
 * There is one request at a time on a connection. So a head follows `expect()`, and nothing else has to be understood of a
 * body but the size lines of its chunks.
 */
export class ResponseFilter {
  readonly #socket: Socket;
  readonly #maxHeaderSize: number;
  readonly #push: Socket["push"];
  readonly #head = new InputBuffer();
  /** Called with the status of each interim response (1xx), which goes no further. */
  onInterim: ((code: number) => void) | undefined;
  /** The method of the request whose response has not begun. */
  #awaited: string | undefined;
  #chunks: ChunkSizeLines | undefined;
  #searched = 0;
  #skipped = 0;
  #interimResponses = 0;

  /**
   * @param socket - whatever it reads from now on passes the filter
   * @param maxHeaderSize - the limit of a head, in bytes
   */
  constructor(socket: Socket, maxHeaderSize: number) {
    this.#socket = socket;
    this.#maxHeaderSize = maxHeaderSize;
    this.#push = socket.push;
    // Node gives the bytes it has read from the system to `push`, and its end as `null`.
    socket.push = (chunk: unknown) => this.#receive(chunk);
  }

  /**
   * What comes next is the head of a response.
   *
   * @param method - of the request
   */
  expect(method: string): void {
    this.#awaited = method;
    this.#chunks = undefined;
    this.#searched = 0;
    this.#skipped = 0;
    this.#interimResponses = 0;
  }

  #receive(chunk: unknown): boolean {
    if (!Buffer.isBuffer(chunk)) return this.#end(chunk);
    try {
      const passed = this.#filter(chunk);
      // Without anything to pass on, the socket has to read on.
      return passed === undefined ? !this.#socket.destroyed : this.#push.call(this.#socket, passed);
    } catch (error) {
      this.#socket.destroy(error instanceof Error ? error : undefined);
      return false;
    }
  }

  /** What was held back is not complete: the parser says so in its own words. */
  #end(end: unknown): boolean {
    const held = this.#head.length > 0 ? this.#head.take(this.#head.length) : this.#chunks?.release();
    if (held !== undefined) this.#push.call(this.#socket, held);
    return this.#push.call(this.#socket, end);
  }

  #filter(chunk: Buffer): Buffer | undefined {
    if (this.#awaited !== undefined) return this.#filterHead(chunk, this.#awaited);
    return this.#chunks === undefined ? chunk : this.#chunks.pass(chunk);
  }

  #filterHead(chunk: Buffer, method: string): Buffer | undefined {
    if (this.#head.length === 0) {
      const end = chunk.indexOf(endOfHead) + endOfHead.length;
      if (end >= endOfHead.length && end <= this.#maxHeaderSize) {
        const text = chunk.toString("latin1", 0, end);
        const kind = kindOfHead(text);
        if (kind !== "unusual") return this.#passOrdinary(chunk, end, text, kind, method);
      }
    }
    this.#head.append(chunk);
    return this.#filterUnusual(method);
  }

  #passOrdinary(
    chunk: Buffer,
    end: number,
    text: string,
    kind: HeadKind,
    method: string,
  ): Buffer | undefined {
    this.#headHasPassed(kind, text, method);
    if (this.#chunks === undefined || end === chunk.length) return chunk;
    const body = chunk.subarray(end);
    const passed = this.#chunks.pass(body);
    if (passed === body) return chunk;
    return passed === undefined ? chunk.subarray(0, end) : Buffer.concat([chunk.subarray(0, end), passed]);
  }

  #headHasPassed(kind: HeadKind, text: string, method: string): void {
    this.#awaited = undefined;
    if (kind === "chunked" && method !== "HEAD" && method !== "CONNECT" && !bodiless.test(text))
      this.#chunks = new ChunkSizeLines();
  }

  /** Reads one head after the other, until the last one or until more has to come. */
  #filterUnusual(method: string): Buffer | undefined {
    const input = this.#head;
    while (true) {
      this.#skipEmptyLines();
      if (!this.#mayBeHttp()) return this.#passAll();
      const end = this.#endOfHead();
      if (end === -1) return this.#waitForMore();
      if (end - input.start > this.#maxHeaderSize) throw tooLarge();
      const text = input.peekText(end);
      input.skip(end - input.start);
      this.#searched = 0;
      const code = statusOf(text);
      if (code >= 200) return this.#passUnusual(plainHead(text), method);
      this.#interim(code);
    }
  }

  #passUnusual(head: string, method: string): Buffer {
    // Written anew, it has the ordinary form, unless it is malformed: that is for the parser to refuse.
    this.#headHasPassed(kindOfHead(head), head, method);
    const rest = this.#head.take(this.#head.length);
    this.#head.clear();
    const body = rest.length > 0 && this.#chunks !== undefined ? this.#chunks.pass(rest) : rest;
    return Buffer.concat([Buffer.from(head, "latin1"), ...(body === undefined ? [] : [body])]);
  }

  /** Not HTTP/1: the parser refuses it, without waiting for more. */
  #passAll(): Buffer {
    const all = this.#head.take(this.#head.length);
    this.#head.clear();
    this.#awaited = undefined;
    return all;
  }

  #interim(code: number): void {
    if (code === 101)
      throw new HTTPBadResponseError(
        "The server switched to another protocol without being asked (101 Switching Protocols)",
      );
    if (++this.#interimResponses > mostInterimResponses)
      throw new HTTPBadResponseError(
        `The server sent more than ${mostInterimResponses} interim responses (1xx)`,
      );
    this.onInterim?.(code);
  }

  /** Some servers send one CRLF too many behind a body. */
  #skipEmptyLines(): void {
    const input = this.#head;
    while (input.length > 0 && isLineEnd(input.bytes[input.start])) {
      input.skip(1);
      if (++this.#skipped > this.#maxHeaderSize) throw tooLarge();
    }
  }

  /** Whether what has come begins as HTTP/1 does. */
  #mayBeHttp(): boolean {
    const { start, end } = this.#head;
    const begin = this.#head.peekText(Math.min(end, start + protocol.length));
    return protocol.startsWith(begin);
  }

  /** Behind the empty line, whose ends may be bare; -1 if it has not come. */
  #endOfHead(): number {
    const input = this.#head;
    let from = input.start + this.#searched;
    while (true) {
      const line = input.indexOf(lineFeed, from);
      if (line === -1) break;
      const next = input.bytes[line + 1] === carriageReturn ? line + 2 : line + 1;
      if (next >= input.end) break;
      if (input.bytes[next] === lineFeed) return next + 1;
      from = line + 1;
    }
    this.#searched = Math.max(0, from - input.start);
    return -1;
  }

  #waitForMore(): undefined {
    const input = this.#head;
    if (input.length > this.#maxHeaderSize) throw tooLarge();
    const line = input.indexOf(lineFeed, input.start);
    if (line !== -1) statusOf(input.peekText(line + 1));
    input.release();
  }
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === carriageReturn || byte === lineFeed;
}

function tooLarge(): HTTPTooLargeError {
  return new HTTPTooLargeError("The head of the answer is larger than maxHeaderSize");
}
