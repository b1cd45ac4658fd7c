import type { Socket } from "node:net";

/** Beyond this many unread bytes, a client that sends ahead of its answers has to wait. */
const mostBuffered = 65_536;

/** Stops the socket while nobody takes its bytes; a few are still read, so that a client that leaves is noticed. */
export class InputFlow {
  readonly #socket: Socket;
  #isPaused = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /**
   * @param isBlocked - whether the input is not being taken now
   * @param buffered - how many bytes wait
   */
  update(isBlocked: boolean, buffered: number): void {
    if (isBlocked === this.#isPaused || (isBlocked && buffered < mostBuffered)) return;
    this.#isPaused = isBlocked;
    if (isBlocked) this.#socket.pause();
    else this.#socket.resume();
  }
}
