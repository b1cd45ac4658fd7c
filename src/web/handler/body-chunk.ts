import { jsonEncode } from "../../base/escape/index.ts";

/** An object that `write` sends as JSON: no array, no iterable, no promise. */
export type JSONObject =
  | { readonly [name: string]: unknown }
  | (object & { readonly [Symbol.iterator]?: never; readonly then?: never });

/** What can be written into a response: text, bytes, or an object that goes out as JSON. */
export type BodyChunk = string | Uint8Array | JSONObject;

/** The `Content-Type` of an object. */
export const jsonType = "application/json; charset=UTF-8";

/**
 * The object as JSON that can stand inside of a `<script>` element.
 *
 * @throws {TypeError} if it is something that would not become a JSON object
 */
export function jsonText(chunk: object): string {
  const refusal = refusalOf(chunk);
  if (refusal !== undefined) throw new TypeError(refusal);
  return jsonEncode(chunk);
}

/** The sentence for a piece that is neither text, bytes nor object. */
export function unwritable(chunk: unknown): TypeError {
  return new TypeError(`write() only accepts text, bytes and objects: current value is ${String(chunk)}`);
}

function refusalOf(chunk: object): string | undefined {
  if (Array.isArray(chunk)) {
    return "write() only accepts text, bytes and objects. Lists are not accepted for security reasons (another site could read a list as a script): wrap it in an object, as in { items: [...] }";
  }
  if ("then" in chunk && typeof chunk.then === "function") return "Cannot write a promise: await it first";
  if (Symbol.iterator in chunk || chunk instanceof ArrayBuffer || ArrayBuffer.isView(chunk)) {
    return `Cannot write ${chunk.constructor.name} as JSON would not keep its content: write a Uint8Array or a plain object`;
  }
  return undefined;
}
