/** Where the bytes of a view stand. */
export interface ViewMemory {
  readonly memory: ArrayBufferLike;
  readonly byteOffset: number;
  readonly byteLength: number;
}

const ofTypedArrays: object = Object.getPrototypeOf(Uint8Array.prototype);

/** @returns where its bytes stand, whatever its own properties and its prototype say */
export function viewOf(view: ArrayBufferView): ViewMemory {
  const prototype = nameOf(view) === undefined ? DataView.prototype : ofTypedArrays;
  return {
    memory: read(prototype, "buffer", view),
    byteOffset: read(prototype, "byteOffset", view),
    byteLength: read(prototype, "byteLength", view),
  };
}

/** @returns the name of its class; `undefined` of a `DataView` */
export function nameOf(view: ArrayBufferView): string | undefined {
  return read(ofTypedArrays, Symbol.toStringTag, view);
}

/** Whether it is a view that would arrive as another one. `false` of what only looks like one. */
export function isBuffer(value: unknown): value is Buffer {
  if (!ArrayBuffer.isView(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Buffer.prototype) return true;
  if (prototype === Uint8Array.prototype) return false;
  try {
    return Buffer.isBuffer(value) && nameOf(value) === "Uint8Array";
  } catch {
    return false;
  }
}

function read<T>(prototype: object, name: string | symbol, view: ArrayBufferView): T {
  return Reflect.get(prototype, name, view);
}
