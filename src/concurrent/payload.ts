import type { Transferable } from "node:worker_threads";
import { MovedCopies } from "./moved-copies.ts";

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
 * It looks through arrays, plain objects, maps and sets: for Buffers, and cuts small ones out of Node's shared pool, as
 * the clone would otherwise copy the whole pool, other people's bytes included; and for large memory, see
 * `MovedCopies`.
 *
 * @param value - what is posted
 * @param moves - what moves with the message: its sender's memory, never cut out of anything; copies that are made here
 *   are added. Default: nothing moves
 */
export function encodePayload(value: unknown, moves?: Transferable[]): Payload {
  if (!isObject(value) || isFlat(value)) return { value };
  const moved = moves && new MovedCopies(moves);
  const isReplaced = (part: object) => Buffer.isBuffer(part) || moved?.isWorth(part) === true;
  if (!holds(value, isReplaced, new Set())) return { value };
  return new PayloadCopy(moved, moves).encode(value);
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

function holds(value: unknown, isWanted: (part: object) => boolean, seen: Set<object>): boolean {
  if (!isObject(value) || isFlat(value) || seen.has(value)) return false;
  if (isWanted(value)) return true;
  seen.add(value);
  for (const part of partsOf(value)) if (holds(part, isWanted, seen)) return true;
  return false;
}

/** The values of `itemsOf`, for the way that every call goes: pairs of keys and values would be a fifth of its garbage. */
function partsOf(value: object): Iterable<unknown> {
  if (Array.isArray(value)) return value;
  if (isPlainObject(value)) return Object.values(value);
  return value instanceof Map || value instanceof Set ? value.values() : [];
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

/** A copy of the containers of a value, with the same cycles and shared parts, in which memory can be replaced. */
class PayloadCopy {
  readonly #moved: MovedCopies | undefined;
  readonly #moves: readonly unknown[];
  readonly #copies = new Map<object, object>();
  readonly #buffers: BufferPlace[] = [];

  constructor(moved: MovedCopies | undefined, moves: readonly Transferable[] = []) {
    this.#moved = moved;
    this.#moves = moves;
  }

  encode(value: object): Payload {
    const payload = { value: undefined, buffers: this.#buffers };
    this.#put(payload, "value", value);
    return this.#buffers.length > 0 ? payload : { value: payload.value };
  }

  #put(container: object, key: unknown, item: unknown): void {
    if (Buffer.isBuffer(item))
      this.#buffers.push({ container, key: container instanceof Set ? this.#copy(item) : key });
    const copy = isObject(item) ? this.#copy(item) : item;
    if (container instanceof Map) container.set(key, copy);
    else if (container instanceof Set) container.add(copy);
    else define(container, String(key), copy);
  }

  #copy(value: object): object {
    const known = this.#copies.get(value);
    if (known !== undefined) return known;
    const copy =
      this.#moved?.copy(value) ?? (Buffer.isBuffer(value) ? this.#withoutPool(value) : emptyLike(value));
    this.#copies.set(value, copy);
    if (copy !== value) for (const [key, item] of itemsOf(value)) this.#put(copy, key, item);
    return copy;
  }

  #withoutPool(buffer: Buffer): Uint8Array {
    const isWhole = buffer.byteLength === buffer.buffer.byteLength;
    return isWhole || this.#moves.includes(buffer.buffer) ? buffer : new Uint8Array(buffer);
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
