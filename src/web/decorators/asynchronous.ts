import type { RequestHandler } from "../handler/index.ts";
import { isPending, responseOf } from "../handler/internal.ts";
import { type HandlerMethodDecorator, handlerMethodDecorator, type Method } from "./handler-method.ts";

/**
 * Leaves the response open when the method returns: the application calls `finish()` itself, later.
 *
 * If the method returns a promise or is a generator, the response is finished when that has ended, as always. Works as a
 * standard decorator, as one of `experimentalDecorators`, and as a function around the method.
 *
 * @example
 * ```ts
 * import { asynchronous, RequestHandler } from "typhoon/web";
 *
 * class Later extends RequestHandler {
 *   get = asynchronous(function (this: RequestHandler) {
 *     queueMicrotask(() => this.finish("later"));
 *   });
 * }
 * ```
 * @see tornado.web.asynchronous (until Tornado 5)
 */
export const asynchronous: HandlerMethodDecorator = handlerMethodDecorator("asynchronous", leavingOpen);

function leavingOpen<This extends RequestHandler, Args extends readonly unknown[], Result>(
  method: Method<This, Args, Result>,
): Method<This, Args, Result> {
  return function (this: This, ...args: [...Args]): Result {
    const response = responseOf(this);
    response.autoFinish = false;
    const result = method.apply(this, args);
    if (isPending(result)) response.autoFinish = true;
    return result;
  };
}
