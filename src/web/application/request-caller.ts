import type { AbortSource, Caller } from "../../concurrent/internal.ts";
import type { HTTPServerRequest } from "../../http/httputil/index.ts";
import { abortSourceOf } from "../../http/httputil/internal.ts";
import { type Active, type Activity, activitySymbol } from "../../loop/watchdog/internal.ts";
import type { ApplicationContext } from "../handler/index.ts";
import { type HandlerRoute, type RejectionOwner, requestSummary } from "../handler/internal.ts";

/** For whom the calls are made that a handler makes, and what a watchdog's report names where no handler is on the stack. */
export abstract class RequestCaller implements Active, Caller, RejectionOwner {
  protected readonly application: ApplicationContext;
  readonly request: HTTPServerRequest;
  protected readonly route: HandlerRoute;

  /**
   * @param application - what the handler may ask of its application
   * @param request - its head
   * @param route - how it is handled
   */
  constructor(application: ApplicationContext, request: HTTPServerRequest, route: HandlerRoute) {
    this.application = application;
    this.request = request;
    this.route = route;
  }

  /** Gives up what the handler has unblocked functions do for it. */
  get abortSource(): AbortSource {
    return abortSourceOf(this.request);
  }

  /** The same, for those who need an `AbortSignal`. */
  get signal(): AbortSignal {
    return this.request.signal;
  }

  /** Goes with the calls that are made for the request. */
  get taskContext(): { readonly requestId: string } {
    return { requestId: this.request.id };
  }

  get logsRejections(): boolean {
    return this.application.settings.unhandledRejections === "log";
  }

  [activitySymbol](): Activity {
    return { request: requestSummary(this.request), handler: this.route.handlerClass.name };
  }
}
