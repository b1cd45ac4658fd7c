/** A JSON Schema, as of draft 2020-12. */
export interface JSONSchema {
  readonly [keyword: string]: unknown;
}

/**
 * What an application takes and answers, for programs and people.
 * @see https://spec.openapis.org/oas/v3.1.1
 */
export interface OpenAPIDocument {
  readonly openapi: string;
  readonly info: OpenAPIInfo;
  readonly servers?: readonly OpenAPIServer[];
  readonly tags?: readonly OpenAPITag[];
  readonly paths: { readonly [template: string]: OpenAPIPathItem };
  readonly components: OpenAPIComponents;
}

/** What the document is about. */
export interface OpenAPIInfo {
  readonly title: string;
  readonly version: string;
  readonly summary?: string;
  readonly description?: string;
}

/** Where the application is reached. */
export interface OpenAPIServer {
  readonly url: string;
  readonly description?: string;
}

/** A heading under which methods are listed. */
export interface OpenAPITag {
  readonly name: string;
  readonly description?: string;
}

/** The methods of a path, by name in lower case. */
export interface OpenAPIPathItem {
  readonly [method: string]: OpenAPIOperation;
}

/** What one method takes and answers. */
export interface OpenAPIOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: boolean;
  readonly parameters?: readonly OpenAPIParameter[];
  readonly requestBody?: OpenAPIRequestBody;
  readonly responses: { readonly [status: string]: OpenAPIResponse };
  readonly security?: readonly { readonly [scheme: string]: readonly string[] }[];
}

/** A value in the path or in the query. */
export interface OpenAPIParameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JSONSchema;
}

/** A body by media type. */
export interface OpenAPIContent {
  readonly [mediaType: string]: { readonly schema: JSONSchema };
}

/** The body of a request. */
export interface OpenAPIRequestBody {
  readonly required: boolean;
  readonly content: OpenAPIContent;
}

/** An answer. */
export interface OpenAPIResponse {
  readonly description: string;
  readonly content?: OpenAPIContent;
}

/** How a client shows who it is, as the specification has it: `{ type: "apiKey", in: "cookie", name: "user" }`. */
export interface OpenAPISecurityScheme {
  readonly type: "apiKey" | "http" | "mutualTLS" | "oauth2" | "openIdConnect";
  readonly [field: string]: unknown;
}

/** What is used in several places. */
export interface OpenAPIComponents {
  readonly schemas: { readonly [name: string]: JSONSchema };
  readonly securitySchemes?: { readonly [name: string]: OpenAPISecurityScheme };
}
