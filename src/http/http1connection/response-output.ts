import type { Socket } from "node:net";

/** Beyond this many bytes that wait for the end of the read event, they are written at once: memory stays bounded. */
const mostWaiting = 65_536;
/** Copying a body up to this size into the text is cheaper than a second buffer for the system call. */
const mostCopied = 8_192;

/**
 * Gathers what goes out, so that everything one read event produced leaves in one write.
 *
 * Text is a string of bytes (latin-1). While corked it waits for `uncork()`; otherwise for the end of the current turn,
 * or for `flush()`.
 */
export class ResponseOutput {
  readonly #socket: Socket;
  #waiting = "";
  #isCorked = false;
  #isScheduled = false;
  #isFull = false;
  #room: Room | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Whether the socket has taken more than it could send: nobody should produce more now. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** From now on, until `uncork()`, everything waits. */
  cork(): void {
    this.#isCorked = true;
  }

  /** Writes what waits. */
  uncork(): void {
    this.#isCorked = false;
    this.flush();
  }

  /** Adds text of which each character is one byte. */
  writeText(text: string): void {
    this.#waiting += text;
    if (this.#waiting.length > mostWaiting) this.flush();
    else if (!this.#isCorked) this.#schedule();
  }

  /** Adds bytes; large ones are not copied. */
  writeBytes(bytes: Uint8Array): void {
    const buffer = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (buffer.length <= mostCopied) {
      this.writeText(buffer.toString("latin1"));
      return;
    }
    this.#socket.cork();
    this.flush();
    if (!this.#socket.write(buffer)) this.#isFull = true;
    this.#socket.uncork();
  }

  /** Writes what waits, now. */
  flush(): void {
    if (this.#waiting === "") return;
    const text = this.#waiting;
    this.#waiting = "";
    if (!this.#socket.write(text, "latin1")) this.#isFull = true;
  }

  /** `undefined` while there is room, otherwise a promise for it. */
  room(): Promise<void> | undefined {
    if (!this.#isFull) return undefined;
    this.#room ??= new Room();
    return this.#room.promise;
  }

  /** The socket has sent everything. */
  drained(): void {
    this.#isFull = false;
    this.#room?.resolve();
    this.#room = undefined;
  }

  /** The socket is gone: whoever waits for room is told why. */
  closed(reason: Error): void {
    this.#waiting = "";
    this.#room?.reject(reason);
    this.#room = undefined;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    process.nextTick(flushScheduled, this);
  }

  /** The turn in which something was written outside of a read event has ended. */
  turnEnded(): void {
    this.#isScheduled = false;
    if (!this.#isCorked) this.flush();
  }
}

function flushScheduled(output: ResponseOutput): void {
  output.turnEnded();
}

/** A promise for room in the socket's buffer, shared by all who wait. */
class Room {
  readonly promise: Promise<void>;
  resolve: () => void = () => {};
  reject: (reason: Error) => void = () => {};

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // A producer that does not wait for room is not to blame for a client that leaves.
    this.promise.catch(() => {});
  }
}
