import type { Application } from "../application/index.ts";
import { methodsForUsers } from "../handler/internal.ts";
import { type DescribedRoute, describedRoutes } from "./described-routes.ts";
import type {
  JSONSchema,
  OpenAPIDocument,
  OpenAPIInfo,
  OpenAPIOperation,
  OpenAPISecurityScheme,
  OpenAPIServer,
  OpenAPITag,
} from "./document.ts";
import { type OperationContext, operationOf } from "./operation.ts";
import { OperationNames } from "./operation-names.ts";
import { SchemaComponents, type ToJSONSchema } from "./schema-components.ts";

/** What a document says that the application's rules do not. */
export interface OpenAPIOptions extends OpenAPIInfo {
  /** Where the application is reached. Default: where the document is. */
  readonly servers?: readonly OpenAPIServer[];
  /** Headings, in order, with a text for each. Default: those that methods name, in the order of the rules. */
  readonly tags?: readonly OpenAPITag[];
  /** How users show who they are, by name; each of them opens the methods that are for users. Default: it is not said. */
  readonly securitySchemes?: { readonly [name: string]: OpenAPISecurityScheme };
  /**
   * Makes JSON Schema of a schema whose library does not do so itself by Standard JSON Schema; `undefined`: not of this
   * one. zod and arktype do; for valibot it is `toJsonSchema` of `@valibot/to-json-schema`.
   */
  readonly toJSONSchema?: ToJSONSchema;
}

/** RFC 9457, as `ValidationError` and `HTTPError` become it. */
const problemSchema: JSONSchema = {
  type: "object",
  description: "What is wrong with a request (RFC 9457).",
  properties: {
    type: { type: "string", const: "about:blank" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: {
          in: { type: "string", enum: ["path", "query", "body"] },
          path: { type: "string", description: "The field, such as user.emails.0; empty for the whole." },
          message: { type: "string" },
        },
        required: ["in", "path", "message"],
      },
    },
  },
  required: ["type", "title", "status"],
};

/**
 * Describes an application as an OpenAPI 3.1 document: each method that `described` classes of its rules declare.
 *
 * @param application - whose rules are described, nested ones too
 * @param options - title, version, and whatever else the rules do not say
 * @throws {TypeError} if two methods have the same `operationId`
 * @example
 * ```ts
 * import { openAPIDocument } from "typhoon/openapi";
 * import { Application, described } from "typhoon/web";
 * import { z } from "zod";
 *
 * class Users extends described({
 *   get: { summary: "Lists users", query: z.object({ page: z.coerce.number().default(1) }) },
 * }) {
 *   override get() { this.write({ page: this.query.page }); }
 * }
 *
 * const document = openAPIDocument(new Application([["/users", Users]]), { title: "Users", version: "1.0.0" });
 * document.paths["/users"]?.["get"]?.summary;   // "Lists users"
 * ```
 */
export function openAPIDocument(application: Application, options: OpenAPIOptions): OpenAPIDocument {
  const { title, version, summary, description, servers, securitySchemes, toJSONSchema } = options;
  const components = new SchemaComponents(toJSONSchema);
  components.define("Problem", problemSchema);
  const paths = pathsOf(describedRoutes(application), {
    components,
    invalidInputStatus: application.settings.invalidInputStatus ?? 400,
    securitySchemes: Object.keys(securitySchemes ?? {}),
  });
  const tags = options.tags ?? tagsOf(paths);
  return {
    openapi: "3.1.1",
    info: {
      title,
      version,
      ...(summary !== undefined && { summary }),
      ...(description !== undefined && { description }),
    },
    ...(servers !== undefined && { servers }),
    ...(tags.length > 0 && { tags }),
    paths,
    components: { schemas: components.schemas, ...(securitySchemes !== undefined && { securitySchemes }) },
  };
}

/** Of rules for the same path the first is the one that requests find. */
function pathsOf(routes: readonly DescribedRoute[], context: OperationContext): OpenAPIDocument["paths"] {
  const names = new OperationNames(routes);
  const first = new Map<string, DescribedRoute>();
  for (const route of routes) {
    const shape = route.template.replace(/\{[^}]*\}/g, "{}");
    if (!first.has(shape)) first.set(shape, route);
  }
  return Object.fromEntries(
    [...first.values()].map((route) => [route.template, operationsOf(route, names, context)]),
  );
}

function operationsOf(
  route: DescribedRoute,
  names: OperationNames,
  context: OperationContext,
): { readonly [method: string]: OpenAPIOperation } {
  const forUsers = methodsForUsers(route.handlerClass);
  return Object.fromEntries(
    Object.entries(route.description).map(([method, description]) => {
      const operationId = names.of(method, route.template, description);
      const isForUsers = forUsers.has(method);
      return [method, operationOf({ route, method, description, operationId, isForUsers }, context)];
    }),
  );
}

function tagsOf(paths: OpenAPIDocument["paths"]): OpenAPITag[] {
  const names = Object.values(paths)
    .flatMap((item) => Object.values(item))
    .flatMap(({ tags = [] }) => tags);
  return [...new Set(names)].map((name) => ({ name }));
}
