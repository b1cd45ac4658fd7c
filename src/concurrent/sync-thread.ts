import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from "node:worker_threads";
import { functionCall } from "./base-executor.ts";
import { requireMark } from "./blocking.ts";
import { decodeError } from "./error-codec.ts";
import { decodePayload, encodePayload } from "./payload.ts";
import type { FailureMessage, FromWorker, ResultMessage } from "./task.ts";
import { startThread } from "./thread-worker.ts";
import { threadEnd } from "./worker/serve-tasks.ts";

/**
 * A thread whose results are waited for in the blocking way: for the few places where a synchronous function must
 * give the result of asynchronous work.
 */
export class SyncThread {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #sent = new Int32Array(new SharedArrayBuffer(4));
  #lastId = 0;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    const aborted = new Int32Array(new SharedArrayBuffer(4));
    this.#port = port1;
    this.#worker = startThread({ niceness: 0 }, aborted, { port: port2, sent: this.#sent });
    this.#worker.unref();
    this.#port.unref();
  }

  /** Calls a marked function on the thread, awaits what it returns there, and blocks this thread until then. */
  call<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Awaited<R> {
    const { ref } = functionCall(requireMark(fn), args, {});
    const id = ++this.#lastId;
    this.#worker.postMessage({ type: "run", id, ref, args: encodePayload(args) });
    const answer = this.#await(id);
    if (answer.type === "failure") throw decodeError(answer.error, new Error("called").stack);
    return decodePayload(answer.value) as Awaited<R>;
  }

  /** Ends the thread. */
  close(): void {
    this.#port.close();
    void this.#worker.terminate();
  }

  #await(id: number): ResultMessage | FailureMessage {
    for (;;) {
      const seen = Atomics.load(this.#sent, 0);
      const message = this.#receive();
      if (message === undefined) Atomics.wait(this.#sent, 0, seen);
      else if (isAnswer(message) && (message.id === id || message.id === threadEnd)) return message;
    }
  }

  #receive(): FromWorker | undefined {
    const received = receiveMessageOnPort(this.#port);
    return received && (received.message as FromWorker);
  }
}

function isAnswer(message: FromWorker): message is ResultMessage | FailureMessage {
  return message.type === "result" || message.type === "failure";
}
