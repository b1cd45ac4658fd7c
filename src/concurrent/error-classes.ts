import { TyphoonError } from "../base/errors/index.ts";
import { prototypesOf } from "../base/errors/internal.ts";
import * as errors from "./errors.ts";
import * as executorErrors from "./executor-errors.ts";
import { perThread } from "./per-thread.ts";

type ErrorClass = abstract new (...args: never[]) => Error;

// By keys, not by the classes' names, which minifiers change.
const builtIn: Readonly<Record<string, ErrorClass>> = {
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
  AggregateError,
  ...underOwnNames({ TyphoonError, ...errors, ...executorErrors }),
};

/** Under names that no class of an application has by accident. */
function underOwnNames(classes: Readonly<Record<string, ErrorClass>>): Record<string, ErrorClass> {
  return Object.fromEntries(Object.entries(classes).map(([name, ownClass]) => [`typhoon.${name}`, ownClass]));
}

function known(): Map<string, ErrorClass> {
  return perThread(Symbol.for("typhoon.concurrent.errorClasses"), () => new Map(Object.entries(builtIn)));
}

/**
 * Lets errors of this class cross between threads as what they are, so that `instanceof` holds on the other side.
 *
 * Call it at the top level of the module that defines the class. The built-in errors and those of this library are
 * known already; an error of a class that is not known arrives as the nearest known parent class, with its own
 * `name`, `code` and fields.
 *
 * @param errorClass - the class
 * @param name - the name under which both sides know it; default: the class's own name. Give one if a minifier
 *   renames classes
 * @returns the class
 * @throws {TypeError} if another class has that name
 * @example
 * ```ts
 * import { registerErrorClass } from "typhoon/concurrent";
 *
 * class OutOfStock extends Error {}
 * registerErrorClass(OutOfStock, "shop.OutOfStock");
 * ```
 */
export function registerErrorClass<C extends ErrorClass>(errorClass: C, name: string = errorClass.name): C {
  const existing = known().get(name);
  if (existing !== undefined && existing !== errorClass) {
    throw new TypeError(
      `Cannot register an error class as ${name} as another class has that name: give it another`,
    );
  }
  known().set(name, errorClass);
  return errorClass;
}

/**
 * Names under which the classes of `error` are registered, the nearest first; ends with `Error`. A class that nobody
 * registered has no name here: another class of the same name may exist on the other side.
 */
export function classChain(error: Error): string[] {
  const names = new Map([...known()].map(([name, errorClass]) => [errorClass.prototype as object, name]));
  const chain = prototypesOf(error).flatMap((prototype) => names.get(prototype) ?? []);
  return chain.includes("Error") ? chain : [...chain, "Error"];
}

/** Registers each error class among a module's exports under the module's URL and the export's name. */
export function registerExportedErrors(module: string, exports: object): void {
  const registered = new Set(known().values());
  for (const [name, value] of Object.entries(exports)) {
    if (isErrorClass(value) && !registered.has(value)) known().set(exportedName(module, name), value);
  }
}

function isErrorClass(value: unknown): value is ErrorClass {
  return typeof value === "function" && value.prototype instanceof Error;
}

const exportMark = "#export:";

function exportedName(module: string, name: string): string {
  return `${module}${exportMark}${name}`;
}

/** @returns the modules to look into for classes of the chain that this thread does not know yet */
export function modulesToSearch(chain: readonly string[]): string[] {
  const unknown = chain.filter((name) => name.includes(exportMark) && !known().has(name));
  return [...new Set(unknown.map((name) => name.slice(0, name.indexOf(exportMark))))];
}

/** @returns the first class of the chain that this thread knows */
export function findErrorClass(chain: readonly string[]): ErrorClass {
  for (const name of chain) {
    const found = known().get(name);
    if (found !== undefined) return found;
  }
  return Error;
}
