import type { Socket } from "node:net";
import { closeReason } from "./close-reason.ts";

/** Beyond this many bytes that wait for the end of the read event, they are written at once: memory stays bounded. */
const mostWaiting = 65_536;
/** Copying a body up to this size into the text is cheaper than a second buffer for the system call. */
const mostCopied = 8_192;
/** The most that the socket is given at once: it tells when all of it was sent, never how far it came. */
const mostAtOnce = 262_144;

/** Whoever has to know when a client does not read. */
export interface OutputOwner {
  /** Nothing more can be sent until the client reads. Said again whenever it has read a piece and another one waits. */
  waitsForReader(): void;
}

/**
 * Gathers what goes out, so that everything one read event produced leaves in one write.
 *
 * Text is a string of bytes (latin-1). While corked it waits for `uncork()`; otherwise for the end of the current turn,
 * or for `flush()`. What the socket has no room for waits here, and goes out piece by piece, so that a slow client can
 * be told from one that does not read at all.
 */
export class ResponseOutput {
  readonly #socket: Socket;
  readonly #owner: OutputOwner;
  #waiting = "";
  #isCorked = false;
  #isScheduled = false;
  #isFull = false;
  /** What the socket has not been given yet. */
  #queue: Buffer[] | undefined;
  #queued = 0;
  #room: Room | undefined;
  #onSent: (() => void) | undefined;

  constructor(socket: Socket, owner: OutputOwner) {
    this.#socket = socket;
    this.#owner = owner;
  }

  /** Whether the socket has taken more than it could send: nobody should produce more now. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** How many bytes wait to be sent, here and in the socket. */
  get size(): number {
    return this.#waiting.length + this.#queued + this.#socket.writableLength;
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
    this.#send(buffer);
    this.#socket.uncork();
  }

  /** Writes what waits, now. */
  flush(): void {
    if (this.#waiting === "") return;
    const text = this.#waiting;
    this.#waiting = "";
    if (this.#isFull || text.length > mostAtOnce) this.#send(Buffer.from(text, "latin1"));
    else if (!this.#socket.write(text, "latin1")) this.#becomeFull();
  }

  /** `undefined` while there is room, otherwise a promise for it. */
  room(): Promise<void> | undefined {
    if (!this.#isFull) return undefined;
    this.#room ??= new Room();
    return this.#room.promise;
  }

  /** The socket has sent everything that it was given. */
  drained(): void {
    this.#isFull = false;
    if (this.#queue !== undefined) this.#sendQueued(this.#queue);
    if (this.#isFull) return;
    this.#room?.resolve();
    this.#room = undefined;
    if (this.#onSent !== undefined) this.#socket.end(this.#onSent);
  }

  /**
   * Ends our side of the connection, after everything that was written.
   *
   * @param onSent - called when the system has taken the last byte, or never will
   */
  end(onSent: () => void): void {
    this.flush();
    if (this.#isFull) this.#onSent = onSent;
    else this.#socket.end(onSent);
  }

  /** Gives the socket everything that waits: it belongs to somebody else from now on. */
  release(): void {
    this.flush();
    for (const buffer of this.#queue ?? []) this.#socket.write(buffer);
    this.#forget();
  }

  /** The socket is gone: whoever waits for room is told why. */
  closed(cause: Error | undefined): void {
    this.#forget();
    this.#room?.reject(closeReason(cause));
    this.#room = undefined;
  }

  /** The turn in which something was written outside of a read event has ended. */
  turnEnded(): void {
    this.#isScheduled = false;
    if (!this.#isCorked) this.flush();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    process.nextTick(flushScheduled, this);
  }

  #send(buffer: Buffer): void {
    if (!this.#isFull && buffer.length <= mostAtOnce) {
      if (!this.#socket.write(buffer)) this.#becomeFull();
      return;
    }
    this.#queue ??= [];
    this.#queue.push(buffer);
    this.#queued += buffer.length;
    if (!this.#isFull) this.#sendQueued(this.#queue);
  }

  /** Gives the socket the next pieces, until it says that these are enough. */
  #sendQueued(queue: Buffer[]): void {
    this.#socket.cork();
    while (!this.#isFull) {
      const next = queue[0];
      if (next === undefined) break;
      const piece = next.length > mostAtOnce ? next.subarray(0, mostAtOnce) : next;
      if (piece === next) queue.shift();
      else queue[0] = next.subarray(mostAtOnce);
      this.#queued -= piece.length;
      if (!this.#socket.write(piece)) this.#becomeFull();
    }
    this.#socket.uncork();
    if (queue.length === 0) this.#queue = undefined;
  }

  #becomeFull(): void {
    this.#isFull = true;
    this.#owner.waitsForReader();
  }

  #forget(): void {
    this.#waiting = "";
    this.#queue = undefined;
    this.#queued = 0;
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
