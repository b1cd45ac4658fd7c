/** What a worker of this library offers to the code inside it. */
export interface WorkerContext {
  /** Calls `callback` with `args` on the application's loop. */
  addCallback(callback: (...args: never) => unknown, args: readonly unknown[]): void;

  /** Whether a task of the application runs; otherwise a module is being evaluated to find one. */
  isInTask(): boolean;

  /**
   * For what must not happen a second time, in the worker, when the top level of a module asks for it: listening,
   * starting the loop, submitting work. The evaluation stops there, as a rule for ever, because what comes before is
   * enough; the promise resolves only if the worker needs something that is defined further down.
   */
  pause(): Promise<void>;
}

const contextKey = Symbol.for("typhoon.worker");

/** The context when this code runs in a worker of this library. */
export function workerContext(): WorkerContext | undefined {
  const context: unknown = Reflect.get(globalThis, contextKey);
  return isWorkerContext(context) ? context : undefined;
}

/** From now on this thread is a worker: nothing in it listens, starts a loop or starts workers of its own. */
export function installWorkerContext(context: WorkerContext): void {
  Reflect.set(globalThis, contextKey, context);
}

/** Whether this code runs in a worker of this library. */
export function isTyphoonWorker(): boolean {
  return workerContext() !== undefined;
}

/**
 * Whether this code runs for a task, and not just because a module is evaluated to find one: then a method that would
 * go to a worker is there already.
 */
export function isInTask(): boolean {
  return workerContext()?.isInTask() === true;
}

function isWorkerContext(value: unknown): value is WorkerContext {
  return typeof value === "object" && value !== null && "addCallback" in value;
}
