import { formatTimestamp } from "../../http/httputil/index.ts";

/** What a header field can be set to: text, a whole number, bytes (latin-1), or a moment, written as HTTP writes dates. */
export type HeaderValue = string | number | Uint8Array | Date;

/**
 * The text of a header field's value.
 *
 * @throws {TypeError} if the value is of another type, or a number that is not whole
 */
export function headerText(value: HeaderValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (value instanceof Date) return formatTimestamp(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
  throw new TypeError(
    `Unsupported header value ${String(value)}: it has to be text, a whole number, bytes or a date`,
  );
}
