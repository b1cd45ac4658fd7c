import type { JSONSchema } from "./document.ts";
import { html, type Markup } from "./markup.ts";

/** The schemas of the document, by name. */
export type NamedSchemas = { readonly [name: string]: JSONSchema };

/** What narrows a type down, in the order in which it is shown. */
const constraints: readonly (readonly [keyword: string, label: string])[] = [
  ["format", ""],
  ["pattern", "matches"],
  ["minLength", "at least"],
  ["maxLength", "at most"],
  ["minItems", "at least"],
  ["maxItems", "at most"],
  ["minimum", "≥"],
  ["exclusiveMinimum", ">"],
  ["maximum", "≤"],
  ["exclusiveMaximum", "<"],
  ["multipleOf", "multiple of"],
  ["default", "default"],
];
const units: ReadonlyMap<string, string> = new Map([
  ["minLength", " characters"],
  ["maxLength", " characters"],
  ["minItems", " items"],
  ["maxItems", " items"],
]);
/** Bounds of every whole number that JavaScript can count tell nobody anything. */
const untold = new Set<unknown>([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]);

/** The fields of a value, each with its type, and those of its own within it. */
export function schemaMarkup(schema: JSONSchema, schemas: NamedSchemas): Markup {
  const fields = fieldsMarkup(schema, schemas, []);
  return fields ?? html`<p class="type">${typeText(schema, schemas)} ${constraintsMarkup(schema)}</p>`;
}

/** What a value is, in words. */
export function typeText(schema: JSONSchema, schemas: NamedSchemas): string {
  const name = nameOf(schema);
  if (name !== undefined && schemas[name] === undefined) return name;
  const { type, enum: values, items, const: only, title } = resolved(schema, schemas);
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(" | ");
  const choices = alternatives(resolved(schema, schemas)).map((choice) => typeText(choice, schemas));
  if (choices.length > 0) return [...new Set(choices)].join(" | ");
  if (type === "array") return `list of ${isSchema(items) ? typeText(items, schemas) : "anything"}`;
  if (type === "object") return name ?? (typeof title === "string" ? title : type);
  return Array.isArray(type) ? type.join(" | ") : String(type ?? "anything");
}

/** What narrows the type down. */
export function constraintsMarkup(schema: JSONSchema): Markup {
  const told = constraints.filter(
    ([keyword]) => schema[keyword] !== undefined && !untold.has(schema[keyword]),
  );
  return html`${told.map(
    ([keyword, label]) =>
      html`<span class="constraint">${label} <code>${shown(schema[keyword])}</code>${units.get(keyword)}</span> `,
  )}`;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `undefined` if it has none. `above`: the schemas around this one, as one may hold itself. */
function fieldsMarkup(
  schema: JSONSchema,
  schemas: NamedSchemas,
  above: readonly JSONSchema[],
): Markup | undefined {
  const holder = holderOfFields(schema, schemas);
  if (holder === undefined || above.includes(holder)) return undefined;
  const { properties, required } = holder;
  const isRequired = (name: string) => Array.isArray(required) && required.includes(name);
  const fields = isSchema(properties) ? Object.entries(properties).filter(hasSchema) : [];
  if (fields.length === 0) return undefined;
  return html`<ul class="fields">${fields.map(
    ([name, field]) =>
      html`<li>${fieldMarkup(name, field, isRequired(name), schemas)}${fieldsMarkup(field, schemas, [...above, holder])}</li>`,
  )}</ul>`;
}

function fieldMarkup(name: string, schema: JSONSchema, isRequired: boolean, schemas: NamedSchemas): Markup {
  const own = resolved(schema, schemas);
  const { description } = own;
  return html`<code class="name">${name}</code> <span class="type">${typeText(schema, schemas)}</span>
    ${isRequired ? html`<span class="required">required</span>` : html`<span class="optional">optional</span>`}
    ${constraintsMarkup(own)}${typeof description === "string" && html`<p>${description}</p>`}`;
}

/** The object whose fields are shown: the schema, or what a list holds. */
function holderOfFields(schema: JSONSchema, schemas: NamedSchemas): JSONSchema | undefined {
  const own = resolved(schema, schemas);
  const { properties, items } = own;
  if (isSchema(properties)) return own;
  if (isSchema(items)) return holderOfFields(items, schemas);
  const objects = alternatives(own).filter((choice) => isSchema(resolved(choice, schemas)["properties"]));
  return objects.length === 1 && objects[0] !== undefined ? resolved(objects[0], schemas) : undefined;
}

function alternatives({ anyOf, oneOf }: JSONSchema): JSONSchema[] {
  const choices = anyOf ?? oneOf;
  return Array.isArray(choices) ? choices.filter(isSchema) : [];
}

function resolved(schema: JSONSchema, schemas: NamedSchemas): JSONSchema {
  return schemas[nameOf(schema) ?? ""] ?? schema;
}

function nameOf({ $ref }: JSONSchema): string | undefined {
  return typeof $ref === "string" ? $ref.split("/").at(-1) : undefined;
}

function hasSchema(field: [string, unknown]): field is [string, JSONSchema] {
  return isSchema(field[1]);
}

function isSchema(value: unknown): value is JSONSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
