import { isUtf8 } from "node:buffer";

/** What can be wrong with a JSON body before any schema looks at it. */
export class MalformedBodyError extends SyntaxError {}

/** Only with one of these in its text can a value have a key that is refused. */
const suspicious = /__proto__|constructor|\\u00/;

/**
 * The value of a JSON text.
 *
 * @param bytes - UTF-8; a byte order mark is passed over (RFC 8259 §8.1)
 * @throws {MalformedBodyError} if it is no JSON, or has keys by which a copy of the value would change prototypes
 */
export function jsonValue(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new MalformedBodyError("not UTF-8");
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  const value = parse(text);
  if (suspicious.test(text)) refusePrototypes(value);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's message repeats a part of the text, which may be secret.
    throw new MalformedBodyError("malformed JSON");
  }
}

/** With a list of its own instead of calling itself: a body can be nested deeper than the stack. */
function refusePrototypes(value: unknown): void {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== "object" || next === null) continue;
    if (Object.hasOwn(next, "__proto__") || hasConstructorPrototype(next))
      throw new MalformedBodyError("a key __proto__ or constructor.prototype is not allowed");
    for (const inner of Object.values(next)) waiting.push(inner);
  }
}

function hasConstructorPrototype(value: object): boolean {
  if (!Object.hasOwn(value, "constructor")) return false;
  const inner: unknown = Reflect.get(value, "constructor");
  return typeof inner === "object" && inner !== null && Object.hasOwn(inner, "prototype");
}
