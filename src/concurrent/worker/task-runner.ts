import { encodeError } from "../error-codec.ts";
import type { NotCloneableError } from "../executor-errors.ts";
import { decodePayload, encodePayload, explainNotCloneable, isCloneable } from "../payload.ts";
import { isThenable } from "../run-callback.ts";
import type { FromWorker, RunMessage, TaskRef, ToWorker } from "../task.ts";
import { enterTask } from "./current-task.ts";
import { type Invocation, resolveKnown, resolveTask } from "./resolve-task.ts";
import { StreamSender } from "./stream-sender.ts";

/** Runs the tasks that this worker receives, one at a time, and answers each of them once. */
export class TaskRunner {
  readonly #send: (message: FromWorker) => void;
  readonly #aborted: Int32Array;
  #stream: StreamSender | undefined;
  #isInTask = false;

  constructor(send: (message: FromWorker) => void, aborted: Int32Array) {
    this.#send = send;
    this.#aborted = aborted;
  }

  /** Whether the code of a task runs, and not just the evaluation of its module. */
  get isInTask(): boolean {
    return this.#isInTask;
  }

  /** Takes one message of the pool. */
  receive(message: ToWorker): void {
    if (message.type === "run") this.#run(message);
    else if (message.type === "credit") this.#stream?.addCredit(message.id, message.count);
    else this.#stream?.stop(message.id);
  }

  #run(message: RunMessage): void {
    enterTask(message.id, this.#aborted);
    // The usual case has no promise in it: the function is known, and it returns a plain value.
    const known = this.#attempt(message, () => resolveKnown(message.ref));
    if (known === failed) return;
    if (known !== undefined) return this.#call(message, known);
    resolveTask(message.ref).then(
      (invocation) => this.#call(message, invocation),
      (error) => this.#fail(message, error),
    );
  }

  #call(message: RunMessage, invocation: Invocation): void {
    this.#isInTask = true;
    const returned = this.#attempt(message, () => invocation(decodePayload(message.args) as unknown[]));
    if (returned === failed) return;
    if (message.stream) return this.#startStream(message, returned);
    if (!isThenable(returned)) return this.#succeed(message, returned);
    // Not its own `then`: one that throws, or that answers twice, is the user's.
    Promise.resolve(returned).then(
      (value) => this.#succeed(message, value),
      (error) => this.#fail(message, error),
    );
  }

  #attempt<T>(message: RunMessage, action: () => T): T | typeof failed {
    try {
      return action();
    } catch (error) {
      this.#fail(message, error);
      return failed;
    }
  }

  #startStream(message: RunMessage, iterable: unknown): void {
    const sendChunk = (value: unknown) => this.#sendValue("chunk", message, value);
    const stream = this.#attempt(message, () => new StreamSender(message.id, iterable, sendChunk));
    if (stream === failed) return;
    this.#stream = stream;
    stream.run().then(
      () => this.#succeed(message, undefined),
      (error) => this.#fail(message, error),
    );
  }

  #succeed(message: RunMessage, value: unknown): void {
    this.#isInTask = false;
    try {
      this.#sendValue("result", message, value);
    } catch (error) {
      this.#fail(message, error);
    }
  }

  #sendValue(type: "result" | "chunk", { id, ref }: RunMessage, value: unknown): void {
    try {
      this.#send({ type, id, value: encodePayload(value) });
    } catch (error) {
      throw explainAnswer(ref, value, error);
    }
  }

  #fail(message: RunMessage, error: unknown): void {
    this.#isInTask = false;
    this.#send({ type: "failure", id: message.id, error: encodeError(error) });
  }
}

/** The caller of a method knows nothing of the outcome in which each of its results travels. */
function explainAnswer(ref: TaskRef, value: unknown, cause: unknown): NotCloneableError {
  if (ref.kind !== "method") return explainNotCloneable(value, "result", cause);
  const { result, effects } = Object(value);
  return isCloneable(result)
    ? explainNotCloneable(effects, "effects", cause)
    : explainNotCloneable(result, "result", cause);
}

const failed: unique symbol = Symbol("failed");
