import { TyphoonError } from "../base/errors/index.ts";
import { isError, textOfThrown } from "../base/errors/internal.ts";
import { testRunner } from "./test-runner.ts";

/**
 * `ERR_DUPLICATE_FUNCTION`: two functions were marked at one place of the source, such as in a loop or in a
 * function that runs twice, so a worker could not tell which of them is meant.
 */
export class DuplicateFunctionError extends TyphoonError {
  override readonly name = "DuplicateFunctionError";

  /** @param place - module, line and column */
  constructor(place: string) {
    super(
      "ERR_DUPLICATE_FUNCTION",
      `Cannot mark a second function at ${place} as a worker finds functions by the place that marked them: ` +
        "mark each function once, at the top level of its module, and pass what differs as an argument",
    );
  }
}

/**
 * `ERR_FUNCTION_NOT_FOUND`: the worker evaluated the module, but nothing was marked at that place there, because
 * the function is defined inside a function that only the application's thread ran; or a function with another text
 * was marked there, because the module is transformed for the application's thread alone.
 */
export class FunctionNotFoundError extends TyphoonError {
  override readonly name = "FunctionNotFoundError";

  /**
   * @param place - module, line and column
   * @param found - what the worker has there: nothing, or a function with another text; or it is marked too late for that
   */
  constructor(place: string, found: keyof typeof notFoundReasons = "nothing") {
    super(
      "ERR_FUNCTION_NOT_FOUND",
      `Cannot find the function marked at ${place} in a worker ${whyNotFound(found)}`,
    );
  }
}

/** In a test runner it is the runner, whatever the module does. */
function whyNotFound(found: keyof typeof notFoundReasons): string {
  if (found === "too late") return notFoundReasons[found];
  const runner = testRunner();
  if (runner !== undefined) return `because ${runner.reason}: ${runner.cure}`;
  return `as evaluating its module ${notFoundReasons[found]}`;
}

const notFoundReasons = {
  nothing:
    "did not mark it there: move the definition to the top level of the module, out of functions and out of " +
    "conditions on the thread",
  other:
    "marked a function with another text there: let workers load modules as the application does, with a loader " +
    "that Node's options name (--import), and mark the same function in every thread",
  "too late":
    "because it is marked while a request is handled, and workers have what is marked when its module is evaluated: " +
    "move the definition to the top level of the module",
} as const;

/** `ERR_CLASS_NOT_FOUND`: the worker evaluated the module, but cannot reach the class whose method is to run. */
export class ClassNotFoundError extends TyphoonError {
  override readonly name = "ClassNotFoundError";

  /**
   * @param className - the class in the application's thread
   * @param method - its method
   * @param found - how many classes of the worker fit
   */
  constructor(className: string, method: string, found: number) {
    super(
      "ERR_CLASS_NOT_FOUND",
      `Cannot run ${className}.${method} in a worker as ${found === 0 ? "no class fits" : `${found} classes fit`} ` +
        "among those that its modules export, or give to an Application at their top level: export the class under " +
        "one name, or give it to the Application at the top level of a module",
    );
  }
}

/** `ERR_MODULE_NOT_LOADABLE`: a worker could not import the module that holds the function; `cause` says why. */
export class ModuleNotLoadableError extends TyphoonError {
  override readonly name = "ModuleNotLoadableError";

  /**
   * @param module - URL of the module
   * @param reason - what failed, as a clause
   * @param options - `cause`: the error of the import; `cure`: what to do. Default: what modules in general must heed
   */
  constructor(module: string, reason: string, options: ErrorOptions & { readonly cure?: string } = {}) {
    const { cure = evaluatedAgain, cause } = options;
    const message = `Cannot load ${module} in a worker as ${reason}: ${cure}`;
    super("ERR_MODULE_NOT_LOADABLE", message, "cause" in options ? { cause } : undefined);
  }
}

const evaluatedAgain =
  "a module with blocking functions is evaluated again in each worker, so its top level must run there too; move " +
  "what only the main thread can do into a function";

/** `ERR_NOT_CLONEABLE`: an argument or a result cannot travel to or from a worker; `path` names the field. */
export class NotCloneableError extends TyphoonError {
  override readonly name = "NotCloneableError";
  /** The field, as in `args[0].db.socket` or `result.rows[3]`. */
  readonly path: string;

  /**
   * @param path - the field
   * @param kind - what stands there, as in `a function`
   * @param options - `cause`: the `DataCloneError`
   */
  constructor(path: string, kind: string, options?: ErrorOptions) {
    super(
      "ERR_NOT_CLONEABLE",
      `Cannot send ${path} between the application and a worker as ${kind} cannot be cloned: pass plain data, and make what cannot be ` +
        "cloned inside the blocking function or at the top level of its module",
      options,
    );
    this.path = path;
  }
}

/** `ERR_WORKER_EXIT`: the worker exited or died (out of memory, say) while it ran the task. */
export class WorkerExitError extends TyphoonError {
  override readonly name = "WorkerExitError";
  /** The worker's exit code. */
  readonly exitCode: number;

  /**
   * @param exitCode - the worker's exit code
   * @param options - `cause`: the worker's own last error, if it had one
   */
  constructor(exitCode: number, options?: ErrorOptions) {
    const reason = isError(options?.cause) ? `: ${textOfThrown(options.cause)}` : "";
    super(
      "ERR_WORKER_EXIT",
      `Cannot finish the task as its worker exited with code ${exitCode}${reason}; a new worker takes its place`,
      options,
    );
    this.exitCode = exitCode;
  }
}

/** `ERR_WORKER_START`: the executor's `onWorkerStart` function failed in a new worker; `cause` is what it threw. */
export class WorkerStartError extends TyphoonError {
  override readonly name = "WorkerStartError";

  /** @param cause - what the function threw */
  constructor(cause: unknown) {
    const reason = textOfThrown(cause);
    super(
      "ERR_WORKER_START",
      `Cannot start a worker as the executor's onWorkerStart function failed: ${reason}`,
      {
        cause,
      },
    );
  }
}

/** `ERR_EXECUTOR_SHUTDOWN`: a task was submitted after `shutdown()`, or was pending when it was called. */
export class ExecutorShutdownError extends TyphoonError {
  override readonly name = "ExecutorShutdownError";

  constructor() {
    super("ERR_EXECUTOR_SHUTDOWN", "Cannot submit a task as the executor was shut down: make a new executor");
  }
}

/** What an {@link ExecutorFullError} says of its executor. */
export interface ExecutorLoad {
  /** The limit. */
  readonly maxQueue: number;
  /** How many calls wait. */
  readonly queued: number;
  /** In how many milliseconds it is worth trying again. */
  readonly retryAfterMs: number;
}

/**
 * `ERR_EXECUTOR_FULL`: as many tasks wait as `maxQueue` allows. A request handler that lets it through answers 503
 * with a `Retry-After`.
 */
export class ExecutorFullError extends TyphoonError implements ExecutorLoad {
  override readonly name = "ExecutorFullError";
  readonly maxQueue: number;
  readonly queued: number;
  /**
   * How long the calls that wait will take to begin, by the rate at which calls have ended while others waited:
   * 1,000 to 60,000, and 5,000 as long as nothing was measured.
   */
  readonly retryAfterMs: number;

  /** @param load - of the executor */
  constructor({ maxQueue, queued, retryAfterMs }: ExecutorLoad) {
    super(
      "ERR_EXECUTOR_FULL",
      `Cannot submit a task as the queue is full: maxQueue is ${maxQueue}; submit later, or raise maxQueue`,
    );
    this.maxQueue = maxQueue;
    this.queued = queued;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Why a task was given up:
 *
 * - `signal`: the signal of the call was aborted;
 * - `timeout`: its `timeoutMs` passed, or its signal came from `AbortSignal.timeout`;
 * - `client`: the client for which it worked has left;
 * - `shutdown`: the executor was shut down before it began;
 * - `queue`: its `maxQueueMs` passed before it began.
 */
export type TaskAbortReason = "signal" | "timeout" | "client" | "shutdown" | "queue";

/** What else a {@link TaskAbortedError} can say; `cause` is the reason that a signal gave. */
export interface TaskAbortedErrorOptions extends ErrorOptions {
  /** The task had not begun as its executor has too much to do: in how many milliseconds it is worth trying again. */
  readonly retryAfterMs?: number | undefined;
}

/** `ERR_TASK_ABORTED`: the task was given up; `reason` says why, and `cause` is the reason of the signal, if it was one. */
export class TaskAbortedError extends TyphoonError {
  override readonly name = "TaskAbortedError";
  /** Why it was given up. */
  readonly reason: TaskAbortReason;
  /**
   * If its time was over before a worker was free to begin it: in how many milliseconds it is worth trying again, as in
   * {@link ExecutorFullError}. Otherwise `undefined`.
   */
  readonly retryAfterMs: number | undefined;

  /**
   * @param reason - the kind of reason
   * @param message - the sentence a programmer reads
   * @param options - `cause`: the reason that a signal gave; `retryAfterMs`
   */
  constructor(reason: TaskAbortReason, message: string, options: TaskAbortedErrorOptions = {}) {
    super("ERR_TASK_ABORTED", message, options.cause === undefined ? undefined : { cause: options.cause });
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** `ERR_NOT_IN_WORKER`: code in a worker used something that only exists on the application's thread. */
export class NotInWorkerError extends TyphoonError {
  override readonly name = "NotInWorkerError";

  /**
   * @param what - what was used, as in `this.flush()`
   * @param why - why it cannot work there, and what to do
   * @param options - `cause`: the error beneath
   */
  constructor(what: string, why: string, options?: ErrorOptions) {
    super("ERR_NOT_IN_WORKER", `Cannot use ${what} in a worker as ${why}`, options);
  }
}
