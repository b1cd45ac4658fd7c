import { Application } from "../application/index.ts";
import type { RequestHandler } from "../handler/index.ts";
import type { OpenAPIDocument } from "./document.ts";
import { type OpenAPIOptions, openAPIDocument } from "./open-api-document.ts";

interface Kept<Form> {
  readonly form: Form;
  /** How many rules with handlers the application had then. */
  readonly size: number;
}

/** Something made of the document of a handler's application: again only when it has got further rules. */
export class DocumentOfHandler<Form> {
  readonly #make: (document: OpenAPIDocument) => Form;
  readonly #kept = new WeakMap<OpenAPIOptions, Kept<Form>>();

  /** @param make - makes it of the document */
  constructor(make: (document: OpenAPIDocument) => Form) {
    this.#make = make;
  }

  /**
   * @param options - those of the handler's rule, which are the same object for each of its requests
   * @throws {TypeError} if the handler has no `Application`, or its rule no options
   */
  of(handler: RequestHandler, options: OpenAPIOptions | undefined): Form {
    const { application } = handler;
    const { name } = handler.constructor;
    if (!(application instanceof Application))
      throw new TypeError(`Cannot use ${name} without an Application, which it describes`);
    if (options?.title === undefined || options.version === undefined)
      throw new TypeError(
        `Cannot use ${name} without title and version: add them to its rule, as in ["/openapi.json", ${name}, { title: "Users", version: "1.0.0" }]`,
      );
    const size = application.handlerClasses().length;
    const kept = this.#kept.get(options);
    if (kept?.size === size) return kept.form;
    const form = this.#make(openAPIDocument(application, options));
    this.#kept.set(options, { form, size });
    return form;
  }
}
