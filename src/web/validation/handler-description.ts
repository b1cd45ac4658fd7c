import type { StandardSchema } from "./standard-schema.ts";

/** What one method of a handler takes and answers, and what a document says of it. */
export interface MethodDescription {
  /** What the named groups of the path's pattern catch, as an object; positional ones come as a list. */
  readonly path?: StandardSchema;
  /** The arguments of the query, as an object of texts; one that comes several times is a list of texts. */
  readonly query?: StandardSchema;
  /** The value of a JSON body. */
  readonly body?: StandardSchema;
  /** A form in the body, urlencoded or multipart: as `query`; files are objects of `HTTPFile`. */
  readonly form?: StandardSchema;
  /** Names of arguments and fields that are lists also when they come once. Default: none. */
  readonly lists?: readonly string[];
  /** What `reply` may answer: the schema of the answer with status 200, or one for each status. */
  readonly response?: StandardSchema | ResponseDescriptions;
  /** What the method is for, in a few words. */
  readonly summary?: string;
  /** What the method is for, at length; Markdown. */
  readonly description?: string;
  /** Under which headings a document lists the method. */
  readonly tags?: readonly string[];
  /** A name for generated clients, unique in the application. Default: of the method and the path. */
  readonly operationId?: string;
  /** Whether clients had better not use it any more. Default: `false`. */
  readonly deprecated?: boolean;
}

/** Answers by status. */
export interface ResponseDescriptions {
  readonly [status: number]: StandardSchema | ResponseDescription;
}

/** One answer. */
export interface ResponseDescription {
  /** When it is given. */
  readonly description: string;
  /** The value that is sent as JSON. Default: the answer has no body. */
  readonly schema?: StandardSchema;
}

/** The names of methods that can be described. */
export type DescribedMethod = "get" | "head" | "post" | "put" | "patch" | "delete" | "options";

/** What the methods of a handler class take and answer. */
export type HandlerDescription = { readonly [Method in DescribedMethod]?: MethodDescription };
