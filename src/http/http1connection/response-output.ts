import type { Socket } from "node:net";
import { closeReason } from "./close-reason.ts";
import { keepTransferBuffer, takeTransferBuffer, transferSize } from "./transfer-buffer.ts";

/** Beyond this many bytes that wait for the end of the read event, they are written at once: memory stays bounded. */
const mostWaiting = 65_536;
/** Up to this size, joining a piece to the text that waits is cheaper than what keeps larger ones from being copied. */
const mostCopied = 8_192;
/** The most that the socket is given at once: it tells when all of it was sent, never how far it came. */
const mostAtOnce = transferSize;

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
  #queue: (Buffer | string)[] | undefined;
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
    if (text.length > mostCopied) return this.#writeLong(text);
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
    if (this.#isFull) this.#send(text);
    else this.#sent(this.#socket.write(text, "latin1"));
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
    for (const data of this.#queue ?? []) this.#socket.write(data, "latin1");
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

  /** What waits goes along in the same write. To join the two as text would cost one more copy. */
  #writeLong(text: string): void {
    if (this.#isFull) {
      this.flush();
      return this.#send(text);
    }
    const start = this.#waiting;
    this.#waiting = "";
    const taken = this.#transfer(start, text);
    if (taken < text.length) this.#send(text.slice(taken));
  }

  #send(data: Buffer | string): void {
    this.#queue ??= [];
    this.#queue.push(data);
    this.#queued += data.length;
    if (!this.#isFull) this.#sendQueued(this.#queue);
  }

  /** Gives the socket the next pieces, until it says that these are enough. */
  #sendQueued(queue: (Buffer | string)[]): void {
    while (!this.#isFull) {
      const next = queue[0];
      if (next === undefined) break;
      const taken = typeof next === "string" ? this.#transfer("", next) : this.#writePiece(next);
      this.#queued -= taken;
      if (taken === next.length) queue.shift();
      else queue[0] = typeof next === "string" ? next.slice(taken) : next.subarray(taken);
    }
    if (queue.length === 0) this.#queue = undefined;
  }

  #writePiece(bytes: Buffer): number {
    const piece = bytes.length > mostAtOnce ? bytes.subarray(0, mostAtOnce) : bytes;
    this.#sent(this.#socket.write(piece));
    return piece.length;
  }

  /** @returns how much of `text` found place behind `start` */
  #transfer(start: string, text: string): number {
    const buffer = takeTransferBuffer(start.length + text.length);
    const from = buffer.write(start, "latin1");
    const taken = buffer.write(text, from, "latin1");
    this.#sent(this.#socket.write(buffer.subarray(0, from + taken)));
    if (this.#socket.writableLength === 0) keepTransferBuffer(buffer);
    return taken;
  }

  /** A large piece is more than a socket likes to hold, and is no burden all the same if the system took it at once. */
  #sent(hasRoom: boolean): void {
    if (!hasRoom && this.#socket.writableLength > 0) this.#becomeFull();
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
