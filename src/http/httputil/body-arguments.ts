import { decodeField, forEachField } from "../../base/escape/internal.ts";
import { HTTPInputError } from "./errors.ts";
import { addValue, emptyForm, type Form } from "./form.ts";
import { defaultFormLimits, FormLimits, type FormOptions } from "./form-limits.ts";
import { FormReader } from "./form-reader.ts";
import { multipartBoundary } from "./multipart-parser.ts";

const urlencodedType = /^application\/x-www-form-urlencoded/i;
const formType = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/i;

/**
 * Parses `name=value&...` into the percent-decoded bytes of each value; blank values are kept, `+` is a space.
 *
 * As in Tornado, a `%` without two hexadecimal digits stands for itself, and `;` is no separator.
 *
 * @param text - a query, or a urlencoded body as latin-1
 * @param limits - default: none, for a query, which the limit of the head bounds
 * @returns the values of each name in the order in which they came; names are UTF-8, with U+FFFD for what is none
 * @throws {HTTPInputError} 413 if it is beyond a limit
 * @see tornado.escape.parse_qs_bytes
 */
export function parseUrlencoded(text: string, limits?: FormLimits): Map<string, Buffer[]> {
  const found = new Map<string, Buffer[]>();
  let count = 0;
  forEachField(text, (field) => {
    if (limits !== undefined) checkField(limits, ++count, field.length);
    addValue(found, ...decodeField(field));
  });
  return found;
}

/**
 * What a form in a body holds: a urlencoded or a multipart one; nothing for a body of any other type.
 *
 * @param contentType - the `Content-Type` field
 * @param body - the whole body
 * @param contentEncoding - the `Content-Encoding` field; a form that has one cannot be read
 * @param options - limits
 * @throws {HTTPInputError} `ERR_HTTP_INPUT` 400 if the form is malformed or compressed, 413 if it is beyond a limit
 * @see tornado.httputil.parse_body_arguments
 */
export function parseBodyArguments(
  contentType: string,
  body: Buffer,
  contentEncoding?: string,
  options?: FormOptions,
): Form {
  const limits = options === undefined ? defaultFormLimits : new FormLimits(options);
  return readForm(contentType, body, contentEncoding, limits);
}

/**
 * Takes a multipart form that is wholly in memory apart; its files stay in memory.
 *
 * @param boundary - without the dashes
 * @param data - the whole form
 * @param options - limits
 * @throws {HTTPInputError} `ERR_HTTP_INPUT` 400 if the form is malformed, 413 if it is beyond a limit
 * @see tornado.httputil.parse_multipart_form_data
 */
export function parseMultipartFormData(boundary: string, data: Buffer, options: FormOptions = {}): Form {
  return readMultipart(boundary, data, new FormLimits({ ...options, spoolAbove: Number.POSITIVE_INFINITY }));
}

/** Friends only: whether a body of that type is a form, urlencoded or multipart. */
export function isForm(contentType: string): boolean {
  return formType.test(contentType);
}

/** Friends only: `parseBodyArguments` with limits that were checked before. */
export function readForm(
  contentType: string,
  body: Buffer,
  contentEncoding: string | undefined,
  limits: FormLimits,
): Form {
  if (!isForm(contentType)) return emptyForm();
  refuseEncoded(contentEncoding);
  if (urlencodedType.test(contentType)) {
    return { arguments: parseUrlencoded(body.toString("latin1"), limits), files: new Map() };
  }
  const boundary = limits.multipart && body.length > 0 ? multipartBoundary(contentType) : undefined;
  return boundary === undefined ? emptyForm() : readMultipart(boundary, body, limits);
}

/**
 * Friends only: who gathers a multipart form while it arrives.
 *
 * @param hold - called with the number of bytes that are to stay in memory, before they do
 * @returns `undefined` if the body is no multipart form, or is to be left as it is
 */
export function openFormReader(
  contentType: string,
  contentEncoding: string | undefined,
  limits: FormLimits,
  hold?: (bytes: number) => void,
): FormReader | undefined {
  const boundary = limits.multipart ? multipartBoundary(contentType) : undefined;
  if (boundary === undefined) return undefined;
  refuseEncoded(contentEncoding);
  return new FormReader(boundary, limits, hold);
}

function readMultipart(boundary: string, data: Buffer, limits: FormLimits): Form {
  const reader = new FormReader(boundary, limits);
  reader.write(data);
  reader.end();
  return reader.form;
}

/** A compressed form would be parsed into nonsense. */
function refuseEncoded(contentEncoding: string | undefined): void {
  if (contentEncoding === undefined || contentEncoding.toLowerCase() === "identity") return;
  throw new HTTPInputError(`Unsupported Content-Encoding ${contentEncoding} of a form`);
}

function checkField({ maxFields, maxFieldSize }: FormLimits, count: number, size: number): void {
  if (count > maxFields) throw new HTTPInputError(`The form has more than ${maxFields} fields`, 413);
  if (size > maxFieldSize)
    throw new HTTPInputError(`A field of the form is larger than ${maxFieldSize} bytes`, 413);
}
