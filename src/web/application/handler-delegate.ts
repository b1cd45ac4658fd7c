import { appLog } from "../../base/log/index.ts";
import { areCallersExpected, type Caller, runFor } from "../../concurrent/internal.ts";
import type { HTTPMessageDelegate, HTTPServerRequest } from "../../http/httputil/index.ts";
import { BodyPieces } from "../../http/httputil/internal.ts";
import { type Active, type Activity, activitySymbol } from "../../loop/watchdog/internal.ts";
import { type ApplicationContext, RequestHandler } from "../handler/index.ts";
import {
  closeConnection,
  execute,
  type HandlerRoute,
  type RawPathArguments,
  requestSummary,
} from "../handler/internal.ts";
import { adoptRequestId } from "./request-id.ts";

/** Gathers a request's body, then has a new handler answer it. */
export class HandlerDelegate implements HTTPMessageDelegate, Active, Caller {
  readonly #application: ApplicationContext;
  readonly #request: HTTPServerRequest;
  readonly #route: HandlerRoute;
  readonly #path: RawPathArguments;
  #chunks: BodyPieces | undefined;
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
    this.#application = application;
    this.#request = request;
    this.#route = route;
    this.#path = path;
  }

  headersReceived(): void {}

  dataReceived(chunk: Buffer): void {
    this.#chunks ??= new BodyPieces();
    this.#chunks.add(chunk);
  }

  finish(): void {
    if (this.#chunks !== undefined) this.#request.body = this.#chunks.join();
    this.#chunks = undefined;
    adoptRequestId(this.#request, this.#application.settings);
    const handler = this.#construct();
    if (handler === undefined) return;
    this.#handler = handler;
    // What it costs, and that a plain application does not pay it, is told in the README of this layer.
    if (areCallersExpected()) runFor(this, execute, handler, this.#route, this.#path);
    else execute(handler, this.#route, this.#path);
  }

  onConnectionClose(): void {
    if (this.#handler === undefined) this.#request.abort();
    else closeConnection(this.#handler);
  }

  /** Gives up what the handler has unblocked functions do for it. */
  get signal(): AbortSignal {
    return this.#request.signal;
  }

  /** Goes with the calls that are made for the request. */
  get taskContext(): { readonly requestId: string } {
    return { requestId: this.#request.id };
  }

  /** For a watchdog's report, where no method of the handler itself is on the stack. */
  [activitySymbol](): Activity {
    return { request: requestSummary(this.#request), handler: this.#route.handlerClass.name };
  }

  /** A constructor that throws leaves nobody whose hooks could answer. */
  #construct(): RequestHandler | undefined {
    try {
      return new this.#route.handlerClass(this.#application, this.#request);
    } catch (error) {
      appLog.error(
        { err: error },
        `Uncaught exception in the constructor of ${this.#route.handlerClass.name}`,
      );
      new RequestHandler(this.#application, this.#request).sendError(500, { error });
      return undefined;
    }
  }
}
