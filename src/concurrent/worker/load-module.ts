import { registerExportedErrors } from "../error-classes.ts";
import { ModuleNotLoadableError } from "../executor-errors.ts";
import { prepareRequire, prepareTypeScript } from "../loader/install-loader.ts";
import { isForRequire, loadFrom } from "../module-address.ts";
import { nextPause, resumeAll } from "./evaluation.ts";
import { whyNotLoadable } from "./why-not-loadable.ts";

/** A module may wait at its top level for something that never comes in a worker: a signal, the end of a server. */
const evaluationPatienceMs = 2_000;
const evaluationLimitMs = 30_000;

const loaded = new Map<string, Promise<void>>();
const complete = new Set<string>();
const usable = new Set<string>();
const classes = new Set<object>();

/** @returns the classes and functions among the exports of all modules that were loaded for tasks */
export function exportedClasses(): Iterable<object> {
  return classes;
}

/** @returns whether `loadModule` got as far as it was asked to, and nothing has failed since */
export function isUsable(address: string): boolean {
  return usable.has(address);
}

/**
 * Evaluates the module in this thread, as far as it is needed; the second time does nothing.
 *
 * @param address - of the module
 * @param isEnough - whether what is wanted is there already, although the module has not come to its end
 * @throws {ModuleNotLoadableError} `ERR_MODULE_NOT_LOADABLE`; `cause` is the error of the import
 */
export async function loadModule(address: string, isEnough: () => boolean): Promise<void> {
  // It has stopped before, where it was enough for another task: what this one needs is further down.
  if (loaded.has(address) && !complete.has(address)) resumeAll();
  const loading = loaded.get(address) ?? importModule(address);
  loaded.set(address, loading);
  // Whoever waits for it sees its error; it may fail when nobody does any more.
  loading.catch(() => usable.delete(address));
  const limit = new EvaluationLimit(address, isEnough);
  try {
    await Promise.race([loading, limit.passed, pausedWhereEnough(isEnough)]);
    usable.add(address);
  } finally {
    limit.clear();
  }
}

/** Follows an evaluation from stop to stop; never resolves if the module comes to its end before it is enough. */
async function pausedWhereEnough(isEnough: () => boolean): Promise<void> {
  for (;;) {
    await nextPause();
    // A module that waits for nothing is at its end in the next turn, and its exports are known then.
    if (isEnough()) return nextTurn();
    resumeAll();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function importModule(address: string): Promise<void> {
  try {
    await prepareTypeScript();
    if (isForRequire(address)) prepareRequire();
    const exports = await loadFrom(address);
    complete.add(address);
    registerExportedErrors(address, exports);
    for (const value of Object.values(exports)) if (typeof value === "function") classes.add(value);
  } catch (error) {
    throw whyNotLoadable(address, error);
  }
}

class EvaluationLimit {
  readonly passed: Promise<void>;
  #timers: NodeJS.Timeout[] = [];

  constructor(address: string, isEnough: () => boolean) {
    this.passed = new Promise((resolve, reject) => {
      const check = () => (isEnough() ? resolve() : resumeAll());
      const reason = `its top level did not end within ${evaluationLimitMs} ms`;
      const fail = () => reject(new ModuleNotLoadableError(address, reason));
      this.#timers = [setTimeout(check, evaluationPatienceMs), setTimeout(fail, evaluationLimitMs)];
    });
  }

  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
