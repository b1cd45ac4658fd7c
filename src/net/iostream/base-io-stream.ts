// Longer than other files, half of it documentation: what reads, writes and the close of a stream promise hangs together.

import type { Duplex } from "node:stream";
import { genLog } from "../../base/log/index.ts";
import { InvalidStateError } from "../../concurrent/index.ts";
import { loopRest } from "../../concurrent/internal.ts";
import { onNextTurn } from "../../loop/ioloop/internal.ts";
import { hasCode } from "../netutil/internal.ts";
import { closeTransport } from "./close-transport.ts";
import { StreamBufferFullError, StreamClosedError, UnsatisfiableReadError } from "./errors.ts";
import { fromWebStreams, toDuplex, toWebStreams, type WebStreams } from "./node-streams.ts";
import { type PendingRead, WaitingRead } from "./pending-read.ts";
import { Bytes, Into, type ReadRequest, UntilDelimiter, UntilRegex, untilClose } from "./read-request.ts";
import { StreamBuffer } from "./stream-buffer.ts";
import type { IOStreamOptions, ReadBytesOptions, ReadOptions, ReadUntilOptions } from "./stream-options.ts";
import { readBytesRules, readUntilRules, streamRules } from "./stream-options.ts";

/** Ways for a connection to end of which nobody has to be told. */
const quietCodes = ["ECONNRESET", "EPIPE", "ECONNABORTED", "ETIMEDOUT"];

/**
 * Reads and writes bytes with promises, over any of Node's streams.
 *
 * One read may wait at a time. What was received before the other side closed can still be read afterwards, and only
 * then is the stream closed. Nothing is received far ahead of the reads, so a peer cannot fill the memory.
 *
 * @example
 * ```ts
 * import { PassThrough } from "node:stream";
 * import { BaseIOStream } from "typhoon/iostream";
 *
 * const stream = new BaseIOStream(new PassThrough());
 * await stream.write("one\ntwo\n");
 * String(await stream.readUntil("\n"));   // "one\n"
 * stream.close();
 * ```
 * @see tornado.iostream.BaseIOStream
 */
export class BaseIOStream {
  /** How many received bytes may wait for one read to have enough. */
  readonly maxBufferSize: number;
  /** How many bytes are received ahead of a read, about. */
  readonly readChunkSize: number;
  /** How many written bytes may wait for the system to take them. */
  readonly maxWriteBufferSize: number;
  readonly #buffer = new StreamBuffer();
  #transport: Duplex | undefined;
  #pending: PendingRead | undefined;
  /** Writes from before there was a transport. */
  #early: (() => void)[] | undefined;
  #earlyBytes = 0;
  #closeCallback: (() => void) | undefined;
  #error: unknown;
  #isClosed = false;
  #isPaused = false;
  #hasEnded = false;
  #isLookDue = false;
  #delimiter = "";
  #delimiterBytes: Buffer = Buffer.alloc(0);

  /**
   * @param transport - the stream to read from and write to, this object's from now on; default: a subclass has it later
   * @param options - limits
   * @throws {RangeError} if a limit is no whole number from 1
   */
  constructor(transport?: Duplex, options: IOStreamOptions = {}) {
    streamRules.check(options);
    const { maxBufferSize = 100 * 1024 * 1024, readChunkSize = 64 * 1024 } = options;
    const { maxWriteBufferSize = Number.POSITIVE_INFINITY } = options;
    assertSize("maxBufferSize", maxBufferSize);
    assertSize("readChunkSize", readChunkSize);
    assertSize("maxWriteBufferSize", maxWriteBufferSize);
    this.maxBufferSize = maxBufferSize;
    this.readChunkSize = Math.min(readChunkSize, Math.ceil(maxBufferSize / 2));
    this.maxWriteBufferSize = maxWriteBufferSize;
    if (transport !== undefined) this.attach(transport);
  }

  /** A stream over a pair of the web's streams of bytes. */
  static fromWeb(streams: WebStreams, options: IOStreamOptions = {}): BaseIOStream {
    return new BaseIOStream(fromWebStreams(streams), options);
  }

  /** Why the stream was closed; `undefined` while it is open, or if one of the two sides simply closed it. */
  get error(): unknown {
    return this.#error;
  }

  /**
   * Reads until `delimiter` has been received, and returns everything up to and including it.
   *
   * Bytes after the delimiter stay for the next read.
   *
   * @param delimiter - at least one byte
   * @returns the bytes, a view that stays valid after the next read
   * @throws {RangeError} if the delimiter is empty
   * @throws {StreamClosedError} `ERR_STREAM_CLOSED` if the stream is closed first
   * @throws {UnsatisfiableReadError} `ERR_UNSATISFIABLE_READ` if `maxBytes` pass without a match; the stream is closed
   * @see tornado.iostream.BaseIOStream.read_until
   */
  readUntil(delimiter: string | Uint8Array, options: ReadUntilOptions = {}): Promise<Buffer> {
    const bytes = typeof delimiter === "string" ? this.#bytesOf(delimiter) : asBuffer(delimiter);
    if (bytes.length === 0) throw new RangeError("Cannot read until a delimiter as it is empty: give a byte");
    return this.#read(new UntilDelimiter(bytes, maxBytesOf(options)), options.signal);
  }

  /**
   * Reads until `regex` matches what was received, and returns everything up to the end of the match.
   *
   * The pattern sees each byte as one character (ISO 8859-1). It matches as soon as what is there matches, so `/a+/` may
   * end before further a's come.
   *
   * @param regex - must not need exponential time; its flags `g` and `y` have no effect
   * @throws {StreamClosedError} `ERR_STREAM_CLOSED` if the stream is closed first
   * @throws {UnsatisfiableReadError} `ERR_UNSATISFIABLE_READ` if `maxBytes` pass without a match; the stream is closed
   * @see tornado.iostream.BaseIOStream.read_until_regex
   */
  readUntilRegex(regex: RegExp, options: ReadUntilOptions = {}): Promise<Buffer> {
    const own = new RegExp(regex.source, regex.flags.replace(/[gy]/g, ""));
    return this.#read(new UntilRegex(own, maxBytesOf(options)), options.signal);
  }

  /**
   * Reads `length` bytes.
   *
   * @param length - a whole number from 0
   * @param options - `partial`: return what is there, at least one byte, at most `length`
   * @returns the bytes, a view that stays valid after the next read
   * @throws {RangeError} if the length is none
   * @throws {StreamClosedError} `ERR_STREAM_CLOSED` if the stream is closed first; what came stays to be read
   * @see tornado.iostream.BaseIOStream.read_bytes
   */
  readBytes(length: number, options: ReadBytesOptions = {}): Promise<Buffer> {
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new RangeError(`Cannot read as a length is a whole number from 0: current value is ${length}`);
    }
    return this.#read(new Bytes(length, isPartial(options)), options.signal);
  }

  /**
   * Reads into `target` until it is full.
   *
   * @param target - not to be used until the read is done
   * @param options - `partial`: be content with what is there, at least one byte
   * @returns how many bytes were read
   * @throws {StreamClosedError} `ERR_STREAM_CLOSED` if the stream is closed first; what came stays to be read
   * @see tornado.iostream.BaseIOStream.read_into
   */
  readInto(target: Uint8Array, options: ReadBytesOptions = {}): Promise<number> {
    return this.#read(new Into(target, isPartial(options)), options.signal);
  }

  /**
   * Reads everything until the stream is closed, by whomever; on a closed stream, what is left, which may be nothing.
   *
   * For data without an end, or more than `maxBufferSize`, use a loop with `readBytes(length, { partial: true })`.
   *
   * @see tornado.iostream.BaseIOStream.read_until_close
   */
  readUntilClose(options: ReadOptions = {}): Promise<Buffer> {
    return this.#read(untilClose, options.signal);
  }

  /**
   * Writes data, and resolves when the system has taken all of it.
   *
   * Awaiting is optional, and is what makes a fast writer wait for a slow peer. A rejection that nobody awaits is dropped,
   * since the end of the stream is told by reads and by the close callback too.
   *
   * @param data - not to be changed until it is written; a string is sent as UTF-8
   * @throws {StreamBufferFullError} `ERR_STREAM_BUFFER_FULL`, thrown at once, if it would exceed `maxWriteBufferSize`; then
   * nothing of it is written
   * @throws {StreamClosedError} `ERR_STREAM_CLOSED`, as a rejection, if the stream is closed before
   * @see tornado.iostream.BaseIOStream.write
   */
  write(data: string | NodeJS.ArrayBufferView): Promise<void> {
    return this.#write(typeof data === "string" ? data : asBuffer(data));
  }

  /**
   * Calls `callback` once, on the turn after the stream was closed; if it is closed already, on the next one.
   *
   * If the other side closes, that is only after everything received was read.
   *
   * @param callback - takes the place of an earlier one; `null`: none
   * @see tornado.iostream.BaseIOStream.set_close_callback
   */
  setCloseCallback(callback: (() => void) | null): void {
    this.#closeCallback = callback ?? undefined;
    if (this.#isClosed) this.#callCloseCallback();
  }

  /**
   * Closes the stream; may be called again.
   *
   * A read that waits fails with a {@link StreamClosedError}, but `readUntilClose` gets what was received. What was written
   * before is still sent, unless the peer takes nothing for five seconds; with an error, it is dropped.
   *
   * @param error - why: becomes `error`, and the `realError` of what fails
   * @see tornado.iostream.BaseIOStream.close
   */
  close(error?: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#error = error;
    this.#finishPending();
    const transport = this.#transport;
    transport?.off("data", this.#onData);
    if (transport !== undefined) closeTransport(transport, error !== undefined);
    this.#flushEarly();
    this.#callCloseCallback();
  }

  /** Whether the stream is closed; received bytes may still be left to read. */
  closed(): boolean {
    return this.#isClosed;
  }

  /** Whether a read waits. */
  reading(): boolean {
    return this.#pending !== undefined;
  }

  /** Whether written bytes wait for the system to take them. */
  writing(): boolean {
    return this.#unsentBytes > 0;
  }

  /**
   * Whether small writes leave at once, instead of being gathered (Nagle's algorithm); only TCP has that choice.
   *
   * @see tornado.iostream.BaseIOStream.set_nodelay
   */
  setNodelay(_isOn: boolean): void {}

  /** This stream as one of Node's, which then is the only one to read and write here. */
  toDuplex(): Duplex {
    return toDuplex(this);
  }

  /** This stream as a pair of the web's streams of bytes, which then are the only ones to read and write here. */
  toWeb(): WebStreams {
    return toWebStreams(this);
  }

  /** Closes the stream, and resolves when its transport is closed too. */
  async [Symbol.asyncDispose](): Promise<void> {
    const transport = this.#transport;
    this.close();
    if (transport === undefined || transport.closed) return;
    await new Promise((resolve) => transport.once("close", resolve));
  }

  /** For subclasses: whether somebody waits for the connection to be made, and so is told of its errors. */
  protected get isOpening(): boolean {
    return false;
  }

  /** For subclasses: from now on, reads and writes, and those that wait, go to `transport`. */
  protected attach(transport: Duplex): void {
    this.#transport = transport;
    transport.on("error", this.#onError);
    if (this.#isClosed) {
      transport.destroy();
      return;
    }
    if (transport.readable) transport.on("data", this.#onData);
    transport.on("end", this.#onEnd);
    transport.on("close", this.#onClose);
    this.#flushEarly();
  }

  /**
   * For subclasses: gives the transport away, with what was received but not read, and closes this stream without closing
   * the transport.
   *
   * @returns the transport and the close callback
   * @throws {InvalidStateError} `ERR_INVALID_STATE` if a read waits, or written bytes do, or there is no transport
   */
  protected detach(): { readonly transport: Duplex; readonly closeCallback: (() => void) | undefined } {
    const transport = this.#transport;
    if (transport === undefined || this.#isClosed || this.reading() || this.writing()) {
      throw new InvalidStateError("Cannot hand over the transport as the IOStream is not idle, or not open");
    }
    transport.pause();
    transport.off("data", this.#onData).off("end", this.#onEnd).off("close", this.#onClose);
    transport.off("error", this.#onError);
    this.#isClosed = true;
    if (this.#buffer.length > 0) transport.unshift(this.#buffer.take(this.#buffer.length));
    return { transport, closeCallback: this.#closeCallback };
  }

  get #unsentBytes(): number {
    return this.#earlyBytes + (this.#transport?.writableLength ?? 0);
  }

  /** A protocol has few delimiters, and reads until one of them again and again. */
  #bytesOf(delimiter: string): Buffer {
    if (delimiter !== this.#delimiter) {
      this.#delimiter = delimiter;
      this.#delimiterBytes = Buffer.from(delimiter);
    }
    return this.#delimiterBytes;
  }

  #read<T>(request: ReadRequest<T>, signal: AbortSignal | undefined): Promise<T> {
    if (this.#pending !== undefined) {
      throw new InvalidStateError("Cannot read as another read waits already: await it first");
    }
    if (signal?.aborted) return Promise.reject(signal.reason);
    const read: WaitingRead<T> = new WaitingRead(
      request,
      signal,
      signal && (() => this.#abandon(read, signal.reason)),
    );
    this.#pending = read;
    this.#advance(true);
    if (this.#pending !== undefined) this.#waitForMore();
    return read.promise;
  }

  /** Nothing received so far is enough. */
  #waitForMore(): void {
    if (this.#isClosed) this.#finishPending();
    else if (this.#hasEnded) this.close();
    else this.#resume();
  }

  #advance(isComplete: boolean): void {
    const read = this.#pending;
    if (read === undefined) return;
    try {
      if (read.advance(this.#buffer, isComplete)) this.#pending = undefined;
    } catch (error) {
      this.#failUnsatisfiable(read, error);
    }
    if (this.#pending === undefined) this.#afterRead();
  }

  #failUnsatisfiable(read: PendingRead, error: unknown): void {
    this.#pending = undefined;
    read.fail(error, this.#buffer);
    if (error instanceof UnsatisfiableReadError) {
      genLog.info(`Unsatisfiable read, closing connection: ${error.message}`);
    }
    this.close(error);
  }

  #afterRead(): void {
    if (this.#isClosed) return;
    if (this.#hasEnded && this.#buffer.length === 0) this.close();
    else if (this.#buffer.length < this.readChunkSize) this.#resume();
  }

  /** The stream is closed: nothing more comes. */
  #finishPending(): void {
    const read = this.#pending;
    if (read === undefined) return;
    this.#pending = undefined;
    try {
      if (!read.finish(this.#buffer)) read.fail(new StreamClosedError(this.#error), this.#buffer);
    } catch (error) {
      read.fail(error, this.#buffer);
    }
  }

  #abandon(read: PendingRead, reason: unknown): void {
    if (this.#pending !== read) return;
    this.#pending = undefined;
    read.fail(reason, this.#buffer);
    this.#afterRead();
  }

  readonly #onData = (chunk: Buffer): void => {
    if (loopRest.isOn) loopRest.end();
    this.#buffer.append(chunk);
    this.#advance(false);
    if (this.#isClosed) return;
    if (this.#pending === undefined) {
      if (this.#buffer.length >= this.readChunkSize) this.#pause();
    } else if (this.#buffer.length > this.maxBufferSize) {
      this.close(new StreamBufferFullError("read", "maxBufferSize", this.maxBufferSize));
    } else if (this.#pending.isPutOff) {
      this.#lookLater();
    }
  };

  /** Once no more bytes come for the moment. */
  #lookLater(): void {
    if (this.#isLookDue) return;
    this.#isLookDue = true;
    setImmediate(() => {
      this.#isLookDue = false;
      if (this.#pending?.isPutOff) this.#advance(true);
    });
  }

  readonly #onEnd = (): void => {
    this.#hasEnded = true;
    // Otherwise the bytes that were received come first.
    if (this.#pending !== undefined || this.#buffer.length === 0) this.close();
  };

  readonly #onError = (error: Error): void => {
    if (this.#isClosed) return;
    const isTold =
      this.isOpening || this.reading() || this.writing() || quietCodes.some((code) => hasCode(error, code));
    if (!isTold) genLog.warn({ err: error }, "Closed a stream because of an error");
    this.close(error);
  };

  readonly #onClose = (): void => {
    if (!this.#hasEnded) this.close();
  };

  #pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#transport?.pause();
  }

  #resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#transport?.resume();
  }

  #write(data: string | Buffer): Promise<void> {
    if (this.#isClosed) return rejected(new StreamClosedError(this.#error));
    const isLimited = this.maxWriteBufferSize !== Number.POSITIVE_INFINITY;
    if (isLimited && this.#unsentBytes + Buffer.byteLength(data) > this.maxWriteBufferSize) {
      throw new StreamBufferFullError("write", "maxWriteBufferSize", this.maxWriteBufferSize);
    }
    const written = new Promise<void>((resolve, reject) => {
      const done = (error?: Error | null) => {
        if (!error) return resolve();
        written.catch(ignore);
        reject(new StreamClosedError(this.#error ?? reasonOf(error)));
      };
      if (this.#transport === undefined) this.#writeEarly(data, done);
      else this.#transport.write(data, done);
    });
    return written;
  }

  #writeEarly(data: string | Buffer, done: (error?: Error | null) => void): void {
    this.#early ??= [];
    this.#earlyBytes += Buffer.byteLength(data);
    this.#early.push(() => {
      if (this.#transport === undefined || this.#isClosed) done(new StreamClosedError(this.#error));
      else this.#transport.write(data, done);
    });
  }

  #flushEarly(): void {
    const early = this.#early;
    this.#early = undefined;
    this.#earlyBytes = 0;
    for (const write of early ?? []) write();
  }

  #callCloseCallback(): void {
    const callback = this.#closeCallback;
    this.#closeCallback = undefined;
    if (callback !== undefined) onNextTurn(callback);
  }
}

/** What a stream that is destroyed tells its writes is no reason. */
function reasonOf(error: Error): Error | undefined {
  const isOurDoing = error instanceof StreamClosedError || hasCode(error, "ERR_STREAM_DESTROYED");
  return isOurDoing ? undefined : error;
}

function isPartial(options: ReadBytesOptions): boolean {
  readBytesRules.check(options);
  return options.partial ?? false;
}

function maxBytesOf(options: ReadUntilOptions): number {
  readUntilRules.check(options);
  const { maxBytes = Number.POSITIVE_INFINITY } = options;
  assertSize("maxBytes", maxBytes);
  return maxBytes;
}

function assertSize(name: string, size: number): void {
  if (size === Number.POSITIVE_INFINITY || (Number.isSafeInteger(size) && size >= 1)) return;
  throw new RangeError(`Cannot use ${name} as it has to be a whole number from 1: current value is ${size}`);
}

function asBuffer(view: NodeJS.ArrayBufferView): Buffer {
  return Buffer.isBuffer(view) ? view : Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

/** A rejection that nobody has to handle. */
function rejected(error: Error): Promise<never> {
  const promise = Promise.reject(error);
  promise.catch(ignore);
  return promise;
}

function ignore(): void {}
