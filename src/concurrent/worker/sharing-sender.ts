import type { MessagePort } from "node:worker_threads";
import type { SharedResults } from "../shared-results.ts";
import type { FromThread, FromWorker, ResultMessage } from "../task.ts";
import type { Send } from "./task-runner.ts";

const look: FromThread = { type: "look" };

/** So many results wait at the most until the pool is told of them, or of so much work: to wake it costs more. */
const mostUntold = 16;
const longestUntoldMs = 0.05;

/**
 * Puts small results into shared memory, and posts the others.
 *
 * While further tasks are there the pool is told of several results at once. Where processors are scarce, each time it
 * was told it would take the processor from this thread, to hear of a single result.
 */
export class SharingSender {
  readonly #port: Pick<MessagePort, "postMessage">;
  readonly #results: SharedResults;
  #untold = 0;
  #untoldMs = 0;

  constructor(port: Pick<MessagePort, "postMessage">, results: SharedResults) {
    this.#port = port;
    this.#results = results;
  }

  readonly send: Send = (message, transfer) => {
    if (!isSmall(message) || !this.#results.put(message.id, message.value.value, message.runMs))
      this.#port.postMessage(message, transfer);
    else this.#note(message.runMs);
  };

  /** Tells of all results: no task is there, or one that may take long. */
  readonly tell = (): void => {
    if (this.#untold === 0) return;
    this.#untold = 0;
    this.#untoldMs = 0;
    if (this.#results.mustWake()) this.#port.postMessage(look);
  };

  #note(runMs: number): void {
    this.#untold++;
    this.#untoldMs += runMs;
    if (this.#untold >= mostUntold || this.#untoldMs > longestUntoldMs) this.tell();
  }
}

function isSmall(message: FromWorker): message is ResultMessage {
  return message.type === "result" && message.heapBytes === undefined && message.value.buffers === undefined;
}
