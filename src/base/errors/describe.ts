import { inspect, types } from "node:util";
import { readOr } from "./read-hostile.ts";

const deepest = 2;
const mostFields = 10;
const longestText = 1_000;

/**
 * Describes any value as `inspect` does, in a bounded length, but always ends: a chain of prototypes can be endless, and
 * `inspect` goes to its end.
 */
export function describe(value: unknown, depth = 0): string {
  if (types.isProxy(value)) return "[Proxy]";
  if (typeof value === "function") return `[Function: ${nameOf(value) ?? "(anonymous)"}]`;
  if (typeof value !== "object" || value === null) return inspect(value, { maxStringLength: longestText });
  const prototype: unknown = Object.getPrototypeOf(value);
  const kind = prototype === null ? "[Object: null prototype] " : "";
  const isPlain = prototype === null || prototype === Object.prototype;
  if (!isPlain || depth >= deepest) return `[${classNameOf(prototype)}]`;
  return `${kind}{ ${fieldsOf(value, depth).join(", ")} }`;
}

function fieldsOf(value: object, depth: number): string[] {
  const keys = Object.keys(value);
  const shown = keys.slice(0, mostFields).map((key) => {
    const field = readOr(() => describe(Reflect.get(value, key), depth + 1)) ?? "[Throws]";
    return `${key.slice(0, longestText)}: ${field}`;
  });
  return keys.length > mostFields ? [...shown, "…"] : shown;
}

function classNameOf(prototype: unknown): string {
  return nameOf(readOr(() => Object(prototype).constructor)) ?? "Object";
}

function nameOf(value: unknown): string | undefined {
  const name = readOr(() => Object(value).name);
  return typeof name === "string" && name !== "" ? name.slice(0, longestText) : undefined;
}
