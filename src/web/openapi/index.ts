export { APIReferenceHandler, type APIReferenceOptions } from "./api-reference-handler.ts";
export type {
  JSONSchema,
  OpenAPIComponents,
  OpenAPIContent,
  OpenAPIDocument,
  OpenAPIInfo,
  OpenAPIOperation,
  OpenAPIParameter,
  OpenAPIPathItem,
  OpenAPIRequestBody,
  OpenAPIResponse,
  OpenAPISecurityScheme,
  OpenAPIServer,
  OpenAPITag,
} from "./document.ts";
export { type OpenAPIOptions, openAPIDocument } from "./open-api-document.ts";
export { OpenAPIHandler } from "./open-api-handler.ts";
export type { ToJSONSchema } from "./schema-components.ts";
