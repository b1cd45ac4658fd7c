import { Socket } from "node:net";
import { Duplex, type Readable, type Writable } from "node:stream";
import { BaseIOStream } from "./base-io-stream.ts";
import type { IOStreamOptions } from "./stream-options.ts";

/** One end of a pipe, by the number of its file descriptor. */
export interface PipeEnd {
  /** The file descriptor, which the stream closes. */
  readonly fd: number;
  /** Which end it is: a pipe has one for each. */
  readonly end: "read" | "write";
}

/**
 * Reads from one end of a pipe, or writes to the other, such as the standard streams of a child process.
 *
 * @example
 * ```ts
 * import { spawn } from "node:child_process";
 * import { PipeIOStream } from "typhoon/iostream";
 *
 * const child = spawn("echo", ["hello"]);
 * const output = new PipeIOStream(child.stdout);
 * String(await output.readUntilClose());   // "hello\n"
 * ```
 * @see tornado.iostream.PipeIOStream
 */
export class PipeIOStream extends BaseIOStream {
  /**
   * @param pipe - one of Node's streams, or a file descriptor with its end; this object's from now on
   * @param options - limits
   * @throws {RangeError} if a limit is no whole number from 1
   */
  constructor(pipe: Readable | Writable | PipeEnd, options: IOStreamOptions = {}) {
    super(isPipeEnd(pipe) ? openPipe(pipe) : asDuplex(pipe), options);
  }
}

function isPipeEnd(pipe: Readable | Writable | PipeEnd): pipe is PipeEnd {
  return "end" in pipe && typeof pipe.end === "string";
}

function openPipe({ fd, end }: PipeEnd): Socket {
  return new Socket({ fd, readable: end === "read", writable: end === "write" });
}

function asDuplex(pipe: Readable | Writable): Duplex {
  return pipe instanceof Duplex ? pipe : Duplex.from(pipe);
}
