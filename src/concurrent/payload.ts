import { inspect } from "node:util";
import { NotCloneableError } from "./executor-errors.ts";
import { fitsInBytes, NotInBytesError } from "./message-bytes.ts";

/** A value on its way to another thread, with what the structured clone would lose. */
export interface Payload {
  readonly value: unknown;
  /**
   * Where a `Buffer` stood: it would arrive as a plain `Uint8Array`. The clone keeps identity within one message, so
   * these containers are the very ones inside `value`.
   */
  readonly buffers?: readonly BufferPlace[];
}

interface BufferPlace {
  readonly container: object;
  readonly key: unknown;
}

/**
 * Makes a value ready to be posted; primitives cost nothing.
 *
 * It looks for Buffers in arrays, plain objects, maps and sets, and cuts small ones out of Node's shared pool: the
 * clone would otherwise copy the whole pool, other people's bytes included.
 *
 * @param value - what is posted
 * @param transfer - what moves with the message: never cut out of anything
 */
export function encodePayload(value: unknown, transfer: readonly unknown[] = []): Payload {
  if (!isObject(value) || isFlat(value) || !holdsBuffer(value, new Set())) return { value };
  return new PayloadCopy(transfer).encode(value);
}

/** @returns the value as it was on the other side */
export function decodePayload(payload: Payload): unknown {
  for (const { container, key } of payload.buffers ?? []) {
    if (container instanceof Map) container.set(key, toBuffer(container.get(key)));
    else if (container instanceof Set) replaceInSet(container, key);
    else Reflect.set(container, String(key), toBuffer(Reflect.get(container, String(key))));
  }
  return payload.value;
}

/** As the arguments of most calls are: to look through them in the usual way would be a tenth of the call. */
function isFlat(value: object): boolean {
  return Array.isArray(value) && !value.some(isObject);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function holdsBuffer(value: unknown, seen: Set<object>): boolean {
  if (!isObject(value) || seen.has(value)) return false;
  if (Buffer.isBuffer(value)) return true;
  seen.add(value);
  for (const [, item] of itemsOf(value)) if (holdsBuffer(item, seen)) return true;
  return false;
}

/** What to look through: of other objects the clone itself knows best what travels. */
function itemsOf(value: object): Iterable<readonly [unknown, unknown]> {
  if (Array.isArray(value) || isPlainObject(value)) return Object.entries(value);
  return value instanceof Map || value instanceof Set ? value.entries() : [];
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A copy of the containers of a value, with the same cycles and shared parts, in which Buffers can be replaced. */
class PayloadCopy {
  readonly #transfer: readonly unknown[];
  readonly #copies = new Map<object, object>();
  readonly #buffers: BufferPlace[] = [];

  constructor(transfer: readonly unknown[]) {
    this.#transfer = transfer;
  }

  encode(value: object): Payload {
    const payload = { value: undefined, buffers: this.#buffers };
    this.#put(payload, "value", value);
    return payload;
  }

  #put(container: object, key: unknown, item: unknown): void {
    if (Buffer.isBuffer(item))
      this.#buffers.push({ container, key: container instanceof Set ? this.#copy(item) : key });
    const copy = typeof item === "object" && item !== null ? this.#copy(item) : item;
    if (container instanceof Map) container.set(key, copy);
    else if (container instanceof Set) container.add(copy);
    else define(container, String(key), copy);
  }

  #copy(value: object): object {
    const known = this.#copies.get(value);
    if (known !== undefined) return known;
    const copy = Buffer.isBuffer(value) ? this.#withoutPool(value) : emptyLike(value);
    this.#copies.set(value, copy);
    if (copy !== value && !Buffer.isBuffer(value)) {
      for (const [key, item] of itemsOf(value)) this.#put(copy, key, item);
    }
    return copy;
  }

  #withoutPool(buffer: Buffer): Uint8Array {
    const isWhole = buffer.byteLength === buffer.buffer.byteLength;
    return isWhole || this.#transfer.includes(buffer.buffer) ? buffer : new Uint8Array(buffer);
  }
}

/** Also where an assignment would do something else: a key may be `__proto__`. */
function define(container: object, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

/** @returns an empty container of the same kind, or the value itself if it is none */
function emptyLike(value: object): object {
  if (Array.isArray(value)) return new Array(value.length);
  if (isPlainObject(value)) return {};
  if (value instanceof Map) return new Map();
  return value instanceof Set ? new Set() : value;
}

/** A set keeps the order of insertion, so all of it goes out and in again. */
function replaceInSet(set: Set<unknown>, bytes: unknown): void {
  const items = [...set];
  set.clear();
  for (const item of items) set.add(item === bytes ? toBuffer(item) : item);
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
