import { inspect } from "node:util";
import { NotCloneableError } from "./executor-errors.ts";
import { fitsInBytes, NotInBytesError } from "./message-bytes.ts";

/**
 * Explains why `value` could not be cloned.
 *
 * @param value - what was posted
 * @param name - how the caller knows it: `args` or `result`
 * @param cause - the `DataCloneError`
 */
export function explainNotCloneable(value: unknown, name: string, cause: unknown): NotCloneableError {
  const isFine = (part: unknown) => canTravel(part, cause);
  if (isFine(value)) return new NotCloneableError("options.transfer", "a value in it", { cause });
  const { path, culprit } = findCulprit(value, name, isFine, new Set());
  return new NotCloneableError(path, kindOf(culprit), { cause });
}

/** @returns whether `value` could have been sent where sending failed with `cause` */
export function canTravel(value: unknown, cause: unknown): boolean {
  return cause instanceof NotInBytesError ? fitsInBytes(value) : isCloneable(value);
}

/** Goes down into the first part that cannot be cloned by itself; only after a failure, so cost does not matter. */
function findCulprit(
  value: unknown,
  path: string,
  isFine: (part: unknown) => boolean,
  seen: Set<unknown>,
): { path: string; culprit: unknown } {
  if (typeof value === "object" && value !== null && !seen.has(value)) {
    seen.add(value);
    for (const [key, item] of entriesOf(value)) {
      if (!isFine(item)) return findCulprit(item, `${path}${key}`, isFine, seen);
    }
  }
  return { path, culprit: value };
}

function entriesOf(value: object): (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.map((item, index) => [`[${index}]`, item]);
  if (value instanceof Map) return [...value].flatMap(([key, item]) => entriesOfMap(key, item));
  if (value instanceof Set) return [...value].map((item) => [".values()", item]);
  return Object.entries(value).map(([key, item]) => [propertyPath(key), item]);
}

function entriesOfMap(key: unknown, item: unknown): (readonly [string, unknown])[] {
  const name =
    typeof key === "string" ? JSON.stringify(key) : inspect(key, { depth: 0, breakLength: Infinity });
  return [
    [".keys()", key],
    [`.get(${name})`, item],
  ];
}

function propertyPath(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** @returns whether the structured clone accepts the value */
export function isCloneable(value: unknown): boolean {
  if (typeof value !== "object" || value === null)
    return typeof value !== "function" && typeof value !== "symbol";
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

function kindOf(value: unknown): string {
  if (isSharedMemory(value)) return "memory that only threads can share";
  if (typeof value === "function") return value.name ? `a function (${value.name})` : "a function";
  if (typeof value !== "object" || value === null) return `a ${typeof value}`;
  return `an object of class ${value.constructor?.name || "Object"}`;
}

function isSharedMemory(value: unknown): boolean {
  return (ArrayBuffer.isView(value) ? value.buffer : value) instanceof SharedArrayBuffer;
}
