import type { Call } from "./call.ts";
import { inherited } from "./caller.ts";
import type { Future } from "./future.ts";
import type { RunOptions } from "./run-options.ts";

/** A module whose functions run on a worker: same names and arguments, results in a {@link Future}. */
export type Unblocked<M extends object> = {
  readonly [K in keyof M as M[K] extends (...args: never[]) => unknown ? K : never]: M[K] extends (
    ...args: infer A
  ) => infer R
    ? (...args: A) => Future<Awaited<R>>
    : never;
};

/**
 * Makes the object behind `executor.import`: any property is a function that calls the export of that name.
 *
 * @param specifier - a package's name or a URL
 * @param parent - the module that asked
 * @param execute - how the executor makes a call
 */
export function unblockedModule<M extends object>(
  specifier: string,
  parent: string,
  execute: (call: Call) => Future<unknown>,
): Unblocked<M> {
  const calls = new Map<string, (...args: unknown[]) => Future<unknown>>();
  return new Proxy({} as Unblocked<M>, {
    get(_target, name) {
      // `then` must be absent, or awaiting the object would call it.
      if (typeof name === "symbol" || name === "then") return undefined;
      if (!calls.has(name)) {
        calls.set(name, (...args) => execute(importCall(specifier, parent, name, args)));
      }
      return calls.get(name);
    },
  });
}

const noOptions: RunOptions = {};

function importCall(specifier: string, parent: string, name: string, args: readonly unknown[]): Call {
  return {
    ref: { kind: "import", specifier, parent, path: [name] },
    args,
    options: inherited(noOptions),
    runHere: async () => {
      const exports = await importFrom(specifier, parent);
      return Reflect.apply(exportedFunction(exports, name, specifier), undefined, args);
    },
  };
}

/**
 * Imports as the module `parent` would.
 *
 * @param specifier - a package's name, a relative path or a URL
 * @param parent - URL of the asking module
 */
export async function importFrom(specifier: string, parent: string): Promise<object> {
  const { createRequire, isBuiltin } = await import("node:module");
  const { pathToFileURL } = await import("node:url");
  if (isBuiltin(specifier) || /^[a-z][a-z0-9+.-]+:/i.test(specifier)) return import(specifier);
  if (/^\.{0,2}\//.test(specifier)) return import(new URL(specifier, parent).href);
  try {
    return await import(pathToFileURL(createRequire(parent).resolve(specifier)).href);
  } catch (error) {
    // A package without a "require" condition: resolve it from here, which is the same folder tree as a rule.
    if (Reflect.get(Object(error), "code") !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error;
    return import(specifier);
  }
}

/**
 * @returns the function that the module exports under `name`, also as a property of its default export
 * @throws {TypeError} if there is none
 */
export function exportedFunction(exports: object, name: string, specifier: string): () => unknown {
  const direct: unknown = Reflect.get(exports, name);
  if (typeof direct === "function") return direct as () => unknown;
  const inDefault: unknown = Reflect.get(Object(Reflect.get(exports, "default")), name);
  if (typeof inDefault === "function") return inDefault as () => unknown;
  throw new TypeError(`Cannot call ${name} of ${specifier} as the module exports no function of that name`);
}
