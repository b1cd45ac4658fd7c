import assert from "node:assert/strict";
import { test } from "node:test";
import {
  blocking,
  DummyExecutor,
  type Executor,
  type Future,
  runOnExecutor,
  unblock,
} from "typhoon/concurrent";
import { sameType } from "../support/same-type.ts";

const repeat = unblock((text: string, times?: number) => text.repeat(times ?? 2));
const isEven = unblock((n: number): boolean => n % 2 === 0);
const parse = unblock((text: string) => JSON.parse(text));
const later = unblock(async (n: number) => n);
const fails = unblock((): never => {
  throw new RangeError("always");
});
const count = unblock(function* (to: number) {
  for (let i = 0; i < to; i++) yield i;
});
const countLater = unblock(async function* (to: number) {
  yield* Array(to).fill("value") as string[];
});
const marked = blocking((n: number, ...words: string[]) => [n, ...words] as const);

function assertions(executor: Executor): void {
  sameType<Parameters<typeof repeat>, [text: string, times?: number | undefined]>();
  sameType<ReturnType<typeof repeat>, Future<string>>();
  sameType<Parameters<typeof isEven>, [n: number]>();
  sameType<ReturnType<typeof isEven>, Future<boolean>>();
  sameType<ReturnType<typeof isEven.with>, (n: number) => Future<boolean>>();
  sameType<ReturnType<typeof later>, Future<number>>();
  sameType<ReturnType<typeof fails>, Future<never>>();
  sameType<ReturnType<typeof parse>, Future<ReturnType<typeof JSON.parse>>>();
  sameType<ReturnType<typeof count>, AsyncGenerator<number, void, undefined>>();
  sameType<ReturnType<typeof count.with>, (to: number) => AsyncGenerator<number, void, undefined>>();
  sameType<ReturnType<typeof countLater>, AsyncGenerator<string, void, undefined>>();
  sameType<typeof marked, (n: number, ...words: string[]) => readonly [number, ...string[]]>();

  const submitted = executor.submit(marked, 1, "two");
  sameType<typeof submitted, Future<readonly [number, ...string[]]>>();
  const mapped = executor.map((n: number) => n > 0, [1]);
  sameType<typeof mapped, Promise<boolean[]>>();
  const unblockedSubmitted = executor.submit(isEven, 2);
  sameType<typeof unblockedSubmitted, Future<boolean>>();
  const path = executor.import<typeof import("node:path")>("node:path");
  sameType<ReturnType<typeof path.basename>, Future<string>>();

  // @ts-expect-error an argument is missing
  void executor.submit(marked);
  // @ts-expect-error an argument has another type
  void executor.submit(marked, "1");
  // @ts-expect-error an argument has another type
  void repeat(1);
  // @ts-expect-error no function of the module
  void path.sep();
  // @ts-expect-error a generator has many results
  void executor.stream(marked, [1]).next((value: never) => value);
}

class Reports {
  @runOnExecutor
  async good(n: number): Promise<number> {
    return n;
  }

  @runOnExecutor({ executor: "pool" })
  async alsoGood(): Promise<void> {}

  // @ts-expect-error its callers would be promised a number and get a promise
  @runOnExecutor
  bad(n: number): number {
    return n;
  }

  // @ts-expect-error as above
  @runOnExecutor({ executor: "pool" })
  alsoBad(): void {}

  // @ts-expect-error an ordinary class does not know what to do with what unblock makes of its method
  @unblock
  unblocked(n: number): number {
    return n;
  }
}

test("types of arguments and results hold through blocking, unblock, runOnExecutor and executors", () => {
  // What there is to prove was proved when this file was compiled; this shows that it was not left out.
  assert.equal(assertions.length, 1);
  assert.equal(typeof new Reports().good, "function");
  assert.equal(new DummyExecutor().submit(marked, 1, "two").result()[1], "two");
});
