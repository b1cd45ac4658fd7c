import type { Socket } from "node:net";
import { genLog } from "../../base/log/index.ts";
import { ThrottledWarning } from "../../base/log/internal.ts";
import { errorAnswer } from "../http1connection/internal.ts";
import { HTTPInputError } from "../httputil/index.ts";

/** How many refused clients are told why at a time; more are only cut, as being told takes a file descriptor. */
const mostAtATime = 100;
/** How long a refused client may take to read the answer and to close. */
const lingerMs = 1000;

/** Answers connections beyond `maxConnections` with 503, without reading what they ask. */
export class RefusedConnections {
  readonly #sockets = new Set<Socket>();
  readonly #maxConnections: number;
  readonly #warning = new ThrottledWarning<number>(genLog, refusalSentence);

  /** @param maxConnections - the limit that they are beyond, for the log */
  constructor(maxConnections: number) {
    this.#maxConnections = maxConnections;
  }

  /** Takes a socket over until it is closed. */
  add(socket: Socket): void {
    this.#warning.add(this.#maxConnections);
    if (this.#sockets.size >= mostAtATime) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    const late = setTimeout(() => socket.destroy(), lingerMs).unref();
    socket
      .on("error", () => {})
      .once("close", () => {
        clearTimeout(late);
        this.#sockets.delete(socket);
      });
    // What the client has sent is read and dropped: unread, it would make the system destroy the answer.
    socket.resume().end(tooManyConnections(), "latin1");
  }

  /** Cuts them. */
  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

function tooManyConnections(): string {
  return errorAnswer(new HTTPInputError("The server has too many connections: try again later", 503), true);
}

function refusalSentence(count: number, maxConnections: number): string {
  const connections = count === 1 ? "1 connection" : `${count} connections`;
  return `Refused ${connections} as too many are open: maxConnections is ${maxConnections}`;
}
