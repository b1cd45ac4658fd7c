import type { Transferable } from "node:worker_threads";
import { perThread } from "./per-thread.ts";

/** What moves with a value, until that value is sent. */
function marks(): WeakMap<object, readonly Transferable[]> {
  return perThread(Symbol.for("typhoon.concurrent.transfer"), () => new WeakMap());
}

/** What can move, and shared memory, which needs not. */
export type Movable = Transferable | ArrayBufferLike;

/**
 * Lets buffers move with a value to another thread instead of being copied: as an argument of a call, as what a
 * marked function returns, or as what a marked generator yields. They are empty on the sender's side afterwards.
 *
 * Nothing moves by itself. Who sends a buffer may still hold it, in a cache at the top level of its module, say, and
 * would find it empty: only its owner knows. Where no thread is crossed (a direct call, `DummyExecutor`) nothing moves.
 * Small Buffers share their memory, so memory of `Buffer.poolSize` bytes is copied all the same.
 *
 * @param value - what is sent, itself and not a part of it; the mark is good for one sending
 * @param buffers - what of it moves: array buffers, message ports
 * @returns the value
 * @example
 * ```ts
 * import { transfer, unblock } from "typhoon/concurrent";
 *
 * const invert = unblock((pixels: Uint8Array) => {
 *   for (let i = 0; i < pixels.length; i++) pixels[i] = 255 - (pixels[i] ?? 0);
 *   return transfer(pixels, [pixels.buffer]);
 * });
 *
 * const pixels = new Uint8Array(1_000_000);
 * const inverted = await invert(transfer(pixels, [pixels.buffer]));   // moves there and back, without a copy
 * ```
 */
export function transfer<T extends object>(value: T, buffers: readonly Movable[]): T {
  marks().set(value, buffers.filter(isMovable));
  return value;
}

/** Takes the mark from a value that is about to be sent. */
export function takeTransfer(value: unknown): readonly Transferable[] {
  if (typeof value !== "object" || value === null) return none;
  const marked = marks().get(value);
  if (marked === undefined) return none;
  marks().delete(value);
  return marked;
}

/** What moves with a call: what its options name, and what its arguments are marked with. */
export function transferOf(
  args: readonly unknown[],
  named: readonly Transferable[] = none,
): readonly Transferable[] {
  let all = named;
  for (const arg of args) {
    const marked = takeTransfer(arg);
    if (marked.length > 0) all = [...new Set([...all, ...marked])];
  }
  return all;
}

const none: readonly Transferable[] = [];

/** Node's pool cannot be told from other memory of its size; to copy so little costs no more than to move it. */
function isMovable(buffer: Movable): buffer is Transferable {
  if (buffer instanceof SharedArrayBuffer) return false;
  return !(buffer instanceof ArrayBuffer && buffer.byteLength === Buffer.poolSize);
}
