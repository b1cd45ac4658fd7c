import { receiveMessageOnPort } from "node:worker_threads";
import { functionCall } from "./base-executor.ts";
import { requireMark } from "./blocking.ts";
import { decodeError } from "./error-codec.ts";
import { decodePayload, encodePayload } from "./payload.ts";
import type { FailureMessage, FromWorker, ResultMessage } from "./task.ts";
import { sharedInteger, Thread } from "./thread.ts";
import { workerEnd } from "./worker/serve-tasks.ts";

/**
 * A thread whose results are waited for in the blocking way: for the few places where a synchronous function must
 * give the result of asynchronous work.
 */
export class SyncThread {
  readonly #answered = sharedInteger();
  readonly #thread = new Thread({ niceness: 0 }, this.#answered);
  #lastId = 0;

  constructor() {
    this.#thread.worker.unref();
    this.#thread.port.unref();
  }

  /** Calls a marked function on the thread, awaits what it returns there, and blocks this thread until then. */
  call<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Awaited<R> {
    const { ref } = functionCall(requireMark(fn), args, {});
    const id = ++this.#lastId;
    const claim = this.#thread.claims.open();
    this.#thread.post([{ type: "run", id, ref, claim, args: encodePayload(args) }]);
    const answer = this.#await(id);
    if (answer.type === "failure") throw decodeError(answer.error, new Error("called").stack);
    return decodePayload(answer.value) as Awaited<R>;
  }

  /** Ends the thread. */
  close(): void {
    this.#thread.port.close();
    void this.#thread.worker.terminate();
  }

  #await(id: number): ResultMessage | FailureMessage {
    for (;;) {
      const seen = Atomics.load(this.#answered, 0);
      const message = this.#receive();
      if (message === undefined) Atomics.wait(this.#answered, 0, seen);
      else if (isAnswer(message) && (message.id === id || message.id === workerEnd)) return message;
    }
  }

  #receive(): FromWorker | undefined {
    const received = receiveMessageOnPort(this.#thread.port);
    return received && (received.message as FromWorker);
  }
}

function isAnswer(message: FromWorker): message is ResultMessage | FailureMessage {
  return message.type === "result" || message.type === "failure";
}
