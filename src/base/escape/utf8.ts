import { isUtf8 } from "node:buffer";

/**
 * Text as UTF-8 bytes; bytes are returned as they are, and so are `null` and `undefined`.
 *
 * @throws {TypeError} if `value` is anything else
 * @see tornado.escape.utf8
 */
export function utf8(value: string): Buffer;
export function utf8(value: string | Uint8Array): Uint8Array;
export function utf8(value: string | Uint8Array | null | undefined): Uint8Array | null | undefined;
export function utf8(value: unknown): unknown {
  if (typeof value === "string") return Buffer.from(value, "utf8");
  if (value instanceof Uint8Array || value === null || value === undefined) return value;
  throw wrongType("encode", value);
}

/**
 * UTF-8 bytes as text; text is returned as it is, and so are `null` and `undefined`.
 *
 * @throws {RangeError} if the bytes are not UTF-8: nothing is replaced in silence
 * @throws {TypeError} if `value` is anything else
 * @see tornado.escape.to_unicode
 */
export function toUnicode(value: string | Uint8Array): string;
export function toUnicode(value: string | Uint8Array | null | undefined): string | null | undefined;
export function toUnicode(value: unknown): unknown {
  if (value instanceof Uint8Array) return decode(value);
  if (typeof value === "string" || value === null || value === undefined) return value;
  throw wrongType("decode", value);
}

/**
 * A copy of `value` in which all bytes, in lists, maps and plain objects too, have become text.
 *
 * @throws {RangeError} if some of the bytes are not UTF-8
 * @see tornado.escape.recursive_unicode
 */
export function recursiveUnicode(value: unknown): unknown {
  if (value instanceof Uint8Array) return decode(value);
  if (Array.isArray(value)) return value.map(recursiveUnicode);
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [recursiveUnicode(key), recursiveUnicode(item)]));
  }
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, recursiveUnicode(item)]));
}

function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString("utf8");
  const start = JSON.stringify(buffer.subarray(0, 40).toString("latin1"));
  throw new RangeError(`Cannot decode bytes as they have to be UTF-8: they begin with ${start}`);
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function wrongType(action: string, value: unknown): TypeError {
  const given = typeof value === "object" ? (value?.constructor?.name ?? "an object") : typeof value;
  return new TypeError(`Cannot ${action} a value as it has to be a string or a Uint8Array: it is ${given}`);
}

/** Friends only: a file's text without the byte order mark that editors on Windows put first. */
export function withoutBom(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
