import { NotCloneableError } from "./executor-errors.ts";

/** A value on its way to another thread, with what the structured clone would lose. */
export interface Payload {
  readonly value: unknown;
  /** Where a `Buffer` stood: it would arrive as a plain `Uint8Array`. */
  readonly buffers?: readonly Path[];
}

type Path = readonly (string | number)[];

/** Makes a value ready to be posted; primitives cost nothing. */
export function encodePayload(value: unknown): Payload {
  if (typeof value !== "object" || value === null) return { value };
  if (Buffer.isBuffer(value)) return { value: withoutPool(value), buffers: [[]] };
  const buffers: Path[] = [];
  const copy = collectBuffers(value, [], buffers, new Set());
  return buffers.length === 0 ? { value } : { value: copy, buffers };
}

/** @returns the value as it was on the other side */
export function decodePayload(payload: Payload): unknown {
  let root = payload.value;
  for (const path of payload.buffers ?? []) root = restoreBuffer(root, path);
  return root;
}

/**
 * Notes where Buffers stand in arrays and plain objects, and cuts small ones out of Node's shared pool: the clone
 * would otherwise copy the whole pool, other people's bytes included.
 */
function collectBuffers(value: object, path: Path, found: Path[], seen: Set<object>): unknown {
  if (seen.has(value)) return value;
  seen.add(value);
  if (!Array.isArray(value) && !isPlainObject(value)) return value;
  let copy: object | undefined;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item !== "object" || item === null) continue;
    const here = [...path, key];
    const sent = Buffer.isBuffer(item) ? withoutPool(item) : collectBuffers(item, here, found, seen);
    if (Buffer.isBuffer(item)) found.push(here);
    if (sent === item) continue;
    copy ??= Array.isArray(value) ? [...value] : { ...value };
    Reflect.set(copy, key, sent);
  }
  return copy ?? value;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function withoutPool(buffer: Buffer): Uint8Array {
  return buffer.byteLength === buffer.buffer.byteLength ? buffer : new Uint8Array(buffer);
}

function restoreBuffer(root: unknown, path: Path): unknown {
  if (path.length === 0) return toBuffer(root);
  let parent = root;
  for (const key of path.slice(0, -1)) parent = Reflect.get(Object(parent), key);
  const last = path[path.length - 1] as string | number;
  Reflect.set(Object(parent), last, toBuffer(Reflect.get(Object(parent), last)));
  return root;
}

function toBuffer(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/**
 * Explains why `value` could not be cloned.
 *
 * @param value - what was posted
 * @param name - how the caller knows it: `args` or `result`
 * @param cause - the `DataCloneError`
 */
export function explainNotCloneable(value: unknown, name: string, cause: unknown): NotCloneableError {
  const { path, culprit } = findCulprit(value, name, new Set());
  return new NotCloneableError(path, kindOf(culprit), { cause });
}

/** Goes down into the first part that cannot be cloned by itself; only after a failure, so cost does not matter. */
function findCulprit(value: unknown, path: string, seen: Set<unknown>): { path: string; culprit: unknown } {
  if (typeof value === "object" && value !== null && !seen.has(value)) {
    seen.add(value);
    for (const [key, item] of entriesOf(value)) {
      if (!isCloneable(item)) return findCulprit(item, `${path}${key}`, seen);
    }
  }
  return { path, culprit: value };
}

function entriesOf(value: object): (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.map((item, index) => [`[${index}]`, item]);
  if (value instanceof Map) return [...value].map(([key, item]) => [`.get(${JSON.stringify(key)})`, item]);
  if (value instanceof Set) return [...value].map((item) => [".values()", item]);
  return Object.entries(value).map(([key, item]) => [propertyPath(key), item]);
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
  if (typeof value === "function") return value.name ? `a function (${value.name})` : "a function";
  if (typeof value !== "object" || value === null) return `a ${typeof value}`;
  return `an object of class ${value.constructor?.name ?? "Object"}`;
}
