import { Future } from "../../concurrent/index.ts";
import { asFuture, isThenable } from "../../concurrent/internal.ts";
import { BadYieldError } from "./errors.ts";
import { isGenerator } from "./is-generator.ts";
import { join } from "./join.ts";
import { moment } from "./moment.ts";
import type { QuietExceptionsOptions } from "./quiet-exceptions.ts";
import { runGenerator } from "./runner.ts";
import type { Yielded } from "./yielded.ts";

/** A class, as a key of the registry. */
type Class<T> = abstract new (...args: never) => T;

type Converter = (yielded: object) => Future<unknown> | undefined;

const converters: Converter[] = [];

/**
 * Makes a future of anything that a coroutine may yield: a future, a promise, a generator (run as a coroutine), a
 * list or plain object of these, null or undefined, and what was registered with {@link registerYieldable}.
 *
 * @throws {BadYieldError} `ERR_BAD_YIELD` for anything else
 * @see tornado.gen.convert_yielded
 * @example
 * ```ts
 * import { convertYielded, sleep } from "typhoon/gen";
 *
 * await convertYielded([sleep(1), Promise.resolve("text")]);   // [undefined, "text"]
 * ```
 */
export function convertYielded<T>(yielded: T): Future<Yielded<T>>;
export function convertYielded(yielded: unknown): Future<unknown> {
  if (yielded === null || yielded === undefined) return moment;
  if (yielded instanceof Future) return yielded;
  if (isThenable(yielded)) return asFuture(yielded);
  if (isGenerator(yielded)) return runGenerator(yielded, convertYielded);
  if (isCollection(yielded)) return joinYielded(yielded, {});
  const converted = typeof yielded === "object" ? convertRegistered(yielded) : undefined;
  if (converted) return converted;
  throw new BadYieldError(yielded);
}

/**
 * Lets coroutines yield objects of a class of one's own; the class registered last wins where several fit.
 *
 * @param type - the class
 * @param convert - makes something to wait for out of such an object
 * @see tornado.gen.convert_yielded
 * @example
 * ```ts
 * import { coroutine, registerYieldable, sleep } from "typhoon/gen";
 *
 * class Pause {
 *   constructor(readonly ms: number) {}
 * }
 * registerYieldable(Pause, (pause) => sleep(pause.ms));
 *
 * await coroutine(function* () {
 *   yield new Pause(1);
 * })();
 * ```
 */
export function registerYieldable<T extends object>(
  type: Class<T>,
  convert: (yielded: T) => Future<unknown> | PromiseLike<unknown>,
): void {
  converters.unshift((yielded) => (yielded instanceof type ? asFuture(convert(yielded)) : undefined));
}

/** Waits for all of a list or of an object's values. */
export function joinYielded(
  children: readonly unknown[] | Readonly<Record<string, unknown>>,
  options: QuietExceptionsOptions,
): Future<unknown> {
  const futures = Object.values(children).map((child) => convertYielded(child));
  if (Array.isArray(children)) return join(futures, (results) => results, options);
  const keys = Object.keys(children);
  return join(
    futures,
    (results) => Object.fromEntries(keys.map((key, index) => [key, results[index]])),
    options,
  );
}

function convertRegistered(yielded: object): Future<unknown> | undefined {
  for (const convert of converters) {
    const converted = convert(yielded);
    if (converted) return converted;
  }
  return undefined;
}

function isCollection(value: unknown): value is readonly unknown[] | Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
