import type { PathParameter } from "../routing/index.ts";
import type { MethodDescription, StandardSchema } from "../validation/index.ts";
import type { DescribedRoute } from "./described-routes.ts";
import type { JSONSchema, OpenAPIParameter } from "./document.ts";
import type { SchemaComponents } from "./schema-components.ts";

/**
 * What a method takes in its path and in its query.
 *
 * @param route - whose path has the parameters; a schema for the path says more of them
 * @param name - for a schema of that part
 */
export function parametersOf(
  { parameters }: DescribedRoute,
  { path, query }: MethodDescription,
  components: SchemaComponents,
  name: (part: string) => string,
): OpenAPIParameter[] {
  const declared = path === undefined ? {} : propertiesOf(components, path, name("Path")).properties;
  const schemas = new Map(Object.entries(declared));
  const inPath = parameters.map((parameter) => pathParameter(parameter, schemas.get(parameter.name)));
  if (query === undefined) return inPath;
  return [...inPath, ...queryParameters(components, query, name("Query"))];
}

function pathParameter(parameter: PathParameter, declared: JSONSchema | undefined): OpenAPIParameter {
  const schema = declared ?? schemaOfParameter(parameter);
  return { name: parameter.name, in: "path", required: true, ...described(schema), schema };
}

function schemaOfParameter({ type, pattern }: PathParameter): JSONSchema {
  if (type === "integer" || type === "number") return { type };
  if (type === "uuid") return { type: "string", format: "uuid" };
  return { type: "string", ...(pattern !== undefined && { pattern }) };
}

/** A query of whatever names is one parameter, an object whose fields are arguments. */
function queryParameters(
  components: SchemaComponents,
  query: StandardSchema,
  name: string,
): OpenAPIParameter[] {
  const { properties, required, root } = propertiesOf(components, query, name);
  const { additionalProperties = false } = root;
  if (Object.keys(properties).length === 0 && additionalProperties !== false)
    return [{ name: "query", in: "query", required: false, schema: root }];
  return Object.entries(properties).map(([field, schema]) => ({
    name: field,
    in: "query",
    required: required.includes(field),
    ...described(schema),
    schema,
  }));
}

function described({ description }: JSONSchema): { readonly description?: string } {
  return typeof description === "string" ? { description } : {};
}

interface Properties {
  readonly root: JSONSchema;
  readonly properties: { readonly [name: string]: JSONSchema };
  readonly required: readonly unknown[];
}

function propertiesOf(components: SchemaComponents, schema: StandardSchema, name: string): Properties {
  const root = components.resolve(components.inline(schema, name));
  const { properties, required } = root;
  return {
    root,
    properties: isProperties(properties) ? properties : {},
    required: Array.isArray(required) ? required : [],
  };
}

function isProperties(value: unknown): value is Properties["properties"] {
  return typeof value === "object" && value !== null;
}
