import { appLog } from "../../base/log/index.ts";
import type { HTTPServerRequest } from "../../http/httputil/index.ts";
import { type ApplicationContext, type HandlerClass, RequestHandler } from "../handler/index.ts";

/** A new handler; `undefined` if its constructor throws, which leaves nobody whose hooks could answer. */
export function constructHandler(
  handlerClass: HandlerClass,
  application: ApplicationContext,
  request: HTTPServerRequest,
): RequestHandler | undefined {
  try {
    return new handlerClass(application, request);
  } catch (error) {
    appLog.error({ err: error }, `Uncaught exception in the constructor of ${handlerClass.name}`);
    new RequestHandler(application, request).sendError(500, { error });
    return undefined;
  }
}
