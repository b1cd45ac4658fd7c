import type { PendingTask } from "./pending-task.ts";
import { streamWindow } from "./worker/stream-sender.ts";

const creditStep = streamWindow / 2;

/** Hands on the values of a generator that runs on a worker, and lets the worker send more as they are consumed. */
export class StreamReceiver {
  #values: unknown[] = [];
  #consumed = 0;
  #wake: (() => void) | undefined;

  /** A value has come from the worker. */
  onChunk(value: unknown): void {
    this.#values.push(value);
    this.#wake?.();
  }

  /**
   * @param task - runs the generator
   * @param addCredit - lets the worker send that many values more
   */
  async *read(
    task: PendingTask,
    addCredit: (count: number) => void,
  ): AsyncGenerator<unknown, void, undefined> {
    const wake = () => this.#wake?.();
    task.future.then(wake, wake);
    while (true) {
      for (const value of this.#values.splice(0)) {
        yield value;
        this.#consume(addCredit);
      }
      if (this.#values.length > 0) continue;
      if (task.future.done()) return void task.future.result();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #consume(addCredit: (count: number) => void): void {
    if (++this.#consumed < creditStep) return;
    this.#consumed = 0;
    addCredit(creditStep);
  }
}
