import { ClassNotFoundError } from "../executor-errors.ts";
import { fingerprintOf } from "../fingerprint.ts";
import { markOf, registeredClasses } from "../registry.ts";
import type { MethodRef } from "../task.ts";
import { exportedClasses } from "./load-module.ts";

/** A class, as far as calling one of its methods goes. */
export type FoundClass = (abstract new (...args: never[]) => object) & { readonly prototype: object };

const cache = new Map<string, FoundClass>();

/**
 * Finds the class whose method a task names: among what the loaded modules export and what applications were given
 * there, the one with the same text, whose method was decorated at the same place.
 *
 * @param ref - names class and method
 * @returns `undefined` if there is none yet
 * @throws {ClassNotFoundError} `ERR_CLASS_NOT_FOUND` if several fit: running the wrong one would be worse
 */
export function findClass(ref: MethodRef): FoundClass | undefined;
/** As above, and an error also if there is none. */
export function findClass(ref: MethodRef, necessity: "required"): FoundClass;
export function findClass(ref: MethodRef, necessity?: "required"): FoundClass | undefined {
  const cacheKey = `${ref.fingerprint} ${ref.method}`;
  const known = cache.get(cacheKey);
  if (known !== undefined) return known;
  const fitting = new Set<FoundClass>();
  for (const candidate of [...exportedClasses(), ...registeredClasses()]) {
    if (isClass(candidate) && fits(candidate, ref)) fitting.add(candidate);
  }
  if (fitting.size > 1 || (fitting.size === 0 && necessity === "required")) {
    throw new ClassNotFoundError(ref.className, ref.method, fitting.size);
  }
  const [found] = fitting;
  if (found !== undefined) cache.set(cacheKey, found);
  return found;
}

function isClass(candidate: unknown): candidate is FoundClass {
  return typeof candidate === "function" && typeof candidate.prototype === "object";
}

function fits(candidate: FoundClass, ref: MethodRef): boolean {
  if (fingerprintOf(candidate) !== ref.fingerprint) return false;
  const method: unknown = Reflect.get(candidate.prototype, ref.method);
  if (typeof method !== "function") return false;
  return ref.key === undefined || markOf(method)?.site.key === ref.key;
}
