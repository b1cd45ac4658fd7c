import { functionCall } from "./base-executor.ts";
import { isGeneratorFunction, markFunction } from "./blocking.ts";
import type { CallOptions } from "./call.ts";
import { type CallDefaults, checkedDefaults, checkRunOptions, runOptionsFrom } from "./call-defaults.ts";
import { expectCallers, inherited } from "./caller.ts";
import { type MethodWrapper, markMethod, readDecoration } from "./decorate-method.ts";
import type { Executor } from "./executor.ts";
import type { Future } from "./future.ts";
import { executorFor, methodCall } from "./method-call.ts";
import type { MarkedMethod } from "./method-ref.ts";
import { protocolOf, type receiverProtocol } from "./receiver.ts";
import { type AnyFunction, type MarkedFunction, markOf, registerWrapper } from "./registry.ts";
import type { RunOptions } from "./run-options.ts";
import { isInTask } from "./worker-context.ts";

/** Options of {@link unblock}. */
export interface UnblockOptions extends CallDefaults {
  /** Where to run. Default: the default executor; for a method first its object's or class's field `executor`. */
  readonly executor?: Executor;
}

/** An object whose methods `@unblock` can decorate: it knows what to do with what they return. */
interface Unblockable {
  readonly [receiverProtocol]: object;
}

/** The decorator that {@link unblock} makes of options. */
export interface UnblockDecorator {
  <This extends Unblockable, A extends readonly unknown[], R>(
    method: (this: This, ...args: A) => R,
    context: ClassMethodDecoratorContext<This, (this: This, ...args: A) => R>,
  ): (this: This, ...args: A) => R;
  (target: Unblockable, name: string | symbol, descriptor: PropertyDescriptor): PropertyDescriptor;
}

/** The asynchronous form of a blocking function. */
export type UnblockedFunction<A extends readonly unknown[], R> = AsynchronousForm<A, R> & {
  /**
   * The same function with options for these calls.
   *
   * @example
   * ```ts
   * import { unblock } from "typhoon/concurrent";
   * import { scryptSync } from "node:crypto";
   *
   * const hash = unblock((password: string) => scryptSync(password, "salt", 64).toString("hex"));
   * await hash.with({ timeoutMs: 5_000 })("secret");
   * ```
   */
  with(options: RunOptions): AsynchronousForm<A, R>;
};

type AsynchronousForm<A extends readonly unknown[], R> =
  IsAnyOrNever<R> extends true
    ? (...args: A) => Future<R>
    : // In brackets, so that a union of results is one result and not a union of functions.
      [R] extends [Generator<infer Y, unknown, unknown> | AsyncGenerator<infer Y, unknown, unknown>]
      ? (...args: A) => AsyncGenerator<Y, void, undefined>
      : (...args: A) => Future<Awaited<R>>;

/** Both would pass for a generator: what `JSON.parse` returns, and what a function that always throws does. */
type IsAnyOrNever<R> = 0 extends 1 & R ? true : [R] extends [never] ? true : false;

/**
 * Moves blocking work off the event loop, with one word.
 *
 * As a function it makes any synchronous function asynchronous: same arguments, the result in a {@link Future}, the
 * work on a worker thread. Call it at the top level of a module: see {@link blocking} for how the worker finds it.
 * A generator function becomes an async generator. A call in the handling of a request is given up if the client
 * leaves; `.with({ signal: null })` makes one that outlives the request.
 *
 * As a decorator of a request handler's method, the whole method runs on a worker thread; what it returns is written
 * and the response is finished, on the loop's thread. It works with standard and with legacy decorators.
 *
 * @param fn - any function; its arguments and its result must be cloneable
 * With options it is a decorator too: `@unblock({ maxConcurrency: 2, maxQueueMs: 500 })`.
 *
 * @param options - the executor, limits of time and of calls at a time, priority, and what travels beside the arguments
 * @returns the asynchronous function
 * @throws {TypeError} if `fn` is not a function
 * @throws {DuplicateFunctionError} `ERR_DUPLICATE_FUNCTION` if that place marked another function before
 * @example
 * ```ts
 * import { unblock } from "typhoon/concurrent";
 * import { scryptSync } from "node:crypto";
 *
 * const hashPassword = unblock((password: string, salt: string) => scryptSync(password, salt, 64).toString("hex"));
 * const hash = await hashPassword("secret", "pepper");   // the loop stays free meanwhile
 * ```
 */
export function unblock<A extends readonly unknown[], R>(
  fn: (...args: A) => R,
  options?: UnblockOptions,
): UnblockedFunction<A, R>;
/** The standard decorator form. */
export function unblock<This extends Unblockable, A extends readonly unknown[], R>(
  method: (this: This, ...args: A) => R,
  context: ClassMethodDecoratorContext<This, (this: This, ...args: A) => R>,
): (this: This, ...args: A) => R;
/** The legacy decorator form. */
export function unblock(
  target: Unblockable,
  name: string | symbol,
  descriptor: PropertyDescriptor,
): PropertyDescriptor;
/** The decorator form with options. */
export function unblock(options: UnblockOptions): UnblockDecorator;
export function unblock(...args: readonly unknown[]): unknown {
  const decoration = readDecoration(args);
  if (decoration !== undefined) return markMethod(decoration, unblock, unblockedMethod);
  if (typeof args[0] === "object" && args[0] !== null) return configured(checkedDefaults(args[0]));
  const [fn, options = {}] = args as [AnyFunction, UnblockOptions?];
  checkedDefaults(options);
  return unblockedFunction(markFunction(fn, unblock, options), options);
}

function configured(options: UnblockOptions): unknown {
  return function decorate(...args: readonly unknown[]): unknown {
    const decoration = readDecoration(args);
    if (decoration === undefined) {
      throw new TypeError(
        "Cannot unblock this as options alone make a decorator of methods: for a function, use unblock(fn, options)",
      );
    }
    const wrap = (marked: MarkedMethod) => unblockedMethod(marked, options);
    return markMethod(decoration, decorate, wrap, options.maxConcurrency);
  };
}

function unblockedFunction(marked: MarkedFunction, options: UnblockOptions): AnyFunction {
  expectCallers();
  const optionsOfCall = runOptionsFrom(options);
  const withOptions = (more?: RunOptions) => {
    checkRunOptions(more);
    return asynchronousForm(marked, options, () => optionsOfCall(more));
  };
  const wrapper = Object.assign(withOptions(), { with: withOptions });
  registerWrapper(wrapper, marked);
  Object.defineProperty(wrapper, "name", { value: marked.fn.name, configurable: true });
  return wrapper;
}

function asynchronousForm(marked: MarkedFunction, options: UnblockOptions, optionsOfCall: () => CallOptions) {
  return (...args: unknown[]) => {
    const executor = executorFor(options, options.executor);
    const call = functionCall(marked, args, inherited(optionsOfCall()));
    return marked.isGenerator ? executor.executeStream(call) : executor.execute(call);
  };
}

/** The wrapper of an `@unblock` method, also for classes that list their methods in `static blocking`. */
export function unblockedMethod(marked: MarkedMethod, options: UnblockOptions = {}): MethodWrapper {
  expectCallers();
  const optionsOfCall = runOptionsFrom(options);
  return function (...args) {
    // In the worker the method is the method: a call of `super.get()` there just runs it.
    if (isInTask()) return Reflect.apply(marked.fn, this, args);
    const protocol = protocolOf(this);
    const runOptions = inherited(optionsOfCall(protocol.options?.(this)));
    const call = methodCall(this, marked, args, protocol, runOptions);
    const executor = executorFor(this, options.executor);
    if (marked.isGenerator) {
      const values = executor.executeStream(call);
      return protocol.deliverStream?.(this, values) ?? values;
    }
    const outcome = executor.execute(call);
    return protocol.deliver?.(this, outcome) ?? outcome;
  };
}

/**
 * Puts the wrapper of an `@unblock` method in place without a decorator; does nothing the second time.
 *
 * @param owner - the class, or one derived from the class that has the method
 * @param name - of the method
 * @param module - that a worker evaluates to find the class
 * @throws {TypeError} if there is no such method
 */
export function unblockOnPrototype(
  owner: { readonly prototype: object; readonly name: string },
  name: string,
  module: string,
): void {
  const prototype = prototypeWith(owner.prototype, name);
  const method: unknown = prototype && Reflect.get(prototype, name);
  if (prototype === undefined || typeof method !== "function") {
    throw new TypeError(
      `Cannot unblock ${owner.name}.${name} as it is no method: correct the list "static blocking"`,
    );
  }
  if (markOf(method) !== undefined) return;
  const fn = method as AnyFunction;
  const marked: MarkedMethod = { fn, name, site: { module, key: "" }, isGenerator: isGeneratorFunction(fn) };
  const wrapper = unblockedMethod(marked);
  registerWrapper(wrapper, marked);
  Object.defineProperty(prototype, name, { value: wrapper, writable: true, configurable: true });
}

function prototypeWith(prototype: object, name: string): object | undefined {
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, name)) return at;
  }
  return undefined;
}
