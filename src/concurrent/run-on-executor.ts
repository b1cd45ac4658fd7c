import { type CallDefaults, checkedDefaults, runOptionsFrom } from "./call-defaults.ts";
import { expectCallers, inherited } from "./caller.ts";
import { type MethodWrapper, markMethod, readDecoration } from "./decorate-method.ts";
import type { Executor } from "./executor.ts";
import { Future } from "./future.ts";
import { executorFor, methodCall } from "./method-call.ts";
import type { MarkedMethod } from "./method-ref.ts";
import { protocolOf } from "./receiver.ts";
import { isInTask } from "./worker-context.ts";

/** Options of {@link runOnExecutor}. */
export interface RunOnExecutorOptions extends CallDefaults {
  /** The executor, or the name of the field of the object or of its class that holds it. Default: `"executor"`. */
  readonly executor?: Executor | string;
}

/** The decorator that `runOnExecutor` is, or makes. */
export interface RunOnExecutorDecorator {
  <This extends object, A extends readonly unknown[], R>(
    method: (this: This, ...args: A) => Promise<R>,
    context: ClassMethodDecoratorContext<This, (this: This, ...args: A) => Promise<R>>,
  ): (this: This, ...args: A) => Promise<R>;
  <A extends readonly unknown[], R>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<(...args: A) => Promise<R>>,
  ): TypedPropertyDescriptor<(...args: A) => Promise<R>>;
  /** Of a method that is not `async`: the compiler names this form, and with it the cure. */
  (method: MakeTheMethodAsync, context: ClassMethodDecoratorContext): never;
}

/** What `runOnExecutor` decorates returns a promise: declare the method `async`; its body stays as it is. */
export interface MakeTheMethodAsync {
  (...args: never): Promise<unknown>;
  readonly makeTheMethodAsync: true;
}

/**
 * Runs a method on the executor that the object's (or its class's) field `executor` holds, else the default one.
 *
 * The method is declared `async`, so that its type is true for callers on both sides; its body is blocking code. On
 * the worker `this` is a copy: of the fields that can be cloned, or, for a request handler, of the request; a call of a
 * handler's method is given up when its client leaves. Works with standard and with legacy decorators.
 *
 * @see tornado.concurrent.run_on_executor
 * @example
 * ```ts
 * import { runOnExecutor, ThreadPoolExecutor } from "typhoon/concurrent";
 *
 * export class Reports {
 *   static executor = new ThreadPoolExecutor({ maxWorkers: 2 });
 *
 *   @runOnExecutor
 *   async sum(numbers: number[]) { return numbers.reduce((a, b) => a + b, 0); }
 * }
 * await new Reports().sum([1, 2, 3]);   // 6
 * await Reports.executor.shutdown();
 * ```
 */
export const runOnExecutor: ((options?: RunOnExecutorOptions) => RunOnExecutorDecorator) &
  RunOnExecutorDecorator = decorateOrConfigure as ((
  options?: RunOnExecutorOptions,
) => RunOnExecutorDecorator) &
  RunOnExecutorDecorator;

function decorateOrConfigure(...args: readonly unknown[]): unknown {
  const decoration = readDecoration(args);
  if (decoration !== undefined)
    return markMethod(decoration, decorateOrConfigure, (marked) => wrap(marked, {}));
  const options = (args[0] ?? {}) as RunOnExecutorOptions;
  return configured(checkedDefaults(options));
}

function configured(options: RunOnExecutorOptions): unknown {
  return function decorate(...args: readonly unknown[]): unknown {
    const decoration = readDecoration(args);
    if (decoration === undefined) {
      throw new TypeError(
        "Cannot use runOnExecutor here as it decorates methods: for a function, use unblock(...)",
      );
    }
    return markMethod(decoration, decorate, (marked) => wrap(marked, options), options.maxConcurrency);
  };
}

function wrap(marked: MarkedMethod, options: RunOnExecutorOptions): MethodWrapper {
  expectCallers();
  const optionsOfCall = runOptionsFrom(options);
  return function (...args) {
    if (isInTask()) return Reflect.apply(marked.fn, this, args);
    try {
      const protocol = protocolOf(this);
      const runOptions = inherited(optionsOfCall(protocol.options?.(this)));
      const call = methodCall(this, marked, args, protocol, runOptions);
      return executorFor(this, options.executor).execute(call);
    } catch (error) {
      // The method is declared async: what fails, fails in its promise.
      return failedFuture(error);
    }
  };
}

function failedFuture(error: unknown): Future<never> {
  const future = new Future<never>();
  future.setException(error);
  return future;
}
