import { genLog } from "../../base/log/index.ts";
import type { StandardSchema } from "../validation/index.ts";
import type { JSONSchema } from "./document.ts";

/** Makes a JSON Schema of one of a library; `undefined`: it cannot. */
export type ToJSONSchema = (schema: StandardSchema) => object | undefined;

/** What libraries that can write JSON Schema themselves have beside `validate`. @see https://standardschema.dev */
interface JSONSchemaWriter {
  input(options: { readonly target: string; readonly libraryOptions: object }): object;
}

/** Without these zod and valibot refuse a whole object for one field, such as a date, that JSON has no type for. */
const libraryOptions = { unrepresentable: "any", errorMode: "ignore" };
const target = "draft-2020-12";

/** The schemas of a document: each has a name, and is written once. */
export class SchemaComponents {
  readonly #convert: ToJSONSchema;
  readonly #schemas = new Map<string, JSONSchema>();
  /** By name, as its library wrote it: by that, the same schema is known again. */
  readonly #texts = new Map<string, string>();
  readonly #known = new Map<StandardSchema, JSONSchema>();

  /** @param convert - asked first; what it gives nothing for writes itself, if it can. Default: nothing */
  constructor(convert: ToJSONSchema = () => undefined) {
    this.#convert = convert;
  }

  /** All of them, by name. */
  get schemas(): { readonly [name: string]: JSONSchema } {
    return Object.fromEntries(this.#schemas);
  }

  /** A schema that is ours, under this name. */
  define(name: string, schema: JSONSchema): JSONSchema {
    const own = this.#nameFor(name, schema);
    this.#schemas.set(own, schema);
    return referenceTo(own);
  }

  /**
   * A reference to a schema; one without fields is written where it is used.
   *
   * @param schema - of a library
   * @param name - for a schema that has none itself
   */
  reference(schema: StandardSchema, name: string): JSONSchema {
    const known = this.#known.get(schema);
    if (known !== undefined) return known;
    const { id, ...written } = this.inline(schema, name);
    const reference =
      "properties" in written ? this.define(ownName({ id, ...written }) ?? name, written) : written;
    this.#known.set(schema, reference);
    return reference;
  }

  /** The schema itself, whose parts may be references. */
  inline(schema: StandardSchema, name: string): JSONSchema {
    const { $schema: _version, $defs, definitions, ...root } = asObject(this.#write(schema, name));
    const parts = { ...asObject(definitions), ...asObject($defs) };
    const holdsItself = JSON.stringify([root, parts]).includes('"$ref":"#"');
    if (!holdsItself) return this.#place(parts, root);
    const rootPart = ownName(root) ?? name;
    return this.#place({ ...parts, [rootPart]: root }, { $ref: "#" }, rootPart);
  }

  /** Puts the parts of a schema beside those that there are, and has their references point there. */
  #place(parts: JSONSchema, root: JSONSchema, rootPart = ""): JSONSchema {
    const names = new Map(Object.entries(parts).map(([part, value]) => [part, this.#nameFor(part, value)]));
    const moved = (value: unknown) => asObject(withReferences(value, names, names.get(rootPart)));
    for (const [part, value] of Object.entries(parts))
      this.#schemas.set(names.get(part) ?? part, moved(value));
    return moved(root);
  }

  /** Follows a reference to one of these schemas. */
  resolve(schema: JSONSchema): JSONSchema {
    const name = typeof schema["$ref"] === "string" ? schema["$ref"].split("/").at(-1) : undefined;
    return this.#schemas.get(name ?? "") ?? schema;
  }

  #write(schema: StandardSchema, name: string): object {
    const converted = this.#convert(schema) ?? writtenByItself(schema);
    if (converted !== undefined) return converted;
    genLog.warn(
      `The OpenAPI document cannot say what ${name} is, as a schema of ${schema["~standard"].vendor} writes no JSON Schema: give the option toJSONSchema`,
    );
    return {};
  }

  /** The same schema keeps its name; another of that name gets a number. */
  #nameFor(wanted: string, schema: unknown): string {
    const name = wanted.replace(/[^\w.-]+/g, "_");
    const text = JSON.stringify(schema);
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? name : `${name}${number}`;
      const there = this.#texts.get(candidate) ?? text;
      if (there !== text) continue;
      this.#texts.set(candidate, text);
      return candidate;
    }
  }
}

/** What a schema calls itself. */
function ownName({ id, title }: JSONSchema): string | undefined {
  if (typeof id === "string") return id;
  return typeof title === "string" ? title : undefined;
}

function writtenByItself(schema: StandardSchema): object | undefined {
  const writer: unknown = Reflect.get(schema["~standard"], "jsonSchema");
  return isWriter(writer) ? writer.input({ target, libraryOptions }) : undefined;
}

function isWriter(value: unknown): value is JSONSchemaWriter {
  return typeof value === "object" && value !== null && "input" in value;
}

function referenceTo(name: string): JSONSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** What pointed into the schema points to where its parts are now. */
function withReferences(
  value: unknown,
  names: ReadonlyMap<string, string>,
  root: string | undefined,
): unknown {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, names, root));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "$ref" && typeof inner === "string"
        ? movedReference(inner, names, root)
        : withReferences(inner, names, root),
    ]),
  );
}

function movedReference(
  reference: string,
  names: ReadonlyMap<string, string>,
  root: string | undefined,
): string {
  const part = /^#\/(?:\$defs|definitions)\/(.+)$/.exec(reference)?.[1];
  const name = part === undefined ? undefined : names.get(part);
  if (name !== undefined) return `#/components/schemas/${name}`;
  return reference === "#" && root !== undefined ? `#/components/schemas/${root}` : reference;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
