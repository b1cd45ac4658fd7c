import { types } from "node:util";

/** What a value is asked for may be a getter or the trap of a Proxy that throws: then it is `undefined`. */
export function readOr<T>(part: () => T): T | undefined {
  try {
    return part();
  } catch {
    return undefined;
  }
}

/** Text by rule, but it can have been set to anything: a stack is an array with some `prepareStackTrace`. */
export function readText(part: () => unknown): string {
  return readOr(() => String(part())) ?? "";
}

/** A chain of prototypes may be without end, if one of them is a Proxy. */
const deepestPrototype = 100;

/** @returns the prototypes of an object, the nearest first; ends where a Proxy throws, or has no end */
export function prototypesOf(value: object): object[] {
  const prototypes: object[] = [];
  let at: unknown = value;
  while (typeof at === "object" && at !== null && prototypes.length < deepestPrototype) {
    const below: object = at;
    at = readOr(() => Object.getPrototypeOf(below));
    if (typeof at === "object" && at !== null) prototypes.push(at);
  }
  return prototypes;
}

/** Whether it is an error, also one of another thread's class. `instanceof` would throw what a Proxy throws, or never end. */
export function isError(value: unknown): value is Error {
  if (types.isNativeError(value)) return true;
  return typeof value === "object" && value !== null && prototypesOf(value).includes(Error.prototype);
}

/** @returns an error's message, or the text of whatever else was thrown */
export function textOfThrown(value: unknown): string {
  return readText(() => (isError(value) ? value.message : value));
}
