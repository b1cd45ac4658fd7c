import { reasonPhrase } from "../../http/httputil/index.ts";
import { problemType } from "../handler/internal.ts";
import type { MethodDescription, StandardSchema } from "../validation/index.ts";
import { declaredAnswers, mediaTypesOf } from "../validation/internal.ts";
import type { DescribedRoute } from "./described-routes.ts";
import type {
  JSONSchema,
  OpenAPIContent,
  OpenAPIOperation,
  OpenAPIRequestBody,
  OpenAPIResponse,
} from "./document.ts";
import { parametersOf } from "./operation-parameters.ts";
import type { SchemaComponents } from "./schema-components.ts";

/** What operations of one document share. */
export interface OperationContext {
  readonly components: SchemaComponents;
  /** The status for invalid input. */
  readonly invalidInputStatus: number;
  /** Names of the ways in which a user of a method shows who it is. */
  readonly securitySchemes: readonly string[];
}

/** One method of a described class. */
export interface OperationSource {
  readonly route: DescribedRoute;
  readonly method: string;
  readonly description: MethodDescription;
  readonly operationId: string;
  /** Whether only users may call it. */
  readonly isForUsers: boolean;
}

/** What a document says of one method. */
export function operationOf(source: OperationSource, context: OperationContext): OpenAPIOperation {
  const { description, operationId, isForUsers } = source;
  const { summary, description: text, tags, deprecated } = description;
  const parameters = parametersOf(source.route, description, context.components, (part) =>
    nameOf(source, part),
  );
  const requestBody = requestBodyOf(source, context.components);
  return {
    operationId,
    ...(summary !== undefined && { summary }),
    ...(text !== undefined && { description: text }),
    ...(tags !== undefined && { tags }),
    ...(deprecated !== undefined && { deprecated }),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody !== undefined && { requestBody }),
    responses: responsesOf(source, context),
    ...(isForUsers &&
      context.securitySchemes.length > 0 && {
        security: context.securitySchemes.map((name) => ({ [name]: [] })),
      }),
  };
}

/** A name for the schemas of a method: `postUsers` gives `PostUsersBody`. */
function nameOf({ operationId }: OperationSource, part: string): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}${part}`;
}

function requestBodyOf(
  source: OperationSource,
  components: SchemaComponents,
): OpenAPIRequestBody | undefined {
  const { body, form } = source.description;
  const schemas = [body ?? [], form ?? []].flat();
  if (schemas.length === 0) return undefined;
  const contents = [
    ...(body === undefined
      ? []
      : [contentOf(mediaTypesOf({ body }), components.reference(body, nameOf(source, "Body")))]),
    ...(form === undefined
      ? []
      : [contentOf(mediaTypesOf({ form }), components.reference(form, nameOf(source, "Form")))]),
  ];
  return { required: !schemas.some(takesNothing), content: Object.assign({}, ...contents) };
}

function contentOf(mediaTypes: readonly string[], schema: JSONSchema): OpenAPIContent {
  return Object.fromEntries(mediaTypes.map((type) => [type, { schema }]));
}

/** No JSON Schema says it, so the schema itself is asked. */
function takesNothing(schema: StandardSchema): boolean {
  const result = schema["~standard"].validate(undefined);
  if (!(result instanceof Promise)) return result.issues === undefined;
  result.catch(() => {});
  return false;
}

function responsesOf(source: OperationSource, context: OperationContext): OpenAPIOperation["responses"] {
  const { components } = context;
  const declared = declaredAnswers(source.description).map(({ status, description, schema }) => [
    String(status),
    {
      description: description ?? reasonPhrase(status),
      ...(schema !== undefined && {
        content: contentOf(
          ["application/json"],
          components.reference(schema, nameOf(source, `Answer${status}`)),
        ),
      }),
    },
  ]);
  const answers: Record<string, OpenAPIResponse> = Object.fromEntries(declared);
  return {
    ...(declared.length === 0 && { "200": { description: "OK" } }),
    ...refusalsOf(source, context),
    ...answers,
  };
}

/** What the framework answers before the method runs. */
function refusalsOf(
  { description, method, isForUsers }: OperationSource,
  { invalidInputStatus }: OperationContext,
): OpenAPIOperation["responses"] {
  const { path, query, body, form } = description;
  const hasBody = (body ?? form) !== undefined;
  const isReading = method === "get" || method === "head";
  return {
    ...((hasBody || (path ?? query) !== undefined) && {
      [invalidInputStatus]: problem("The request is not as declared"),
    }),
    ...(hasBody && { "415": problem("The body is of a type that is not declared") }),
    ...(isForUsers &&
      isReading && { "302": { description: "To the login page, for those who are not logged in" } }),
    ...(isForUsers && !isReading && { "403": problem("Not logged in") }),
  };
}

function problem(description: string): OpenAPIResponse {
  return { description, content: contentOf([problemType], { $ref: "#/components/schemas/Problem" }) };
}
