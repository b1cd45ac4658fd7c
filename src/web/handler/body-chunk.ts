import { jsonEncode } from "../../base/escape/index.ts";

/** An object that `write` sends as JSON: no array, no iterable, no promise. */
export type JSONObject =
  | { readonly [name: string]: unknown }
  | (object & {
      readonly [Symbol.iterator]?: never;
      readonly [Symbol.asyncIterator]?: never;
      readonly then?: never;
    });

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
  if (Array.isArray(chunk)) {
    throw new TypeError(
      "write() only accepts text, bytes and objects. Lists are not accepted for security reasons (another site could read a list as a script): wrap it in an object, as in { items: [...] }",
    );
  }
  const refusal = refusalOfObject(chunk);
  if (refusal !== undefined) throw new TypeError(`Cannot write ${refusal}`);
  return jsonEncode(chunk);
}

/** The sentence for a piece that is neither text, bytes nor object. */
export function unwritable(chunk: unknown): TypeError {
  return new TypeError(`write() only accepts text, bytes and objects: current value is ${shortly(chunk)}`);
}

/** Why a value cannot be a body, as the end of a sentence; `undefined` if it can. */
export function refusalOf(value: unknown): string | undefined {
  if (typeof value === "string" || value instanceof Uint8Array) return undefined;
  if (typeof value !== "object" || value === null)
    return `a body is text, bytes or an object: it is ${shortly(value)}`;
  if (Array.isArray(value))
    return "another site could read a list as a script: wrap it in an object, as in { items: [...] }";
  const refusal = refusalOfObject(value);
  return refusal === undefined ? undefined : `it is ${refusal}`;
}

function refusalOfObject(chunk: object): string | undefined {
  if ("then" in chunk && typeof chunk.then === "function") return "a promise: await it first";
  if (Symbol.asyncIterator in chunk)
    return "a stream: yield its pieces from an async generator, or return it";
  if (Symbol.iterator in chunk || chunk instanceof ArrayBuffer || ArrayBuffer.isView(chunk)) {
    return `${chunk.constructor.name} as JSON would not keep its content: write a Uint8Array or a plain object`;
  }
  return undefined;
}

function shortly(value: unknown): string {
  return String(value).slice(0, 40);
}
