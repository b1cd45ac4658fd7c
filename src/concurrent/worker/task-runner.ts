import { types } from "node:util";
import type { Transferable } from "node:worker_threads";
import type { Claims } from "../claims.ts";
import { encodeError } from "../error-codec.ts";
import type { NotCloneableError } from "../executor-errors.ts";
import { explainNotCloneable } from "../not-cloneable.ts";
import { decodePayload, encodePayload } from "../payload.ts";
import { isThenable, promiseOf } from "../run-callback.ts";
import type { FromWorker, RunMessage, TaskRef, ToWorker } from "../task.ts";
import { takeTransfer } from "../transfer.ts";
import { currentTask, enterTask } from "./current-task.ts";
import { endWorker } from "./end-worker.ts";
import { HeapReports } from "./heap-reports.ts";
import { type Invocation, resolveKnown, resolveTask } from "./resolve-task.ts";
import { sendFailure, spoilsWorker } from "./send-failure.ts";
import { StreamSender } from "./stream-sender.ts";

/**
 * Sends to the pool; what is transferred moves, where memory can. What it returns for a value of a stream is awaited
 * before the next value.
 */
export type Send = (message: FromWorker, transfer?: readonly Transferable[]) => unknown;

/** Runs the tasks that this worker receives, one at a time, and answers each of them once. */
export class TaskRunner {
  readonly #send: Send;
  readonly #aborted: Int32Array;
  readonly #claims: Pick<Claims, "take">;
  readonly #onRest: () => void;
  #waiting: RunMessage[] = [];
  #stream: StreamSender | undefined;
  #isBusy = false;
  #isInTask = false;
  #begun = 0;
  /** The id of a stream that nobody takes: it may not have begun. */
  #givenUp = 0;
  readonly #heapReports = new HeapReports();

  constructor(send: Send, aborted: Int32Array, claims: Pick<Claims, "take">, onRest: () => void = () => {}) {
    this.#send = send;
    this.#aborted = aborted;
    this.#claims = claims;
    this.#onRest = onRest;
  }

  /** Whether a task has begun and not ended. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Whether the code of a task runs, and not just the evaluation of its module. */
  get isInTask(): boolean {
    return this.#isInTask;
  }

  /** Takes messages of the pool. */
  receive(messages: readonly ToWorker[]): void {
    for (const message of messages) {
      if (message.type === "run") this.#waiting.push(message);
      else if (message.type === "prepare") this.#prepare(message.ref);
      else if (message.type === "credit") this.#stream?.addCredit(message.id, message.count);
      else if (message.type === "return") this.#giveUp(message.id);
      else void endWorker();
    }
    this.#runWaiting();
  }

  /** Whether it can be loaded is for the task to say, unless another worker may be able to. */
  #prepare(ref: TaskRef): void {
    resolveTask(ref).then(
      () => void this.#send({ type: "prepared" }),
      (error) =>
        void this.#send({ type: "prepared", ...(spoilsWorker(error) && { failure: encodeError(error) }) }),
    );
  }

  #giveUp(streamId: number): void {
    this.#givenUp = streamId;
    this.#stream?.stop(streamId);
  }

  #runWaiting(): void {
    // Not shift(): most calls empty the list at once.
    let next = 0;
    while (!this.#isBusy && next < this.#waiting.length) {
      const message = this.#waiting[next++];
      if (message !== undefined && this.#claims.take(message.claim)) this.#run(message);
    }
    this.#waiting = next === this.#waiting.length ? [] : this.#waiting.slice(next);
    this.#onRest();
  }

  #run(message: RunMessage): void {
    this.#isBusy = true;
    enterTask(message.id, this.#aborted, message.context);
    // The usual case has no promise in it: the function is known, and it returns a plain value.
    const known = this.#attempt(message, () => resolveKnown(message.ref));
    if (known === failed) return;
    if (known !== undefined) return this.#call(message, known);
    this.#begun = performance.now();
    resolveTask(message.ref).then(
      (invocation) => this.#callLater(message, invocation),
      (error) => this.#failLater(message, error),
    );
  }

  #callLater(message: RunMessage, invocation: Invocation): void {
    // While the module was loaded. Nobody hears of the answer; the worker is free with it.
    const isGivenUp = this.#givenUp === message.id || currentTask().aborted;
    if (isGivenUp) this.#succeed(message, undefined);
    else this.#call(message, invocation);
    this.#runWaiting();
  }

  #call(message: RunMessage, invocation: Invocation): void {
    this.#isInTask = true;
    this.#begun = performance.now();
    const returned = this.#attempt(message, () =>
      invocation(decodePayload(message.args) as unknown[], message.receiver),
    );
    if (returned === failed) return;
    if (message.stream) return this.#startStream(message, returned);
    const isLater = this.#attempt(message, () => isAwaited(returned));
    if (isLater === failed) return;
    if (!isLater) return this.#succeed(message, returned);
    promiseOf(returned).then(
      (value) => this.#succeedLater(message, value),
      (error) => this.#failLater(message, error),
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
    const stream = this.#attempt(
      message,
      () => new StreamSender(message.id, iterable, currentTask(), sendChunk),
    );
    if (stream === failed) return;
    this.#stream = stream;
    stream.run().then(
      () => this.#succeedLater(message, undefined),
      (error) => this.#failLater(message, error),
    );
  }

  #succeed(message: RunMessage, value: unknown): void {
    const runMs = this.#end();
    try {
      this.#sendValue("result", message, message.isResultUnwanted ? undefined : value, runMs);
    } catch (error) {
      sendFailure(this.#send, message.id, error, runMs);
    }
  }

  #fail(message: RunMessage, error: unknown): void {
    sendFailure(this.#send, message.id, error, this.#end());
  }

  #succeedLater(message: RunMessage, value: unknown): void {
    this.#succeed(message, value);
    this.#runWaiting();
  }

  #failLater(message: RunMessage, error: unknown): void {
    this.#fail(message, error);
    this.#runWaiting();
  }

  #end(): number {
    this.#isBusy = false;
    this.#isInTask = false;
    return performance.now() - this.#begun;
  }

  #sendValue(type: "result" | "chunk", { id, ref }: RunMessage, value: unknown, runMs = 0): unknown {
    try {
      const moves = [...takeTransfer(ref.kind === "method" ? Object(value).result : value)];
      const payload = encodePayload(value, moves);
      return this.#send({ type, id, value: payload, runMs, ...this.#heapReports.next() }, moves);
    } catch (error) {
      throw explainAnswer(ref, value, error);
    }
  }
}

/** The caller of a method knows nothing of the outcome in which each of its results travels. */
function explainAnswer(ref: TaskRef, value: unknown, cause: unknown): NotCloneableError {
  if (ref.kind !== "method") return explainNotCloneable({ result: value }, cause);
  const { result, effects } = Object(value);
  return explainNotCloneable({ effects, result }, cause);
}

/** A Proxy cannot travel anyway: that it cannot be asked for its `then` is not what its caller needs to know. */
function isAwaited(returned: unknown): boolean {
  try {
    return isThenable(returned);
  } catch (error) {
    if (types.isProxy(returned)) return false;
    throw error;
  }
}

const failed: unique symbol = Symbol("failed");
