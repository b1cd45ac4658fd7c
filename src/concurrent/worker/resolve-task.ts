import { FunctionNotFoundError } from "../executor-errors.ts";
import { fingerprintOf } from "../fingerprint.ts";
import { exportedFunction, importFrom } from "../import-module.ts";
import { prepareTypeScript } from "../loader/install-loader.ts";
import type { Payload } from "../payload.ts";
import { findByKey } from "../registry.ts";
import type { FunctionRef, ImportRef, MethodRef, TaskRef } from "../task.ts";
import { findClass } from "./find-class.ts";
import { invokeMethod } from "./invoke-method.ts";
import { isUsable, loadModule } from "./load-module.ts";
import { whyNotImported } from "./why-not-loadable.ts";

/** Makes the call that a task names, with the given arguments, on the given receiver if it is a method's. */
export type Invocation = (args: readonly unknown[], receiver?: Payload) => unknown;

const imported = new Map<string, Invocation>();

/**
 * @returns the invocation, if all that it needs has been loaded before; a module that failed half-way may have marked
 *   the function, and yet not have what the function uses
 * @throws {ClassNotFoundError} `ERR_CLASS_NOT_FOUND` if more than one class fits
 */
export function resolveKnown(ref: TaskRef): Invocation | undefined {
  if (ref.kind === "import") return imported.get(importKey(ref));
  return modulesOf(ref).some(isUsable) ? resolveMarked(ref) : undefined;
}

function resolveMarked(ref: FunctionRef | MethodRef): Invocation | undefined {
  if (ref.kind === "function") return functionInvocation(ref);
  const found = findClass(ref);
  return found && ((args, receiver) => invokeMethod(found, ref, receiver, args));
}

/** Finds what the task needs, and loads it before where it is not there yet. */
export async function resolveTask(ref: TaskRef): Promise<Invocation> {
  // A module that has stopped where it was enough for another task must not go on for nothing.
  const known = resolveKnown(ref);
  if (known !== undefined) return known;
  if (ref.kind === "import") return loadImport(ref);
  const isEnough = () => resolveMarked(ref) !== undefined;
  for (const module of modulesOf(ref)) {
    await loadModule(module, isEnough);
    if (isEnough()) break;
  }
  const invocation = resolveMarked(ref);
  if (invocation !== undefined) return invocation;
  if (ref.kind === "function") throw new FunctionNotFoundError(ref.key);
  return (args, receiver) => invokeMethod(findClass(ref, "required"), ref, receiver, args);
}

function modulesOf(ref: FunctionRef | MethodRef): readonly string[] {
  return ref.kind === "function" ? [ref.module] : ref.modules;
}

function functionInvocation(ref: FunctionRef): Invocation | undefined {
  const marked = findByKey(ref.key);
  if (marked === undefined) return undefined;
  if (fingerprintOf(marked.fn) !== ref.fingerprint) return () => refuseOther(ref);
  return (args) => Reflect.apply(marked.fn, undefined, args);
}

/** Where a loader transforms modules for the application's thread alone, its places may be those of other functions. */
function refuseOther(ref: FunctionRef): never {
  throw new FunctionNotFoundError(ref.key, "other");
}

async function loadImport(ref: ImportRef): Promise<Invocation> {
  const exports = await importUnmarked(ref);
  const fn = exportedFunction(exports, ref.path[0] ?? "default", ref.specifier);
  const invocation: Invocation = (args) => Reflect.apply(fn, undefined, args);
  imported.set(importKey(ref), invocation);
  return invocation;
}

async function importUnmarked({ specifier, parent }: ImportRef): Promise<object> {
  try {
    await prepareTypeScript();
    return await importFrom(specifier, parent);
  } catch (error) {
    throw whyNotImported(specifier, error);
  }
}

function importKey(ref: ImportRef): string {
  return JSON.stringify([ref.specifier, ref.parent, ref.path]);
}
