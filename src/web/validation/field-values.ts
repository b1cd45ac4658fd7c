import type { HTTPFile } from "../../http/httputil/index.ts";
import type { RequestHandler } from "../handler/index.ts";

/** Which fields of a query or form are lists also when they come once. */
export type ListNames = ReadonlySet<string>;

type FieldValue = string | HTTPFile;

/** The field of an XSRF token is the framework's, and no schema need know it. */
const xsrfField = "_xsrf";

/** The arguments of the query as an object: a text for each, a list of texts where it comes several times. */
export function queryValues(handler: RequestHandler, lists: ListNames): Record<string, unknown> {
  return objectOf(textsOf(handler, handler.request.queryArguments), lists);
}

/** The same of a form in the body, with its files. */
export function formValues(handler: RequestHandler, lists: ListNames): Record<string, unknown> {
  const { bodyArguments, files } = handler.request;
  return objectOf([...textsOf(handler, bodyArguments), ...files], lists);
}

function textsOf(
  handler: RequestHandler,
  fields: ReadonlyMap<string, readonly Buffer[]>,
): [string, readonly string[]][] {
  const isToken = (name: string) => name === xsrfField && handler.settings.xsrfCookies === true;
  return [...fields]
    .filter(([name]) => !isToken(name))
    .map(([name, values]) => [name, values.map((value) => handler.decodeArgument(value, name))]);
}

function objectOf(
  fields: Iterable<readonly [string, readonly FieldValue[]]>,
  lists: ListNames,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, values] of fields) {
    // To assign this one would change the prototype, here or wherever the object is copied.
    if (name === "__proto__") continue;
    found[name] = values.length === 1 && !lists.has(name) ? values[0] : [...values];
  }
  return found;
}
