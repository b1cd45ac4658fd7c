import type { EncodedError } from "./error-codec.ts";
import type { Payload } from "./payload.ts";

/**
 * What names the code to run, in plain values that can travel:
 *
 * - `function`: a marked function, by the key of its call site;
 * - `method`: a method of a class that modules reach, by the class's fingerprint; its receiver is in the message;
 * - `import`: a function that a module exports and that knows nothing of this library.
 */
export type TaskRef = FunctionRef | MethodRef | ImportRef;

/** @see TaskRef */
export interface FunctionRef {
  readonly kind: "function";
  readonly module: string;
  readonly key: string;
  /** Of the function: the worker runs it only if it is the same there. */
  readonly fingerprint: string;
}

/** @see TaskRef */
export interface MethodRef {
  readonly kind: "method";
  /** The modules to evaluate before the class is looked for. */
  readonly modules: readonly string[];
  /** The key of the method's decorator, absent for a class that lists its methods in `static blocking`. */
  readonly key?: string;
  readonly className: string;
  readonly fingerprint: string;
  readonly method: string;
  /** Whether the method is a generator, whose values are sent as they come. */
  readonly isStream: boolean;
}

/** @see TaskRef */
export interface ImportRef {
  readonly kind: "import";
  readonly specifier: string;
  /** The module that asked for it: where a bare specifier is resolved from. */
  readonly parent: string;
  /** The export, and the properties below it. */
  readonly path: readonly string[];
}

/** To the worker: run this. */
export interface RunMessage {
  readonly type: "run";
  readonly id: number;
  readonly ref: TaskRef;
  readonly args: Payload;
  /** Of a method: what the receiver's protocol needs to rebuild it. */
  readonly receiver?: Payload | undefined;
  /** What the worker has to claim before it begins the task, see `Claims`. */
  readonly claim: number;
  /** Set when the function is a generator, whose values are sent as they come. */
  readonly stream?: true | undefined;
  /** The caller's `RunOptions.taskContext`. */
  readonly context?: unknown;
  /** Set when the answer is to come without what the function returned. */
  readonly isResultUnwanted?: true;
}

/** To the worker, which has no task: load what this one needs, so that it can begin when it comes. */
export interface PrepareMessage {
  readonly type: "prepare";
  readonly ref: TaskRef;
}

/** To the worker: `count` more values of a stream may be sent. */
export interface CreditMessage {
  readonly type: "credit";
  readonly id: number;
  readonly count: number;
}

/** To the worker: nobody wants more of this stream. */
export interface ReturnMessage {
  readonly type: "return";
  readonly id: number;
}

/** To the worker, which has no task: dispose of what you hold, then exit. */
export interface EndMessage {
  readonly type: "end";
}

/** What the executor's side sends. */
export type ToWorker = RunMessage | PrepareMessage | CreditMessage | ReturnMessage | EndMessage;

/** From the worker: it takes tasks now. */
export interface ReadyMessage {
  readonly type: "ready";
}

/** From the worker: what a task needs is loaded, or cannot be, which the task itself will hear. */
export interface PreparedMessage {
  readonly type: "prepared";
  /** Why this worker will never be able to load it, while another one may. */
  readonly failure?: EncodedError;
}

/** From the worker: the task is done. */
export interface ResultMessage {
  readonly type: "result";
  readonly id: number;
  readonly value: Payload;
  /** How long the function took. */
  readonly runMs: number;
  /** The size of the worker's heap and of the buffers beside it, now and then. */
  readonly heapBytes?: number;
}

/** From the worker: the task failed. */
export interface FailureMessage {
  readonly type: "failure";
  readonly id: number;
  readonly error: EncodedError;
  /** How long the function took. */
  readonly runMs: number;
  /** The worker will never be able to load what another one may. */
  readonly isWorkerSpoiled?: boolean;
}

/** From the worker: one value of a stream. */
export interface ChunkMessage {
  readonly type: "chunk";
  readonly id: number;
  readonly value: Payload;
}

/** In place of a value of a stream that has arrived and cannot be read: the stream has a gap, so it ends. */
export interface BrokenMessage {
  readonly type: "broken";
  readonly id: number;
  readonly error: EncodedError;
}

/** In place of a message of no task that has arrived and cannot be read. */
export interface LostMessage {
  readonly type: "lost";
  readonly error: EncodedError;
}

/** From a thread: several tasks that were sent together cannot be read, or a function that they name is not known. */
export interface UnreadMessage {
  readonly type: "unread";
}

/** From the worker: run a marked function on the application's loop. */
export interface CallbackMessage {
  readonly type: "callback";
  readonly key: string;
  readonly args: Payload;
}

/** From a thread: this was printed. */
export interface OutputMessage {
  readonly type: "output";
  readonly stream: "stdout" | "stderr";
  readonly chunk: string | Uint8Array;
  readonly encoding?: BufferEncoding;
}

/** What a worker tells the scheduler. */
export type FromWorker =
  | ReadyMessage
  | PreparedMessage
  | ResultMessage
  | FailureMessage
  | ChunkMessage
  | CallbackMessage
  | BrokenMessage
  | LostMessage
  | UnreadMessage;

/** From a thread: there are results in shared memory. */
export interface LookMessage {
  readonly type: "look";
}

/** What a thread sends. */
export type FromThread = FromWorker | OutputMessage | LookMessage;
