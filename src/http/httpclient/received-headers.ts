import { HTTPHeaders } from "../httputil/index.ts";
import { HTTPBadResponseError } from "./errors.ts";

/**
 * Of these fields a response has one (RFC 9110 §5.3, §5.5): the first counts, as in `node:http`. Joined with a comma, two
 * would be a value that the server has not sent.
 */
const singleFields = [
  "age",
  "content-length",
  "content-location",
  "content-range",
  "content-type",
  "date",
  "etag",
  "expires",
  "last-modified",
  "location",
  "retry-after",
  "server",
] as const;

const longestName = 16;
/** By length and first letter, which differ for each of them: a bit of its own. */
const bits = new Int32Array((longestName + 1) * 32);
for (const [index, name] of singleFields.entries()) bits[placeOf(name)] = 1 << index;

/**
 * The header of a response.
 *
 * @param raw - names and values in turn
 * @throws {HTTPBadResponseError} if a field has a name or a value that HTTP does not allow
 */
export function receivedHeaders(raw: unknown): HTTPHeaders {
  const headers = new HTTPHeaders();
  if (!Array.isArray(raw)) return headers;
  let seen = 0;
  let again = 0;
  try {
    for (let i = 0; i + 1 < raw.length; i += 2) {
      const name = latin1(raw[i]);
      headers.add(name, latin1(raw[i + 1]));
      const bit = name.length > longestName ? 0 : (bits[placeOf(name)] ?? 0);
      again |= seen & bit;
      seen |= bit;
    }
  } catch (error) {
    throw new HTTPBadResponseError("A header field of the answer is not allowed in HTTP", { cause: error });
  }
  if (again !== 0) keepFirst(headers);
  return headers;
}

function keepFirst(headers: HTTPHeaders): void {
  for (const name of singleFields) {
    const [first, ...others] = headers.getList(name);
    if (first !== undefined && others.length > 0) headers.set(name, first);
  }
}

function placeOf(name: string): number {
  return name.length * 32 + (name.charCodeAt(0) & 31);
}

function latin1(bytes: Buffer | string | undefined): string {
  return typeof bytes === "string" ? bytes : (bytes?.toString("latin1") ?? "");
}
