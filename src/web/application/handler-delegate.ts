import { handleFor } from "../../concurrent/internal.ts";
import type { HTTPMessageDelegate, HTTPServerRequest } from "../../http/httputil/index.ts";
import { BodyPieces, type FormReader, openFormReader, setForm } from "../../http/httputil/internal.ts";
import type { ApplicationContext, RequestHandler } from "../handler/index.ts";
import {
  closeConnection,
  execute,
  type HandlerRoute,
  type RawPathArguments,
  responseOf,
} from "../handler/internal.ts";
import { constructHandler } from "./construct-handler.ts";
import { RequestCaller } from "./request-caller.ts";
import { adoptRequestId } from "./request-id.ts";

/** Gathers a request's body, a multipart form part by part, then has a new handler answer it. */
export class HandlerDelegate extends RequestCaller implements HTTPMessageDelegate {
  readonly #path: RawPathArguments;
  #chunks: BodyPieces | undefined;
  #form: FormReader | undefined;
  #isStarted = false;
  #handler: RequestHandler | undefined;

  /**
   * @param application - what the handler may ask of its application
   * @param request - its head
   * @param route - how it is handled
   * @param path - what its path's pattern caught
   */
  constructor(
    application: ApplicationContext,
    request: HTTPServerRequest,
    route: HandlerRoute,
    path: RawPathArguments,
  ) {
    super(application, request, route);
    this.#path = path;
  }

  headersReceived(): void {}

  /** A multipart form has limits of its own for all that it keeps. */
  gathersBody(): boolean {
    try {
      this.#chunks ??= this.#beginBody();
    } catch (error) {
      this.#start(error);
    }
    return this.#form === undefined;
  }

  dataReceived(chunk: Buffer): Promise<void> | undefined {
    // What comes after the piece that was refused means nothing.
    if (this.#isStarted) return undefined;
    try {
      this.#chunks ??= this.#beginBody();
      if (this.#form !== undefined) return this.#form.write(chunk)?.catch((error) => this.#start(error));
      this.request.connection.holdBody?.(chunk.length);
      this.#chunks.add(chunk);
    } catch (error) {
      this.#start(error);
    }
    return undefined;
  }

  finish(): void {
    if (this.#isStarted) return;
    try {
      this.#endBody();
    } catch (error) {
      return this.#start(error);
    }
    this.#start(undefined);
  }

  onConnectionClose(reason?: Error): void {
    if (this.#handler !== undefined) return closeConnection(this.#handler, reason);
    this.request.abort(reason);
    void this.#form?.discard();
  }

  /** Only a request that has a body is asked for its type. */
  #beginBody(): BodyPieces {
    const { connection, headers } = this.request;
    this.#form = openFormReader(
      headers.get("Content-Type") ?? "",
      headers.get("Content-Encoding"),
      this.route.forms,
      (bytes) => connection.holdBody?.(bytes),
    );
    return new BodyPieces();
  }

  #endBody(): void {
    this.#form?.end();
    if (this.#form !== undefined) setForm(this.request, this.#form.form);
    else if (this.#chunks !== undefined) this.request.body = this.#chunks.join();
    this.#chunks = undefined;
  }

  /** @param refusal - what is wrong with the body, if anything */
  #start(refusal: unknown): void {
    this.#isStarted = true;
    adoptRequestId(this.request, this.application.settings);
    const handler = constructHandler(this.route.handlerClass, this.application, this.request);
    if (handler === undefined) return void this.#form?.discard();
    this.#handler = handler;
    responseOf(handler).uploads = this.#form;
    // What it costs, and that a plain application does not pay it, is told in the README of this layer.
    handleFor(this, execute, handler, this.route, this.#path, refusal);
  }
}
