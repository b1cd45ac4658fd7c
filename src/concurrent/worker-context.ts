/** What a worker of this library offers to the code inside it. */
export interface WorkerContext {
  /** Calls `callback` with `args` on the application's loop. */
  addCallback(callback: (...args: never) => unknown, args: readonly unknown[]): void;
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

function isWorkerContext(value: unknown): value is WorkerContext {
  return typeof value === "object" && value !== null && "addCallback" in value;
}
