import { appLog } from "../base/log/index.ts";
import { callerOf } from "./call-site.ts";
import { perThread } from "./per-thread.ts";
import { isThenable } from "./run-callback.ts";
import { isInTask } from "./worker-context.ts";

/** Options of {@link workerLocal}. */
export interface WorkerLocalOptions<T> {
  /** Releases the value when its worker ends. Default: its own `Symbol.asyncDispose` or `Symbol.dispose`, if it has one. */
  readonly dispose?: (value: Awaited<T>) => unknown;
}

/** What {@link workerLocal} gives: call it to get this thread's value. */
export type WorkerLocal<T> = () => T;

interface Locals {
  /** Values that were made in this thread, the oldest first. */
  readonly made: Set<Made>;
  /** Where in the source such values were defined. */
  readonly places: Set<string>;
}

interface Made {
  dispose(): Promise<void>;
}

function locals(): Locals {
  return perThread(Symbol.for("typhoon.concurrent.workerLocals"), () => ({
    made: new Set(),
    places: new Set(),
  }));
}

/**
 * One value per worker: a connection for a synchronous driver, a parsed dictionary, a compiled template.
 *
 * It is made when it is first asked for in a worker, and kept there for all later calls. A worker that ends regularly
 * (it retires, or its executor is shut down) disposes of it; one that is ended because its task did not give up, or
 * that dies, cannot. Where a function is called directly, on the application's thread, that thread has its own value,
 * which lives as long as the process.
 *
 * Define it at the top level of a module, beside the functions that use it.
 *
 * @param create - makes the value; if it throws, or its promise is rejected, the next use tries again
 * @param options - how to release the value
 * @returns a function that gives the value of the thread in which it is called
 * @throws {TypeError} if one place defines it again and again while tasks run, because each call would make a value
 * @example
 * ```ts
 * import { unblock, workerLocal } from "typhoon/concurrent";
 *
 * const dictionary = workerLocal(() => new Map([["one", "eins"]]));
 * const translate = unblock((word: string) => dictionary().get(word) ?? word);
 * await translate("one");   // "eins"
 * ```
 */
export function workerLocal<T>(create: () => T, options: WorkerLocalOptions<T> = {}): WorkerLocal<T> {
  refuseAnother(callerOf(workerLocal)?.key ?? "");
  let made: { readonly value: T } | undefined;
  const forget = () => {
    made = undefined;
  };
  return () => {
    made ??= { value: keep(create(), options.dispose, forget) };
    return made.value;
  };
}

/** Disposes of this worker's values, the newest first. It is about to end. */
export async function disposeWorkerLocals(): Promise<void> {
  const { made } = locals();
  for (const local of [...made].reverse()) {
    made.delete(local);
    try {
      await local.dispose();
    } catch (error) {
      appLog.error({ err: error }, "Cannot dispose of a worker's value: its dispose function failed");
    }
  }
}

function keep<T>(value: T, dispose: WorkerLocalOptions<T>["dispose"], forget: () => void): T {
  const { made } = locals();
  const local = { dispose: async () => void (await (dispose ?? disposeItself)(await value)) };
  made.add(local);
  if (isThenable(value)) {
    value.then(undefined, () => {
      made.delete(local);
      forget();
    });
  }
  return value;
}

function disposeItself(value: unknown): unknown {
  const target = Object(value);
  const method: unknown = target[Symbol.asyncDispose] ?? target[Symbol.dispose];
  return typeof method === "function" ? Reflect.apply(method, value, []) : undefined;
}

/** A module that a task imports late defines its values while that task runs, which is fine: but only once. */
function refuseAnother(place: string): void {
  const { places } = locals();
  if (isInTask() && places.has(place)) {
    throw new TypeError(
      `Cannot define a worker's value again at ${place} as each call would make another one: call workerLocal() once, ` +
        "at the top level of the module",
    );
  }
  places.add(place);
}
