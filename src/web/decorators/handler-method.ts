import { registerWrapperOf } from "../../concurrent/internal.ts";
import type { RequestHandler } from "../handler/index.ts";

/** A handler's method. */
export type Method<This, Args extends readonly unknown[], Result> = (
  this: This,
  ...args: [...Args]
) => Result;

/** A handler's method before and after its decoration, in either of TypeScript's two decorator modes. */
type Decorated<This, Args extends readonly unknown[], Result> =
  | Method<This, Args, Result>
  | TypedPropertyDescriptor<Method<This, Args, Result>>;

/** What wraps a handler's method: a standard decorator, one of `experimentalDecorators`, and a function, all in one. */
export interface HandlerMethodDecorator {
  <This extends RequestHandler, Args extends readonly unknown[], Result>(
    method: Method<This, Args, Result>,
    context?: ClassMethodDecoratorContext<This, Method<This, Args, Result>>,
  ): Method<This, Args, Result>;
  <This extends RequestHandler, Args extends readonly unknown[], Result>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<Method<This, Args, Result>>,
  ): TypedPropertyDescriptor<Method<This, Args, Result>>;
}

type Wrap = <This extends RequestHandler, Args extends readonly unknown[], Result>(
  method: Method<This, Args, Result>,
) => Method<This, Args, Result>;

/**
 * Makes a decorator of what wraps a method.
 *
 * @param decorator - its name, for the error of one who decorates something else
 * @param wrap - puts a function around the method
 */
export function handlerMethodDecorator(decorator: string, wrap: Wrap): HandlerMethodDecorator {
  function decorate<This extends RequestHandler, Args extends readonly unknown[], Result>(
    method: Method<This, Args, Result>,
    context?: ClassMethodDecoratorContext<This, Method<This, Args, Result>>,
  ): Method<This, Args, Result>;
  function decorate<This extends RequestHandler, Args extends readonly unknown[], Result>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<Method<This, Args, Result>>,
  ): TypedPropertyDescriptor<Method<This, Args, Result>>;
  function decorate<This extends RequestHandler, Args extends readonly unknown[], Result>(
    target: Method<This, Args, Result> | object,
    _context?: unknown,
    descriptor?: TypedPropertyDescriptor<Method<This, Args, Result>>,
  ): Decorated<This, Args, Result> {
    if (descriptor?.value !== undefined) return { ...descriptor, value: wrapped(descriptor.value, wrap) };
    if (isMethod(target)) return wrapped(target, wrap);
    throw new TypeError(`Cannot use ${decorator} on anything but a method`);
  }
  return decorate;
}

function wrapped<This extends RequestHandler, Args extends readonly unknown[], Result>(
  method: Method<This, Args, Result>,
  wrap: Wrap,
): Method<This, Args, Result> {
  const wrapper = wrap(method);
  Object.defineProperty(wrapper, "name", { value: method.name, configurable: true });
  // A worker looks for an unblocked method by what stands on the prototype, which is the wrapper.
  registerWrapperOf(wrapper, method);
  return wrapper;
}

function isMethod<M>(target: M | object): target is M {
  return typeof target === "function";
}
