/** What waits for the next turn. */
interface Runnable {
  /** Must not throw. */
  run(): void;
}

/**
 * Calls that wait for the next turn of the event loop, all run in one batch and in order.
 *
 * What they add in turn waits for the turn after, so that sockets are served in between.
 */
export class CallbackQueue {
  #waiting: Runnable[] = [];

  push(call: Runnable): void {
    if (this.#waiting.push(call) === 1) setImmediate(() => this.#drain());
  }

  #drain(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    for (const call of batch) call.run();
  }
}
