import { InvalidStateError } from "../../concurrent/index.ts";

/** Whether a loop was started, and what keeps the process alive in the meantime. */
export class RunState {
  #finish: (() => void) | undefined;
  #isStopRequested = false;

  /**
   * @returns resolves when the run ends
   * @throws {InvalidStateError} at once, when it is running
   */
  start(): Promise<void> {
    if (this.#finish) throw new InvalidStateError("Cannot start the IOLoop as it is running: stop it first");
    const isOver = this.#isStopRequested;
    this.#isStopRequested = false;
    return isOver ? Promise.resolve() : this.#untilFinished();
  }

  /** Ends the run, or else the next one as it begins. */
  stop(): void {
    if (this.#finish) this.#finish();
    else this.#isStopRequested = true;
  }

  /** Ends the run if there is one. */
  finish(): void {
    this.#finish?.();
  }

  async #untilFinished(): Promise<void> {
    const keepAlive = setInterval(() => {}, 2 ** 30);
    await new Promise<void>((resolve) => {
      this.#finish = resolve;
    });
    // Only here, a turn after stop(): a second stop() in between belongs to the same run, not to the next.
    this.#finish = undefined;
    clearInterval(keepAlive);
  }
}
