import type { CallSite } from "./call-site.ts";
import { DuplicateFunctionError } from "./executor-errors.ts";
import { perThread } from "./per-thread.ts";

/** What is known of one marked function or method. */
export interface MarkedFunction {
  readonly site: CallSite;
  /** The user's own function, which a worker runs. */
  readonly fn: AnyFunction;
  /** Whether it has many results. */
  readonly isGenerator: boolean;
  /** How many calls of it an executor runs at a time. Default: as many as it has workers. */
  readonly maxConcurrency?: number | undefined;
}

/** A function of any shape; only called through `Reflect.apply` or a spread of unknown values. */
export type AnyFunction = (this: unknown, ...args: never[]) => unknown;

interface Registry {
  /** Marked functions by the key of their call site. */
  readonly byKey: Map<string, MarkedFunction>;
  /** From a marked function, and from every wrapper made of it, to what is known of it. */
  readonly byFunction: WeakMap<object, MarkedFunction>;
  /** In a worker only: classes that are reachable although their module does not export them. */
  readonly classes: Set<object>;
}

// One registry a thread, whatever number of copies of this library are loaded (a bundled one beside an installed
// one, say): the worker's own copy must see what the application's copy marked.
const registrySymbol = Symbol.for("typhoon.concurrent.registry");

function registry(): Registry {
  return perThread(registrySymbol, () => ({
    byKey: new Map(),
    byFunction: new WeakMap(),
    classes: new Set(),
  }));
}

/**
 * Remembers `fn` under its call site.
 *
 * @param marked - the function and where it was marked
 * @throws {DuplicateFunctionError} `ERR_DUPLICATE_FUNCTION` if another function was marked at that call site
 */
export function register(marked: MarkedFunction): void {
  const { byKey, byFunction } = registry();
  const known = byKey.get(marked.site.key);
  if (known !== undefined && known.fn !== marked.fn) throw new DuplicateFunctionError(marked.site.key);
  byKey.set(marked.site.key, marked);
  byFunction.set(marked.fn, marked);
}

/** Lets `wrapper` be submitted as if it were the function that it wraps. */
export function registerWrapper(wrapper: object, marked: MarkedFunction): void {
  registry().byFunction.set(wrapper, marked);
}

/** Lets `wrapper` pass for the function that it wraps, if that one is marked. */
export function registerWrapperOf(wrapper: object, fn: object): void {
  const marked = markOf(fn);
  if (marked !== undefined) registerWrapper(wrapper, marked);
}

/** @returns what is known of a function, or `undefined` if it was never marked */
export function markOf(fn: object): MarkedFunction | undefined {
  return registry().byFunction.get(fn);
}

/** @returns the function that was marked at the call site with this key, in this thread */
export function findByKey(key: string): MarkedFunction | undefined {
  return registry().byKey.get(key);
}

/** In a worker: makes a class findable that its module may not export, such as a handler given to an application. */
export function registerClass(classToFind: object): void {
  registry().classes.add(classToFind);
}

/** @returns the classes of `registerClass` */
export function registeredClasses(): Iterable<object> {
  return registry().classes;
}
