import assert from "node:assert/strict";
import fc from "fast-check";
import { type Executor, ProcessPoolExecutor, ThreadPoolExecutor } from "typhoon/concurrent";
import { recipes } from "./arbitrary.ts";
import { build, type Recipe } from "./recipe.ts";
import { add } from "./tasks.ts";
import { type Way, ways } from "./ways.ts";

/** How many values and from which seed. */
export interface Amount {
  readonly values: number;
  readonly seed: number;
}

export const kinds = { thread: ThreadPoolExecutor, process: ProcessPoolExecutor } as const;

/** A call that takes longer never settles: the longest takes milliseconds. */
const patienceMs = 20_000;

/**
 * Sends generated values on one way, and makes the next call after each of them.
 *
 * @throws with the smallest value for which it goes wrong, the seed, and what to call to see it again
 */
export async function exercise(
  kind: keyof typeof kinds,
  name: string,
  { values, seed }: Amount,
): Promise<void> {
  const way = ways[name] ?? assert.fail(name);
  let executor = new kinds[kind]({ maxWorkers: 1 });
  const property = fc.asyncProperty(recipes, async (recipe) => {
    try {
      await goOnce(executor, way, recipe);
    } catch (error) {
      // Or a worker that is wedged would fail all the smaller values, too.
      void executor.shutdown({ cancelPending: true, wait: false });
      executor = new kinds[kind]({ maxWorkers: 1 });
      throw error;
    }
  });
  try {
    await fc.assert(property, { numRuns: values, seed, endOnFailure: false });
    const { running, queued, workers, workersExited } = executor.stats();
    assert.deepEqual(
      { running, queued, workers, workersExited },
      { running: 0, queued: 0, workers: 1, workersExited: 0 },
    );
  } finally {
    await settled(executor.shutdown({ cancelPending: true }), "shutdown()");
  }
  assert.equal(executor.stats().workers, 0);
}

async function goOnce(executor: Executor, way: Way, recipe: Recipe): Promise<void> {
  const error = await outcomeOf(way.go(executor, recipe));
  if (error !== undefined && way.throwsIt !== true && !isThrownByThenable(error)) assertCoded(error.thrown);
  assert.equal(await settled(executor.submit(add, 1, 2), "the next call"), 3);
}

interface Thrown {
  readonly thrown: unknown;
}

async function outcomeOf(call: PromiseLike<unknown>): Promise<Thrown | undefined> {
  let settledTimes = 0;
  call.then(
    () => settledTimes++,
    () => settledTimes++,
  );
  try {
    await settled(call, "the call");
    return undefined;
  } catch (thrown) {
    return { thrown };
  } finally {
    assert.ok(settledTimes <= 1, "the call has settled more than once");
  }
}

/** A thenable that a function returns is awaited: what it throws is what the function throws. */
function isThrownByThenable({ thrown }: Thrown): boolean {
  return thrown instanceof RangeError && thrown.message === "this is not to be read";
}

function assertCoded(error: unknown): void {
  assert.ok(error instanceof Error, "not an error");
  assert.deepEqual(
    [Reflect.get(error, "code"), error.name],
    ["ERR_NOT_CLONEABLE", "NotCloneableError"],
    error.stack,
  );
  assert.ok(String(Reflect.get(error, "path")).length < 1_500, "its path is long");
}

async function settled<T>(call: PromiseLike<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const never = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new assert.AssertionError({ message: `${what} never settles` })),
      patienceMs,
    );
  });
  try {
    return await Promise.race([call, never]);
  } finally {
    clearTimeout(timer);
  }
}

/** That recipes make what they say, so that a failure is the library's. */
export function buildAll(amount: Amount): void {
  fc.assert(
    fc.property(recipes, (recipe) => void build(recipe)),
    { numRuns: amount.values, seed: amount.seed },
  );
}
