import type { HandlerClass } from "../handler/index.ts";
import type { SchemaInput, SchemaOutput, StandardSchema } from "./standard-schema.ts";

/** The class that `described` makes of another: with the types of what is declared. */
export type DescribedClass<Description, Base extends HandlerClass> = {
  new (...args: ConstructorParameters<Base>): InstanceType<Base> & DescribedInput<Description>;
} & Pick<Base, keyof Base>;

/** What objects of a described class have beside those of `RequestHandler`. */
export interface DescribedInput<Description> {
  /** For types only: no object has it. */
  readonly "~description"?: Description;

  /**
   * What the schema `path` of the method made of the path's groups.
   *
   * @throws {TypeError} if the method declares none, or it is not read yet, as in `prepare`
   */
  readonly path: Declared<Description, "path">;

  /** The same for the schema `query` and the arguments of the query. */
  readonly query: Declared<Description, "query">;

  /** The same for the schemas `body` and `form` and the body. */
  readonly body: Declared<Description, "body"> | Declared<Description, "form">;

  /**
   * Reads what the method declares before its time, in `prepare` for example.
   *
   * @throws {ValidationError} `ERR_VALIDATION` if the request is not as declared
   */
  loadInput(): Promise<void>;

  /**
   * Answers with a status that is declared and the value that is declared for it, as JSON, and finishes the response.
   *
   * @param status - one of those in `response`; 200, if that is a schema alone
   * @param value - none, where the answer has no schema
   * @returns as that of `finish`
   * @throws {InvalidResponseError} `ERR_INVALID_RESPONSE` if the setting `responseCheck` is on and the value does not fit
   */
  reply<Status extends Statuses<Description>>(
    status: Status,
    ...value: undefined extends Answer<Description, Status>
      ? [value?: Answer<Description, Status>]
      : [value: Answer<Description, Status>]
  ): Promise<void>;
}

/**
 * The type of `this` in one method of a class whose methods declare different shapes: without it `query`, `body` and
 * `path` have the types of all of them.
 *
 * @example
 * ```ts
 * import { type During, described } from "typhoon/web";
 * import { z } from "zod";
 *
 * const Story = z.object({ title: z.string() });
 *
 * class Stories extends described({ put: { body: Story }, patch: { body: Story.partial() } }) {
 *   override put(this: During<this, "put">) {
 *     this.write(this.body.title);                 // string
 *   }
 *   override patch(this: During<this, "patch">) {
 *     this.write(this.body.title ?? "as before");  // string | undefined
 *   }
 * }
 * ```
 */
export type During<Handler, Method extends keyof DescriptionOf<Handler>> = Handler & {
  readonly path: Part<DescriptionOf<Handler>[Method], "path">;
  readonly query: Part<DescriptionOf<Handler>[Method], "query">;
  readonly body: Part<DescriptionOf<Handler>[Method], "body"> | Part<DescriptionOf<Handler>[Method], "form">;
};

type DescriptionOf<Handler> = Handler extends { readonly "~description"?: infer Description }
  ? Description
  : never;

/** What a schema of one method makes; `never` without it. */
type Part<Method, Name extends PropertyKey> = Method extends { readonly [Key in Name]: infer Schema }
  ? SchemaOutput<Schema>
  : never;

/** What the schemas of that name make, of whichever method. */
type Declared<Description, Name extends PropertyKey> = {
  [Method in keyof Description]: Part<Description[Method], Name>;
}[keyof Description];

/** The answers of a method by status; a schema alone is that of 200. */
type Answers<Method> = Method extends { readonly response: infer Response }
  ? Response extends StandardSchema
    ? { readonly 200: Response }
    : Response
  : never;

type Statuses<Description> = {
  [Method in keyof Description]: keyof Answers<Description[Method]>;
}[keyof Description];

/** What may be answered with that status, by whichever method. */
type Answer<Description, Status extends PropertyKey> = {
  [Method in keyof Description]: Answers<Description[Method]> extends {
    readonly [Key in Status]: infer Response;
  }
    ? AnswerOf<Response>
    : never;
}[keyof Description];

type AnswerOf<Response> = Response extends StandardSchema
  ? SchemaInput<Response>
  : Response extends { readonly schema: infer Schema }
    ? SchemaInput<Schema>
    : undefined;
