import { whileHandling } from "../../concurrent/internal.ts";
import type { HTTPServerRequest } from "../../http/httputil/index.ts";
import { type ApplicationContext, type HandlerClass, RequestHandler } from "../handler/index.ts";
import { reportUncaught } from "../handler/internal.ts";

/** A new handler; `undefined` if its constructor throws, which leaves nobody whose hooks could answer. */
export function constructHandler(
  handlerClass: HandlerClass,
  application: ApplicationContext,
  request: HTTPServerRequest,
): RequestHandler | undefined {
  try {
    return whileHandling(construct, handlerClass, application, request);
  } catch (error) {
    reportUncaught(`the constructor of ${handlerClass.name}`, error, request);
    new RequestHandler(application, request).sendError(500, { error });
    return undefined;
  }
}

function construct(
  handlerClass: HandlerClass,
  application: ApplicationContext,
  request: HTTPServerRequest,
): RequestHandler {
  return new handlerClass(application, request);
}
