import { HTTPError, type RequestHandler } from "../handler/index.ts";
import { isJsonType, jsonValue, mediaTypeOf, refuseEncoded } from "../handler/internal.ts";
import { formValues, type ListNames } from "./field-values.ts";
import type { StandardSchema } from "./standard-schema.ts";

/** What a method takes as its body. */
export interface DeclaredBody {
  /** Of JSON. */
  readonly body?: StandardSchema;
  /** Of forms. */
  readonly form?: StandardSchema;
}

/** The body of a request, and the schema for it. */
export interface BodyValue {
  readonly schema: StandardSchema;
  /** `undefined`: there is no body. */
  readonly value: unknown;
}

/** The media types of forms. */
const formTypes = ["application/x-www-form-urlencoded", "multipart/form-data"] as const;
/** The media type of JSON. */
const jsonMediaType = "application/json";

/**
 * The body by its media type: JSON for the schema `body`, a form for the schema `form`.
 *
 * @throws {HTTPError} 415 if it is of another type, or compressed
 * @throws {MalformedBodyError} if it is no JSON
 */
export function bodyValue(handler: RequestHandler, declared: DeclaredBody, lists: ListNames): BodyValue {
  const { body, headers } = handler.request;
  const type = mediaTypeOf(headers.get("Content-Type"));
  if (declared.form !== undefined && isFormType(type))
    return { schema: declared.form, value: formValues(handler, lists) };
  const schema = declared.body ?? declared.form;
  if (schema === undefined) throw new TypeError("Cannot read a body without a schema");
  // A multipart form is not in `body`, so it counts as one of another type.
  if (body.length === 0 && !isFormType(type)) return { schema, value: undefined };
  if (declared.body === undefined || !isJsonType(type)) throw unsupportedType(declared);
  refuseEncoded(headers.get("Content-Encoding"));
  return { schema: declared.body, value: jsonValue(body) };
}

/** The media types that such a body may have. */
export function mediaTypesOf({ body, form }: DeclaredBody): string[] {
  return [...(body === undefined ? [] : [jsonMediaType]), ...(form === undefined ? [] : formTypes)];
}

function isFormType(type: string): boolean {
  return formTypes.some((form) => form === type);
}

/** RFC 9110 §15.5.16: the answer says which types would do. */
function unsupportedType(declared: DeclaredBody): HTTPError {
  const accepted = mediaTypesOf(declared).join(", ");
  return new HTTPError(415, undefined, { headers: { Accept: accepted } });
}
