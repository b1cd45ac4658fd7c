import { functionCall } from "./base-executor.ts";
import { requireMark } from "./blocking.ts";
import { decodeError } from "./error-codec.ts";
import { explainNotCloneable } from "./not-cloneable.ts";
import { decodePayload, encodePayload } from "./payload.ts";
import type { FailureMessage, FromThread, ResultMessage, RunMessage } from "./task.ts";
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

  /**
   * Calls a marked function on the thread, awaits what it returns there, and blocks this thread until then.
   *
   * @throws {NotCloneableError} `ERR_NOT_CLONEABLE` if an argument or the result cannot be cloned
   */
  call<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Awaited<R> {
    const { ref } = functionCall(requireMark(fn), args, {});
    const id = ++this.#lastId;
    const claim = this.#thread.claims.open();
    this.#send({ type: "run", id, ref, claim, args: { value: args } });
    const answer = this.#await(id);
    if (answer.type === "failure") throw decodeError(answer.error, new Error("called").stack);
    return decodePayload(answer.value) as Awaited<R>;
  }

  /** Ends the thread. */
  close(): void {
    this.#thread.port.close();
    void this.#thread.worker.terminate();
  }

  #send(message: RunMessage): void {
    const args = message.args.value;
    try {
      this.#thread.post([{ ...message, args: encodePayload(args) }]);
    } catch (error) {
      this.#thread.claims.take(message.claim);
      throw explainNotCloneable({ args }, error);
    }
  }

  #await(id: number): ResultMessage | FailureMessage {
    for (;;) {
      const seen = Atomics.load(this.#answered, 0);
      const message = this.#thread.receive();
      if (message === undefined) Atomics.wait(this.#answered, 0, seen);
      else if (isAnswer(message) && (message.id === id || message.id === workerEnd)) return message;
    }
  }
}

function isAnswer(message: FromThread): message is ResultMessage | FailureMessage {
  return message.type === "result" || message.type === "failure";
}
