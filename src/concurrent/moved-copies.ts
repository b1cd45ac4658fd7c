import { types } from "node:util";
import type { Transferable } from "node:worker_threads";
import { keepFreedMemory } from "./keep-freed-memory.ts";
import { isBuffer, nameOf, viewOf } from "./view-memory.ts";

/** From here on a copy that moves is cheaper than the clone's own (measured: 64 KiB 0.9, 128 KiB 0.6, 1 MiB 0.35). */
const largeBytes = 64 * 1024;

/** Beyond this not even one copy is worth its memory, and few systems have it. */
const mostBytes = 2 ** 31;

const viewClasses = new Map(
  [
    Uint8Array,
    Uint8ClampedArray,
    Int8Array,
    Uint16Array,
    Int16Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
  ].map((viewClass) => [viewClass.name, viewClass]),
);

/**
 * Copies of large memory that move with a message. The structured clone copies memory twice, into the message and out
 * of it, and each time into pages that the system has to fetch; what was copied once can move. It is the sender's copy,
 * so the loop's thread is spared that of results altogether.
 *
 * Views of the same memory are views of the same copy.
 */
export class MovedCopies {
  readonly #moves: Transferable[];
  readonly #copies = new Map<ArrayBuffer, ArrayBuffer>();

  /** @param moves - what moves with the message: the sender's own memory, to which the copies are added */
  constructor(moves: Transferable[]) {
    this.#moves = moves;
  }

  /** Whether it is memory, or a view of memory, that is worth a copy that moves. */
  isWorth(value: object): boolean {
    return this.#worthOf(value) !== undefined;
  }

  /** @returns what travels in place of memory, or of a view of it; `undefined` if it is left to the clone */
  copy(value: object): object | undefined {
    const memory = this.#worthOf(value);
    if (memory === undefined) return undefined;
    if (!ArrayBuffer.isView(value)) return this.#copyOf(memory);
    const { byteOffset, byteLength } = viewOf(value);
    // A small part of a large pool is not worth the pool; that it has a copy of its own is a Buffer's rule.
    if (isBuffer(value) && byteLength < memory.byteLength) return this.#partOf(value);
    const viewClass = viewClasses.get(nameOf(value) ?? "");
    if (viewClass === undefined) return undefined;
    return new viewClass(this.#copyOf(memory), byteOffset, byteLength / viewClass.BYTES_PER_ELEMENT);
  }

  #worthOf(value: object): ArrayBuffer | undefined {
    const memory = largeMemoryOf(value);
    return memory === undefined || this.#moves.includes(memory) ? undefined : memory;
  }

  #copyOf(memory: ArrayBuffer): ArrayBuffer {
    const known = this.#copies.get(memory);
    if (known !== undefined) return known;
    const copy = this.#move(new Uint8Array(memory));
    this.#copies.set(memory, copy);
    return copy;
  }

  #partOf(buffer: Buffer): Uint8Array {
    return viewOf(buffer).byteLength < largeBytes
      ? new Uint8Array(buffer)
      : new Uint8Array(this.#move(buffer));
  }

  #move(bytes: Uint8Array): ArrayBuffer {
    keepFreedMemory(bytes.byteLength);
    // Not `slice()`, which would fill it with zeros before.
    const copy = Buffer.allocUnsafeSlow(bytes.byteLength);
    copy.set(bytes);
    this.#moves.push(copy.buffer);
    return copy.buffer;
  }
}

function largeMemoryOf(value: object): ArrayBuffer | undefined {
  const memory = ArrayBuffer.isView(value) ? viewOf(value).memory : value;
  if (!types.isArrayBuffer(memory)) return undefined;
  const bytes: number = Reflect.get(ArrayBuffer.prototype, "byteLength", memory);
  if (bytes < largeBytes || bytes > mostBytes) return undefined;
  // One that can be resized has to stay so.
  return Reflect.get(ArrayBuffer.prototype, "resizable", memory) === true ? undefined : memory;
}
