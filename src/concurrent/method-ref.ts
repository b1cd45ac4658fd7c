import { ClassNotFoundError } from "./executor-errors.ts";
import { fingerprintOf, isUnmistakable } from "./fingerprint.ts";
import type { MarkedFunction } from "./registry.ts";
import type { MethodRef } from "./task.ts";

/** A method that was marked, and the name by which its class has it. */
export interface MarkedMethod extends MarkedFunction {
  readonly name: string;
}

interface KnownRef {
  readonly marked: MarkedMethod;
  readonly modules: readonly string[];
  readonly ref: MethodRef;
}

const known = new WeakMap<object, KnownRef[]>();

/**
 * Names a method for a worker. The same method has the same object as its name each time, so that a thread is told of it
 * only once.
 *
 * @param receiverClass - of the object whose method it is
 * @param marked - the method
 * @param modules - beside the method's own: where the class may be reached
 * @throws {ClassNotFoundError} `ERR_CLASS_NOT_FOUND` if another class has the same text
 */
export function methodRef(
  receiverClass: { readonly name: string },
  marked: MarkedMethod,
  modules: readonly string[],
): MethodRef {
  const ofClass = known.get(receiverClass) ?? [];
  const found = ofClass.find(
    (candidate) => candidate.marked === marked && isSame(candidate.modules, modules),
  );
  if (found !== undefined) return found.ref;
  const ref = newRef(receiverClass, marked, modules);
  known.set(receiverClass, [...ofClass, { marked, modules, ref }]);
  return ref;
}

function newRef(
  receiverClass: { readonly name: string },
  marked: MarkedMethod,
  modules: readonly string[],
): MethodRef {
  // A worker could reach the other one of the two, and running the wrong code would be worse than an error.
  if (!isUnmistakable(receiverClass)) throw new ClassNotFoundError(receiverClass.name, marked.name, 2);
  return {
    kind: "method",
    modules: [...new Set([marked.site.module, ...modules])].filter(Boolean),
    ...(marked.site.key && { key: marked.site.key }),
    className: receiverClass.name,
    fingerprint: fingerprintOf(receiverClass),
    method: marked.name,
    isStream: marked.isGenerator,
  };
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((module, index) => module === others[index]);
}
