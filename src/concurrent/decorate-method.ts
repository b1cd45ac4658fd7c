import { checkedConcurrency, isGeneratorFunction, refuseInRequest } from "./blocking.ts";
import { decorationOf } from "./call-site.ts";
import type { MarkedMethod } from "./method-ref.ts";
import { type AnyFunction, register, registerClass, registerWrapper } from "./registry.ts";
import { isTyphoonWorker } from "./worker-context.ts";

/** A method as a decorator sees it: replaced by a wrapper, its receiver given as `this`. */
export type MethodWrapper = (this: object, ...args: unknown[]) => unknown;

/** What a decorator was applied to, in either of TypeScript's two decorator modes. */
export interface Decoration {
  readonly method: AnyFunction;
  readonly name: string;
  /** Puts the wrapper in the method's place; what it returns is what the decorator has to return. */
  readonly replace: (wrapper: MethodWrapper) => unknown;
}

/**
 * Reads the arguments of a decorator call.
 *
 * @returns `undefined` if these are no arguments of a decorator: then it is a function form
 * @throws {TypeError} if the decorated thing is no public method of an instance
 */
export function readDecoration(args: readonly unknown[]): Decoration | undefined {
  const [first, second, third] = args;
  if (isContext(second)) return standardDecoration(first, second);
  if (typeof second === "string" || typeof second === "symbol") return legacyDecoration(first, second, third);
  return undefined;
}

interface Context {
  addInitializer(initializer: (this: object) => void): void;
  readonly kind: string;
  readonly name: string | symbol;
  readonly static?: boolean;
  readonly private?: boolean;
}

function isContext(value: unknown): value is Context {
  return typeof value === "object" && value !== null && "kind" in value && "addInitializer" in value;
}

function standardDecoration(method: unknown, context: Context): Decoration {
  const isReachable = !context.static && !context.private;
  const found = requireMethod(method, context.name, isReachable);
  // The class does not exist yet. Where a worker evaluates its module, the first instance makes it known, because a
  // module that waits at its top level has no exports yet either.
  if (isTyphoonWorker()) context.addInitializer(registerOwnClass);
  return { ...found, replace: (wrapper) => wrapper };
}

function registerOwnClass(this: object): void {
  registerClass(this.constructor);
}

function legacyDecoration(prototype: unknown, name: string | symbol, descriptor: unknown): Decoration {
  const method: unknown = Reflect.get(Object(descriptor), "value");
  const found = requireMethod(method, name, true);
  if (isTyphoonWorker()) registerClass(Object(prototype).constructor);
  return {
    ...found,
    replace: (wrapper) => ({ ...Object(descriptor), value: wrapper }),
  };
}

function requireMethod(method: unknown, name: string | symbol, isReachable: boolean) {
  if (typeof method !== "function" || typeof name !== "string" || !isReachable) {
    throw new TypeError(
      `Cannot run ${String(name)} on a worker as it is no public method of an instance: decorate a method with a ` +
        "plain name, or give a function to unblock(...)",
    );
  }
  return { method: method as AnyFunction, name };
}

/**
 * Marks the decorated method and puts its wrapper in place.
 *
 * @param decoration - the method
 * @param callee - our exported decorator, whose caller is the place of the decoration
 * @param wrap - makes the wrapper
 * @param maxConcurrency - how many calls of it may run at a time. Default: any number
 */
export function markMethod(
  decoration: Decoration,
  callee: object,
  wrap: (marked: MarkedMethod) => MethodWrapper,
  maxConcurrency?: number,
): unknown {
  const site = decorationOf(callee);
  if (site === undefined)
    throw new TypeError("Cannot decorate a method in code that is no module: move it into one");
  refuseInRequest(site, callee);
  const { method, name } = decoration;
  const marked: MarkedMethod = {
    fn: method,
    name,
    site,
    isGenerator: isGeneratorFunction(method),
    maxConcurrency: checkedConcurrency(maxConcurrency),
  };
  register(marked);
  const wrapper = wrap(marked);
  registerWrapper(wrapper, marked);
  Object.defineProperty(wrapper, "name", { value: name, configurable: true });
  return decoration.replace(wrapper);
}
