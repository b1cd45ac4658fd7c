import type { Transferable } from "node:worker_threads";
import { readText } from "../base/errors/internal.ts";
import { abortedBeforeItBegan, abortedBySignal, abortedByTime, abortedInQueue } from "./abort-reason.ts";
import type { Call } from "./call.ts";
import { checkedPriority } from "./call-defaults.ts";
import { currentCaller } from "./caller.ts";
import { modulesToSearch, registerExportedErrors } from "./error-classes.ts";
import { decodeError, type EncodedError } from "./error-codec.ts";
import type { NotCloneableError, TaskAbortedError, TaskAbortReason } from "./executor-errors.ts";
import type { FunctionProfile } from "./function-profile.ts";
import { Future } from "./future.ts";
import { setLongTimeout } from "./long-timeout.ts";
import { loadFrom } from "./module-address.ts";
import { explainNotCloneable } from "./not-cloneable.ts";
import { offAbort, onAbort } from "./on-abort.ts";
import { type EndableCall, endsNoMore, endsWithProcess } from "./orderly-end.ts";
import { decodePayload, encodePayload, type Payload } from "./payload.ts";
import type { PoolWorker } from "./pool-worker.ts";
import type { PrioritizedTask } from "./priority-queue.ts";
import { refuseStrayPorts } from "./stray-ports.ts";
import type { CreditMessage, ReturnMessage, RunMessage, TaskRef } from "./task.ts";
import { transferOf } from "./transfer.ts";

/** What a task asks of the scheduler that holds it. */
export interface TaskHolder {
  /** @returns whether the task was still queued, and is dropped now */
  dropQueued(task: PendingTask): boolean;
  /** In how many milliseconds a task that is dropped now is worth trying again. */
  retryAfterMs(): number;
  /** Tells a running task to end, and ends its worker if it does not. */
  abortRunning(task: PendingTask): void;
  /** Sends to the worker that runs the task, if one does. */
  sendToRunning(task: PendingTask, message: CreditMessage | ReturnMessage): void;
}

/** Takes the values of a generator that runs on a worker. */
export interface ChunkReceiver {
  onChunk(value: unknown): void;
}

let lastOrder = 0;
/** An id is a number in shared memory, where 0 means none. */
const greatestId = 0x7fff_ffff;

/** One call on its way through a pool: queued, running, done. */
export class PendingTask implements PrioritizedTask, EndableCall {
  /** The worker that was sent it last. */
  worker: Pick<PoolWorker, "abort"> | undefined;
  readonly isForCaller: boolean;
  /** Later tasks have greater ones. */
  readonly order: number;
  readonly id: number;
  readonly priority: number;
  readonly future: Future<unknown>;
  /** How long calls of its function take. */
  readonly profile: FunctionProfile;
  /** Buffers that move instead of being copied. */
  readonly transfer: readonly Transferable[];
  /** What its worker has to claim before it begins, once it was sent. */
  claim = 0;
  isWanted = true;
  /** When it was submitted, if it is measured; otherwise 0. */
  readonly submittedAt: number;
  /** When the worker that has it had nothing else. */
  begunAt = 0;
  /** Whether a worker has begun it, as far as the pool knows. */
  hasBegun = false;
  /** Whether it was sent to a worker that had others. */
  wasSentAhead = false;
  /** Why it was given up, if it was. */
  abortReason: TaskAbortReason | undefined;
  /** Not while it waits for calls of its own function; see `ConcurrencyLimit`. */
  isAdmitted = true;
  readonly #call: Call;
  readonly #holder: TaskHolder;
  readonly #receiver: ChunkReceiver | undefined;
  readonly #submitted: { stack?: string } = {};
  #onAbort: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #queueTimer: NodeJS.Timeout | undefined;

  constructor(call: Call, holder: TaskHolder, profile: FunctionProfile, receiver?: ChunkReceiver) {
    this.order = ++lastOrder;
    this.id = 1 + (this.order % greatestId);
    this.priority = checkedPriority(call.options.priority);
    this.future = new TaskFuture(this, holder);
    this.profile = profile;
    this.submittedAt = profile.samples() ? performance.now() : 0;
    this.transfer = transferOf(call.args, call.options.transfer);
    this.#call = call;
    this.#holder = holder;
    this.#receiver = receiver;
    // V8 notes the frames here and writes the text only if a failing task asks for it; of a call that takes
    // microseconds that would be the dearest part.
    if (!profile.isHarmless && !call.hasNoCaller) Error.captureStackTrace(this.#submitted, PendingTask);
    this.isForCaller = currentCaller() !== undefined;
    this.#watch();
    // What is for a request ends with that.
    if (!(this.isForCaller && call.options.signal) && !this.future.done()) endsWithProcess(this);
  }

  get functionName(): string {
    return this.profile.name;
  }

  tellToEnd(): void {
    // What was sent ahead takes microseconds; a worker hears of one task only.
    if (!this.wasSentAhead) this.worker?.abort(this.id);
  }

  /** Why the message cannot travel: an argument, or what a protocol took of the receiver. */
  explainNotSent(error: unknown): NotCloneableError {
    const { args, receiver, options } = this.#call;
    const values = {
      ...(options.taskContext !== undefined && { "options.taskContext": options.taskContext }),
      ...(receiver !== undefined && { this: receiver }),
      args,
    };
    return explainNotCloneable(values, error, this.transfer.length > 0);
  }

  /** What names the code that it runs. */
  get ref(): TaskRef {
    return this.#call.ref;
  }

  /** Whether several such calls may be sent to a worker at once: they are done before anybody could tell the order. */
  get isShort(): boolean {
    return this.profile.isShort && this.#receiver === undefined && this.transfer.length === 0;
  }

  /** Whether it is a generator, whose values come one by one. */
  get isStream(): boolean {
    return this.#receiver !== undefined;
  }

  /**
   * What begins the task on a worker.
   *
   * @param moves - takes what moves with the message
   */
  toMessage(moves: Transferable[]): RunMessage {
    moves.push(...this.transfer);
    const { ref, options } = this.#call;
    const args = encodePayload(this.#call.args, moves);
    const receiver = this.#call.receiver === undefined ? undefined : encodePayload(this.#call.receiver);
    const stream = this.isStream || undefined;
    const context = options.taskContext;
    if (typeof context === "object" && context !== null) refuseStrayPorts(context, moves);
    return { type: "run", id: this.id, ref, claim: this.claim, args, receiver, stream, context };
  }

  /** A value of the generator has arrived. */
  receive(chunk: Payload): void {
    // Of a stream that has ended with an error, whatever comes would stand behind a gap.
    if (!this.future.done()) this.#receiver?.onChunk(decodePayload(chunk));
  }

  /** The worker has answered. */
  succeed(result: Payload): void {
    this.release();
    if (this.future.done()) return;
    try {
      this.future.setResult(this.#outcome(decodePayload(result)));
    } catch (error) {
      this.fail(error);
    }
  }

  /** The worker has answered with what the function threw. */
  async failRemotely(encoded: EncodedError): Promise<void> {
    this.release();
    this.profile.hasFailed = true;
    const modules = modulesToSearch(encoded.classes);
    if (modules.length > 0) await Promise.all(modules.map(loadErrorClasses));
    const callerStack = readText(() => this.#submitted.stack?.replace(/^.*\n/, "") ?? "");
    this.fail(decodeError(encoded, callerStack));
  }

  /** The task ends without an answer. */
  fail(error: unknown): void {
    this.release();
    if (!this.future.done()) this.future.setException(error);
  }

  /** Gives the task up, wherever it is. */
  abort(error: TaskAbortedError): void {
    if (this.future.done()) return;
    this.abortReason = error.reason;
    if (this.#holder.dropQueued(this)) {
      this.fail(abortedBeforeItBegan(error, this.#holder.retryAfterMs()));
    } else {
      this.fail(error);
      this.#holder.abortRunning(this);
    }
  }

  #outcome(answer: unknown): unknown {
    // A generator's values were outcomes; its end is none.
    if (this.#receiver !== undefined || this.#call.fromAnswer === undefined) return answer;
    return this.#call.fromAnswer(answer);
  }

  #watch(): void {
    const { signal, timeoutMs, maxQueueMs } = this.#call.options;
    if (signal?.aborted) return this.fail(abortedBySignal(signal.reason));
    if (signal) {
      this.#onAbort = () => this.abort(abortedBySignal(signal.reason));
      onAbort(signal, this.#onAbort);
    }
    if (timeoutMs !== undefined)
      this.#timer = setLongTimeout(() => this.abort(abortedByTime(timeoutMs)), timeoutMs);
    if (maxQueueMs !== undefined)
      this.#queueTimer = setLongTimeout(() => this.#dropIfQueued(maxQueueMs), maxQueueMs);
  }

  #dropIfQueued(maxQueueMs: number): void {
    if (this.future.done()) return;
    this.abortReason = "queue";
    if (this.#holder.dropQueued(this)) this.fail(abortedInQueue(maxQueueMs, this.#holder.retryAfterMs()));
    else this.abortReason = undefined;
  }

  /** Lets go of signal and timer: the task is over. */
  release(): void {
    endsNoMore(this);
    const { signal } = this.#call.options;
    if (signal != null && this.#onAbort !== undefined) offAbort(signal, this.#onAbort);
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    if (this.#queueTimer !== undefined) clearTimeout(this.#queueTimer);
  }
}

/** Cancels as Python's does: a queued call is dropped, a running one goes on and `cancel()` is `false`. */
class TaskFuture extends Future<unknown> {
  readonly #task: PendingTask;
  readonly #holder: TaskHolder;

  constructor(task: PendingTask, holder: TaskHolder) {
    super();
    this.#task = task;
    this.#holder = holder;
  }

  override cancel(reason?: unknown): boolean {
    if (!this.#holder.dropQueued(this.#task)) return false;
    this.#task.release();
    return super.cancel(reason);
  }
}

const patienceMs = 1_000;

/** The application has loaded the module already, so this only asks for its exports, unless it still starts. */
async function loadErrorClasses(module: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  const loaded = loadFrom(module)
    .then((exports: object) => registerExportedErrors(module, exports))
    .catch(() => {});
  await Promise.race([loaded, tooLate]);
  clearTimeout(timer);
}
