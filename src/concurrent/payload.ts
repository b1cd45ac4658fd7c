import type { Transferable } from "node:worker_threads";
import { entriesOfMap, isFlatList, isObject, kindOf, lookInto, valuesOfSet } from "./containers.ts";
import { MovedCopies } from "./moved-copies.ts";
import { refuseStrayPort, refuseStrayPorts } from "./stray-ports.ts";
import { isBuffer, viewOf } from "./view-memory.ts";

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
 * `MovedCopies`. However deep they are nested: how much of that can travel is for the clone to say.
 *
 * @param value - what is posted
 * @param moves - what moves with the message: its sender's memory, never cut out of anything; copies that are made here
 *   are added. Default: nothing moves
 * @throws what getters and Proxies in it throw, and a RangeError or TypeError of memory that cannot be copied
 */
export function encodePayload(value: unknown, moves?: Transferable[]): Payload {
  if (!isObject(value) || (Array.isArray(value) && isFlatList(value))) return { value };
  const moved = moves && new MovedCopies(moves);
  return holdsMemory(value, moved, moves) ? new PayloadCopy(moved, moves).encode(value) : { value };
}

/** @returns the value as it was on the other side */
export function decodePayload(payload: Payload): unknown {
  if (payload.buffers === undefined) return payload.value;
  const inSets = new Map<Set<unknown>, Set<unknown>>();
  for (const { container, key } of payload.buffers) {
    if (container instanceof Map) container.set(key, toBuffer(container.get(key)));
    else if (container instanceof Set) note(inSets, container, key);
    else Reflect.set(container, String(key), toBuffer(Reflect.get(container, String(key))));
  }
  for (const [set, bytes] of inSets) replaceInSet(set, bytes);
  return payload.value;
}

/** Whether a Buffer is in it, or memory that is worth a copy that moves. */
function holdsMemory(
  value: object,
  moved: MovedCopies | undefined,
  moves: readonly unknown[] | undefined,
): boolean {
  const seen = new Set<object>();
  const open = [value];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (seen.has(part)) continue;
    seen.add(part);
    const kind = lookInto(part, open);
    if (kind === "memory" && (isBuffer(part) || moved?.isWorth(part))) return true;
    if (kind === "other") refuseStrayPort(part, moves);
  }
  return false;
}

/** A copy of the containers of a value, with the same cycles and shared parts, in which memory can be replaced. */
class PayloadCopy {
  readonly #moved: MovedCopies | undefined;
  readonly #moves: readonly unknown[];
  readonly #copies = new Map<object, object>();
  readonly #buffers: BufferPlace[] = [];
  /** Fill the copies that have been made: a list, as recursion would end at some depth. */
  readonly #unfilled: (() => void)[] = [];
  /** What stands in objects that are left to the clone. */
  #uncopied: Set<object> | undefined;

  constructor(moved: MovedCopies | undefined, moves: readonly Transferable[] = []) {
    this.#moved = moved;
    this.#moves = moves;
  }

  encode(value: object): Payload {
    const payload = { value: undefined, buffers: this.#buffers };
    this.#put(payload, "value", value);
    for (let fill = this.#unfilled.pop(); fill !== undefined; fill = this.#unfilled.pop()) fill();
    return this.#buffers.length > 0 ? payload : { value: payload.value };
  }

  #put(container: object, key: unknown, item: unknown): void {
    const copy = this.#copy(item);
    if (isBuffer(item)) this.#buffers.push({ container, key: container instanceof Set ? copy : key });
    if (container instanceof Map) container.set(key, copy);
    else if (container instanceof Set) container.add(copy);
    else define(container, String(key), copy);
  }

  #copy(value: unknown): unknown {
    if (!isObject(value)) return value;
    const known = this.#copies.get(value);
    if (known !== undefined) return known;
    const copy = this.#begin(value);
    this.#copies.set(value, copy);
    return copy;
  }

  /** @returns a copy, to be filled if it is a container; the value itself where the clone is to make the copy */
  #begin(value: object): object {
    if (Array.isArray(value)) return isFlatList(value) ? value : this.#fillLater(value, listLike(value));
    const kind = kindOf(value);
    if (kind === "object") return this.#fillLater(value, {});
    if (kind === "map") return this.#fillMapLater(value, new Map());
    if (kind === "set") return this.#fillSetLater(value, new Set());
    if (kind === "other") return this.#withoutStrayPorts(value);
    return this.#moved?.copy(value) ?? (isBuffer(value) ? this.#withoutPool(value) : value);
  }

  #fillLater(from: object, copy: object): object {
    this.#unfilled.push(() => {
      for (const key of Object.keys(from)) this.#put(copy, key, Reflect.get(from, key));
    });
    return copy;
  }

  #fillMapLater(from: object, copy: Map<unknown, unknown>): object {
    this.#unfilled.push(() => {
      for (const [key, item] of entriesOfMap(from)) this.#put(copy, this.#copy(key), item);
    });
    return copy;
  }

  #fillSetLater(from: object, copy: Set<unknown>): object {
    this.#unfilled.push(() => {
      for (const item of valuesOfSet(from)) this.#put(copy, item, item);
    });
    return copy;
  }

  #withoutStrayPorts(value: object): object {
    this.#uncopied ??= new Set();
    refuseStrayPorts(value, this.#moves, this.#uncopied);
    return value;
  }

  #withoutPool(buffer: Buffer): Uint8Array {
    const { memory, byteLength } = viewOf(buffer);
    const isWhole = byteLength === memory.byteLength;
    return isWhole || this.#moves.includes(memory) ? buffer : new Uint8Array(buffer);
  }
}

/** Also where an assignment would do something else: a key may be `__proto__`. */
function define(container: object, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

/** As long, and without the memory for it: it may be all holes. */
function listLike(list: readonly unknown[]): unknown[] {
  const copy: unknown[] = [];
  copy.length = list.length;
  return copy;
}

function note(inSets: Map<Set<unknown>, Set<unknown>>, set: Set<unknown>, bytes: unknown): void {
  const known = inSets.get(set);
  if (known === undefined) inSets.set(set, new Set([bytes]));
  else known.add(bytes);
}

/** A set keeps the order of insertion, so all of it goes out and in again. */
function replaceInSet(set: Set<unknown>, bytes: ReadonlySet<unknown>): void {
  const items = [...set];
  set.clear();
  for (const item of items) set.add(bytes.has(item) ? toBuffer(item) : item);
}

function toBuffer(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
