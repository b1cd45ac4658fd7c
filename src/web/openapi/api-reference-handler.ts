import { createHash } from "node:crypto";
import { RequestHandler } from "../handler/index.ts";
import type { OpenAPIDocument } from "./document.ts";
import { DocumentOfHandler } from "./document-of-handler.ts";
import type { OpenAPIOptions } from "./open-api-document.ts";
import { referencePage } from "./reference-page.ts";
import { referenceStyle } from "./reference-style.ts";

/** What an {@link APIReferenceHandler} is told by its rule. */
export interface APIReferenceOptions extends OpenAPIOptions {
  /** Where an `OpenAPIHandler` serves the document, for a link. Default: no link. */
  readonly documentUrl?: string;
}

/** Nothing is fetched and nothing runs: the page is text and the one style sheet within it. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(referenceStyle).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Serves a page on which people read what its application takes and answers: its OpenAPI document, laid out. It needs no
 * other site, and no script.
 *
 * To keep it from strangers, extend it: `class Reference extends APIReferenceHandler { static authenticated = ["get"]; }`.
 * @see OpenAPIHandler
 */
export class APIReferenceHandler extends RequestHandler {
  #options: APIReferenceOptions | undefined;

  /** @param options - title, version, and whatever else the rules do not say */
  override initialize(options: APIReferenceOptions): void {
    this.#options = options;
  }

  /** Answers with the page. */
  override get(): void {
    this.setHeader("Content-Security-Policy", policy);
    this.setHeader("X-Content-Type-Options", "nosniff");
    this.setHeader("Referrer-Policy", "no-referrer");
    this.write(referencePage(documents.of(this, this.#options), this.#options?.documentUrl));
  }
}

const documents = new DocumentOfHandler((document: OpenAPIDocument) => document);
