import type { RequestHandler } from "../handler/index.ts";
import { type HandlerMethodDecorator, handlerMethodDecorator, type Method } from "./handler-method.ts";
import { redirectToPath } from "./redirect-to-path.ts";

/**
 * Sends a GET or HEAD for a path without a slash at its end to the path with one, keeping the query; any other method
 * gets a 404. The rule's pattern has to match both: `"/list/?"`.
 *
 * Works as a standard decorator, as one of `experimentalDecorators`, and as a function around the method.
 *
 * @example
 * ```ts
 * import { addSlash, Application, RequestHandler } from "typhoon/web";
 *
 * class List extends RequestHandler {
 *   override get = addSlash(function (this: RequestHandler) {
 *     this.write("one, two");
 *   });
 * }
 * const app = new Application([["/list/?", List]]);
 * ```
 * @see tornado.web.addslash
 */
export const addSlash: HandlerMethodDecorator = handlerMethodDecorator("addSlash", withSlash);

function withSlash<This extends RequestHandler, Args extends readonly unknown[], Result>(
  method: Method<This, Args, Result>,
): Method<This, Args, Result> {
  function redirecting(this: This, ...args: [...Args]): unknown {
    const { path } = this.request;
    return path.endsWith("/") ? method.apply(this, args) : redirectToPath(this, `${path}/`);
  }
  // What a handler's method returns is looked at by its caller alone, which also takes nothing.
  return redirecting as Method<This, Args, Result>;
}
