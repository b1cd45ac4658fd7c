import { writeSync } from "node:fs";
import { readText } from "../errors/internal.ts";
import { DroppedLines } from "./dropped-lines.ts";
import type { LogDestination } from "./log-destination.ts";

/** In bytes: what a reader that pauses does not lose. */
const mostWaiting = 1_048_576;
const firstRetryMs = 20;
const longestRetryMs = 1_000;
/** How long the end of the process waits for a reader that pauses. */
const patienceAtEndMs = 300;

/**
 * Writes lines to a file, a pipe or a terminal: immediately where that is possible, so that a line is out before the
 * process may die. What cannot be written waits up to a bound; more is dropped, and counted in a line of its own later.
 *
 * It never throws and never blocks: neither a reader that pauses nor a full disk is the affair of the code that logs.
 */
export class FileDestination implements LogDestination {
  readonly #fd: number;
  readonly #format: (line: string) => string;
  readonly #dropped: DroppedLines;
  /** The rest of the line that was being written, and the lines after it. */
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #error: unknown;
  #retryMs = firstRetryMs;
  #flushesAtEnd = false;

  /**
   * @param fd - open for writing; where it is a pipe or a terminal, one that does not block
   * @param name - for messages
   * @param format - makes what is written of a line of JSON. Default: the line as it is
   */
  constructor(fd: number, name: string, format: (line: string) => string = (line) => line) {
    this.#fd = fd;
    this.#format = format;
    this.#dropped = new DroppedLines(name);
  }

  write(line: string): void {
    const bytes = Buffer.from(this.#format(line));
    if (this.#waiting.length > 0) return this.#keep(bytes);
    const rest = this.#send(bytes);
    if (rest !== undefined) this.#beginToWait(rest);
  }

  /** @returns what could not be written; `undefined` if all was */
  #send(bytes: Buffer): Buffer | undefined {
    try {
      const written = writeSync(this.#fd, bytes);
      return written === bytes.length ? undefined : bytes.subarray(written);
    } catch (error) {
      this.#error = error;
      return bytes;
    }
  }

  #beginToWait(rest: Buffer): void {
    this.#waiting = [rest];
    this.#waitingBytes = rest.length;
    this.#retryMs = firstRetryMs;
    this.#retryLater();
    if (this.#flushesAtEnd) return;
    this.#flushesAtEnd = true;
    process.once("exit", () => this.#flushAtEnd());
  }

  #keep(bytes: Buffer): void {
    if (this.#waitingBytes + bytes.length > mostWaiting) return this.#dropped.add(this.#reason());
    // In its place: after the lines that were kept, before the first one after the gap.
    if (this.#dropped.count > 0) this.#push(this.#takeNotice());
    this.#push(bytes);
  }

  #takeNotice(): Buffer {
    const notice = Buffer.from(this.#format(this.#dropped.notice()));
    this.#dropped.subtract(this.#dropped.count);
    return notice;
  }

  #push(bytes: Buffer): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  /** The log alone does not keep the process alive: what still waits at its end is written then. */
  #retryLater(): void {
    setTimeout(() => this.#retry(), this.#retryMs).unref();
    this.#retryMs = Math.min(2 * this.#retryMs, longestRetryMs);
  }

  #retry(): void {
    if (this.#flush()) this.#retryMs = firstRetryMs;
    if (this.#waiting.length > 0) this.#retryLater();
  }

  /** @returns whether anything could be written */
  #flush(): boolean {
    const before = this.#waitingBytes;
    while (this.#waiting[0] !== undefined) {
      const first = this.#waiting[0];
      const rest = this.#send(first);
      this.#waitingBytes -= first.length - (rest?.length ?? 0);
      if (rest !== undefined) {
        this.#waiting[0] = rest;
        break;
      }
      this.#waiting.shift();
      if (this.#waiting.length === 0 && this.#dropped.count > 0) this.#push(this.#takeNotice());
    }
    return this.#waitingBytes < before;
  }

  /** A full pipe may still be read; whatever else is wrong stays so. */
  #flushAtEnd(): void {
    const deadline = performance.now() + patienceAtEndMs;
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (;;) {
      this.#flush();
      if (this.#waiting.length === 0 || this.#reason() !== "EAGAIN" || performance.now() > deadline) return;
      Atomics.wait(pause, 0, 0, 10);
    }
  }

  #reason(): string {
    const error = this.#error;
    return error instanceof Error && "code" in error ? readText(() => error.code) : readText(() => error);
  }
}
