import type { RequestHandler } from "../handler/index.ts";
import { isPending, responseOf } from "../handler/internal.ts";

/** A handler's method. */
type Method<This, Args extends readonly unknown[], Result> = (this: This, ...args: [...Args]) => Result;

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
export function asynchronous<This extends RequestHandler, Args extends readonly unknown[], Result>(
  method: Method<This, Args, Result>,
  context?: ClassMethodDecoratorContext<This, Method<This, Args, Result>>,
): Method<This, Args, Result>;
export function asynchronous<This extends RequestHandler, Args extends readonly unknown[], Result>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method<This, Args, Result>>,
): TypedPropertyDescriptor<Method<This, Args, Result>>;
export function asynchronous<This extends RequestHandler, Args extends readonly unknown[], Result>(
  target: Method<This, Args, Result> | object,
  _context?: unknown,
  descriptor?: TypedPropertyDescriptor<Method<This, Args, Result>>,
): Method<This, Args, Result> | TypedPropertyDescriptor<Method<This, Args, Result>> {
  if (descriptor?.value !== undefined) return { ...descriptor, value: leavingOpen(descriptor.value) };
  if (isMethod(target)) return leavingOpen(target);
  throw new TypeError("Cannot use asynchronous on anything but a method");
}

function isMethod<M>(target: M | object): target is M {
  return typeof target === "function";
}

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
