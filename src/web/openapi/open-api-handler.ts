import { RequestHandler } from "../handler/index.ts";
import { DocumentOfHandler } from "./document-of-handler.ts";
import type { OpenAPIOptions } from "./open-api-document.ts";

/**
 * Serves the OpenAPI document of its application.
 *
 * @example
 * ```ts
 * import { APIReferenceHandler, OpenAPIHandler } from "typhoon/openapi";
 * import { Application } from "typhoon/web";
 *
 * const about = { title: "Users", version: "1.0.0" };
 * const app = new Application([
 *   ["/openapi.json", OpenAPIHandler, about],
 *   ["/reference", APIReferenceHandler, about],
 * ]);
 * ```
 */
export class OpenAPIHandler extends RequestHandler {
  #options: OpenAPIOptions | undefined;

  /** @param options - title, version, and whatever else the rules do not say */
  override initialize(options: OpenAPIOptions): void {
    this.#options = options;
  }

  /** Answers with the document as JSON. */
  override get(): void {
    this.write(documents.of(this, this.#options));
  }
}

const documents = new DocumentOfHandler((document) => document);
