import type { HTTPServerRequest } from "../../http/httputil/index.ts";
import { HTTPError } from "./errors.ts";
import { jsonValue, MalformedBodyError } from "./json-value.ts";

const isJson = /^(?:application\/json|[\w!#$&^.+-]+\/[\w!#$&^.+-]+\+json)$/;

/** Whether a media type, in lower case and without parameters, is JSON: `application/json`, or any `+json`. */
export function isJsonType(type: string): boolean {
  return isJson.test(type);
}

/** The media type of a `Content-Type`, in lower case and without parameters. */
export function mediaTypeOf(contentType = ""): string {
  return contentType.split(";", 1).join("").trim().toLowerCase();
}

/**
 * The value of a body that has to be JSON.
 *
 * @throws {HTTPError} 415 if it is of another type, or compressed; 400 if there is none, or it is malformed
 */
export function readJsonBody({ body, headers }: HTTPServerRequest): unknown {
  if (!isJsonType(mediaTypeOf(headers.get("Content-Type"))))
    throw new HTTPError(415, undefined, {
      headers: { Accept: "application/json" },
      detail: "The body has to be of type application/json",
    });
  refuseEncoded(headers.get("Content-Encoding"));
  try {
    return jsonValue(body);
  } catch (error) {
    if (!(error instanceof MalformedBodyError)) throw error;
    const detail = body.length === 0 ? "The body is empty" : `The body is not valid: ${error.message}`;
    throw new HTTPError(400, undefined, { cause: error, detail });
  }
}

/** A server that decompresses requests has taken the field off by now. */
export function refuseEncoded(contentEncoding: string | undefined): void {
  if (contentEncoding === undefined || contentEncoding.trim().toLowerCase() === "identity") return;
  throw new HTTPError(415, undefined, { headers: { "Accept-Encoding": "identity" } });
}
