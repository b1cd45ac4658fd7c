import { anyValue, checkedDuration, OptionRules } from "../../base/errors/internal.ts";
import { coroutine, withTimeout } from "../../loop/gen/index.ts";

/** Options of {@link genTest}. */
export interface GenTestOptions {
  /** How long the test may take. Default: {@link getAsyncTestTimeoutMs}. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 5_000;

/**
 * Makes a test of a generator, which runs as a coroutine, or of an `async` function, with a limit of time.
 *
 * @param body - the test; it is called as the runner calls the result
 * @param options - `timeoutMs`
 * @returns a function for the runner, which rejects with a `TimeoutError` (`ERR_TIMEOUT`) when the time is over
 * @example
 * ```ts
 * import { test } from "node:test";
 * import { sleep } from "typhoon/gen";
 * import { genTest } from "typhoon/testing";
 *
 * test("two things are waited for", genTest(function* () {
 *   yield [sleep(1), sleep(2)];
 * }, { timeoutMs: 1_000 }));
 * ```
 * @see tornado.testing.gen_test
 */
export function genTest<This, A extends readonly unknown[]>(
  body: (this: This, ...args: A) => unknown,
  options: GenTestOptions = {},
): (this: This, ...args: A) => Promise<void> {
  optionRules.check(options);
  const { timeoutMs } = options;
  if (timeoutMs !== undefined) checkedDuration("make a test", "timeoutMs", timeoutMs);
  const run = coroutine(function* (this: This, ...args: A): Generator<unknown, void, unknown> {
    const result = Reflect.apply(body, this, args);
    if (isGenerator(result)) yield* result;
    else if (isAsyncGenerator(result))
      throw new TypeError(
        `Cannot run the test ${body.name} because it is an async generator: use function* or async function`,
      );
    else yield Promise.resolve(result);
  });
  return async function (...args) {
    await withTimeout({ ms: timeoutMs ?? getAsyncTestTimeoutMs() }, Reflect.apply(run, this, args));
  };
}

const optionRules = new OptionRules<GenTestOptions>("make a test", { timeoutMs: anyValue });

/**
 * How long a test may take that says nothing else: the seconds in the environment variable `ASYNC_TEST_TIMEOUT`, or five.
 *
 * @returns milliseconds
 * @see tornado.testing.get_async_test_timeout
 */
export function getAsyncTestTimeoutMs(): number {
  const seconds = Number(process.env["ASYNC_TEST_TIMEOUT"]);
  return seconds > 0 ? seconds * 1000 : defaultTimeoutMs;
}

/** It would pass without having run. */
function isAsyncGenerator(value: unknown): boolean {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value && "throw" in value;
}

function isGenerator(value: unknown): value is Generator<unknown, unknown, unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value && "throw" in value;
}
