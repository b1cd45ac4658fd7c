import { types } from "node:util";
import { readOr, readText } from "../base/errors/internal.ts";

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

/** Whether it is an error, also one of another thread's class. `instanceof` would throw what a Proxy throws. */
export function isError(value: unknown): value is Error {
  if (types.isNativeError(value)) return true;
  return typeof value === "object" && value !== null && prototypesOf(value).includes(Error.prototype);
}

/** @returns an error's message, or the text of whatever else was thrown */
export function textOfThrown(value: unknown): string {
  return readText(() => (isError(value) ? value.message : value));
}
