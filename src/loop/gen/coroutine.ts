import { types } from "node:util";
import { Future } from "../../concurrent/index.ts";
import { convertYielded } from "./convert-yielded.ts";
import { isGenerator } from "./is-generator.ts";
import { finishThrown, finishWith, runGenerator } from "./runner.ts";

/** A generator method, as a decorator sees it. */
type GeneratorMethod = (this: never, ...args: never) => Generator<unknown>;

const coroutineFunctions = new WeakSet<object>();

/**
 * Makes a generator function asynchronous: each `yield` waits for a future, a promise, a list or an object of these.
 *
 * It starts at once, up to the first `yield` that has to wait; an error of what was yielded is thrown at the `yield`.
 * The asynchronous context is kept over each `yield`. Cancelling the returned future does not stop the generator.
 *
 * As a decorator (standard or `experimentalDecorators`) it changes what the method returns, but a decorator cannot
 * change a declared type: TypeScript still sees a generator. Where callers need the type, use the function form.
 *
 * @see tornado.gen.coroutine
 * @example
 * ```ts
 * import { coroutine, sleep } from "typhoon/gen";
 *
 * const double = coroutine(function* (value: number) {
 *   yield sleep(1);
 *   const [text, number] = yield [Promise.resolve("twice"), Promise.resolve(value * 2)];
 *   return `${text}: ${number}`;
 * });
 * await double(21);   // "twice: 42"
 * ```
 */
export function coroutine<M extends GeneratorMethod>(
  method: M,
  context: Pick<ClassMethodDecoratorContext, "kind">,
): M;
export function coroutine<M extends GeneratorMethod>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
): TypedPropertyDescriptor<M>;
export function coroutine<This, A extends readonly unknown[], R>(
  fn: (this: This, ...args: A) => Generator<unknown, R>,
): (this: This, ...args: A) => Future<Awaited<R>>;
export function coroutine(first: unknown, key?: unknown, descriptor?: unknown): unknown {
  if ((typeof key === "string" || typeof key === "symbol") && isMethodDescriptor(descriptor)) {
    return { ...descriptor, value: wrap(descriptor.value) };
  }
  if (typeof first === "function") return wrap(first);
  throw new TypeError(
    "Cannot make a coroutine as it takes a generator function, or decorates a generator method",
  );
}

/**
 * Whether `fn` was made by {@link coroutine}.
 *
 * @see tornado.gen.is_coroutine_function
 * @example
 * ```ts
 * import { coroutine, isCoroutineFunction } from "typhoon/gen";
 *
 * isCoroutineFunction(coroutine(function* () { yield null; }));   // true
 * isCoroutineFunction(async () => {});               // false
 * ```
 */
export function isCoroutineFunction(fn: unknown): boolean {
  return typeof fn === "function" && coroutineFunctions.has(fn);
}

type Callable = (this: never, ...args: never) => unknown;

function wrap(fn: CallableFunction): object {
  if (types.isGeneratorFunction(fn) && types.isAsyncFunction(fn)) {
    throw new TypeError(
      `Cannot make a coroutine of ${fn.name || "this function"} because it is an async generator: use function* or async function`,
    );
  }
  function coroutineFunction(this: unknown, ...args: unknown[]): Future<unknown> {
    return start(() => Reflect.apply(fn, this, args));
  }
  Object.defineProperty(coroutineFunction, "name", { value: fn.name, configurable: true });
  coroutineFunctions.add(coroutineFunction);
  return coroutineFunction;
}

function start(call: () => unknown): Future<unknown> {
  const outcome = new Future<unknown>();
  try {
    const returned = call();
    if (isGenerator(returned)) return runGenerator(returned, convertYielded);
    finishWith(outcome, returned);
  } catch (thrown) {
    finishThrown(outcome, thrown);
  }
  return outcome;
}

function isMethodDescriptor(value: unknown): value is PropertyDescriptor & { readonly value: Callable } {
  return typeof value === "object" && value !== null && "value" in value && typeof value.value === "function";
}
