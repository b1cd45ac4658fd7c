import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { test } from "node:test";
import { CancelledError, Future } from "typhoon/concurrent";
import { BadYieldError, coroutine, isCoroutineFunction, moment, Return, sleep } from "typhoon/gen";
import { IOLoop } from "typhoon/ioloop";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { sameType } from "../../support/same-type.ts";

guardLog();

function settled<T>(value: T): Future<T> {
  const future = new Future<T>();
  future.setResult(value);
  return future;
}

test("a coroutine starts at once and runs up to its first yield that has to wait", async () => {
  const order: string[] = [];
  const gate = new Future<string>();
  const run = coroutine(function* () {
    order.push("started");
    order.push(yield settled("no turn for what is done"));
    order.push(yield gate);
  });

  const future = run();
  order.push("returned");
  gate.setResult("resumed");
  order.push("gate opened");

  await future;
  assert.deepEqual(order, ["started", "no turn for what is done", "returned", "gate opened", "resumed"]);
});

test("a return before any yield settles at once", () => {
  const run = coroutine(function* (isEarly: boolean) {
    if (isEarly) return "early";
    yield moment;
    return "late";
  });

  assert.equal(run(true).result(), "early");
});

test("the types of arguments, this and result are kept", async () => {
  class Counter {
    readonly start = 40;
    readonly add = coroutine(function* (this: Counter, value: number): Generator<unknown, number> {
      const two: number = yield Promise.resolve(value);
      return this.start + two;
    });
  }
  const counter = new Counter();
  const inferred = coroutine(function* (name: string) {
    yield moment;
    return { name };
  });

  sameType<typeof counter.add, (this: Counter, value: number) => Future<number>>();
  sameType<ReturnType<typeof inferred>, Future<{ name: string }>>();
  sameType<Parameters<typeof inferred>, [name: string]>();
  assert.deepEqual([await counter.add(2), await inferred("x")], [42, { name: "x" }]);
});

test("a promise that is returned is waited for, as in an async function", async () => {
  const run = coroutine(function* () {
    yield moment;
    return Promise.resolve(42);
  });

  sameType<ReturnType<typeof run>, Future<number>>();
  assert.equal(await run(), 42);
});

test("yield takes futures, promises, lists, objects, generators, null and undefined", async () => {
  function* generator(value: string) {
    yield null;
    return value;
  }
  const run = coroutine(function* () {
    return [
      yield settled("future"),
      yield Promise.resolve("promise"),
      yield [settled("list"), Promise.resolve("of both"), null],
      yield { a: settled("object"), b: [generator("nested")] },
      yield generator("generator"),
      yield null,
      yield undefined,
      yield [],
    ];
  });

  assert.deepEqual(await run(), [
    "future",
    "promise",
    ["list", "of both", undefined],
    { a: "object", b: ["nested"] },
    "generator",
    undefined,
    undefined,
    [],
  ]);
});

test("anything else that is yielded is a BadYieldError at the yield, which can be caught", async () => {
  class Strange {}
  const seen: unknown[] = [];
  const run = coroutine(function* () {
    for (const wrong of [42, "text", new Strange(), () => {}, [1], { a: true }, new Map()]) {
      try {
        yield wrong;
      } catch (error) {
        seen.push(error instanceof BadYieldError && error.code);
      }
    }
    yield 42;
  });

  await assert.rejects(run(), {
    name: "BadYieldError",
    message: /^Cannot wait for what was yielded.*: it is 42$/,
  });
  assert.deepEqual(seen, Array(7).fill("ERR_BAD_YIELD"));
});

test("an error is thrown at the yield, where it can be caught or replaced", async () => {
  const fail = async (message: string) => {
    throw new Error(message);
  };
  const run = coroutine(function* (): Generator<unknown, string> {
    let text = "";
    try {
      yield fail("first");
    } catch (error) {
      text = String(error);
    }
    try {
      yield fail("second");
    } catch (error) {
      throw new RangeError(text, { cause: error });
    }
    return "not reached";
  });

  await assert.rejects(run(), (error) => {
    assert.ok(error instanceof RangeError && error.cause instanceof Error);
    assert.deepEqual([error.message, error.cause.message], ["Error: first", "second"]);
    return true;
  });
});

test("an error before the first yield is in the future, not thrown at the caller", async () => {
  const run = coroutine(function* (isEarly: boolean) {
    if (isEarly) throw new RangeError("at once");
    yield moment;
  });

  assert.ok(run(true).exception() instanceof RangeError);
});

test("Return ends the coroutine with its value", async () => {
  const run = coroutine(function* (isEarly: boolean): Generator<unknown, unknown> {
    if (isEarly) throw new Return([1, 2]);
    yield moment;
    throw new Return();
  });

  assert.deepEqual([run(true).result(), await run(false)], [[1, 2], undefined]);
});

test("moment and null wait for one turn of the loop, in order with its callbacks", async () => {
  const order: string[] = [];
  const loop = IOLoop.current();
  const run = coroutine(function* () {
    yield moment;
    order.push("after moment");
    yield null;
    order.push("after null");
  });
  loop.addCallback(() => void order.push("callback before"));

  const future = run();
  loop.addCallback(() => void order.push("callback after"));
  queueMicrotask(() => order.push("microtask"));

  await future;
  assert.deepEqual(order, ["microtask", "callback before", "after moment", "callback after", "after null"]);
});

test("coroutines and async functions wait for each other", async () => {
  const inner = coroutine(function* (value: number) {
    yield sleep(0);
    return value + 1;
  });
  const middle = async (value: number) => (await inner(value)) + 1;
  const outer = coroutine(function* (value: number): Generator<unknown, number> {
    return (yield middle(value)) + 1;
  });

  assert.equal(await outer(0), 3);
});

test("the asynchronous context is kept over every kind of yield, also what was set inside", async () => {
  const context = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const gate = new Future<void>();
  const run = coroutine(function* () {
    seen.push(context.getStore());
    yield gate;
    seen.push(context.getStore());
    context.enterWith("inside");
    yield moment;
    seen.push(context.getStore());
    yield Promise.resolve();
    seen.push(context.getStore());
  });

  const future = context.run("caller", run);
  context.run("settler", () => gate.setResult());
  await future;

  assert.deepEqual(seen, ["caller", "caller", "inside", "inside"]);
  assert.equal(context.getStore(), undefined);
});

test("coroutines and async functions keep the context across one another, up to the first yield and after it", async () => {
  const context = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const note = () => seen.push(context.getStore());
  const native = async () => {
    note();
    await sleep(0);
    note();
  };
  const generated = coroutine(function* () {
    yield native();
    note();
    yield { both: [native(), moment] };
    note();
  });

  await Promise.all([
    context.run("a", async () => {
      await generated();
      note();
    }),
  ]);

  assert.deepEqual(new Set(seen), new Set(["a"]));
  assert.equal(seen.length, 7);
});

test("cancelling the future lets the generator go on, and logs the error that nobody else will see", async () => {
  const gate = new Future<void>();
  const order: string[] = [];
  const run = coroutine(function* () {
    yield gate;
    order.push("went on");
    throw new Error("too late");
  });
  const future = run();

  future.cancel();
  gate.setResult();

  await assert.rejects(future, CancelledError);
  await expectLog(/^Exception after Future was cancelled$/);
  assert.deepEqual(order, ["went on"]);
});

test("a cancelled future throws CancelledError at the yield", async () => {
  const gate = new Future<void>();
  const run = coroutine(function* (): Generator<unknown, boolean> {
    try {
      yield gate;
      return false;
    } catch (error) {
      return error instanceof CancelledError;
    }
  });
  const future = run();

  gate.cancel();

  assert.equal(await future, true);
});

test("a coroutine keeps its name, and isCoroutineFunction() knows it", () => {
  function* named() {
    yield moment;
  }
  const run = coroutine(named);

  assert.equal(run.name, "named");
  assert.deepEqual([run, async () => {}, named, null].map(isCoroutineFunction), [true, false, false, false]);
});

test("a function without yield may be an ordinary one, and nothing but a function is a coroutine", async () => {
  // Called past the types, which ask for a generator function.
  const make = (fn: unknown) => Reflect.apply(coroutine, undefined, [fn]);

  assert.deepEqual([make(() => 42)().result(), await make(async () => 43)()], [42, 43]);
  assert.throws(() => make(42), { name: "TypeError", message: /^Cannot make a coroutine/ });
});

test("a failed coroutine that nobody looks at is no unhandled rejection", async () => {
  // The test runner fails this test if there is one; the future is held and looked at in the end.
  const run = coroutine(function* () {
    yield Promise.reject(new Error("quiet"));
  });
  const future = run();

  await new Promise<void>((resolve) => IOLoop.current().addCallback(resolve));
  await new Promise<void>((resolve) => IOLoop.current().addCallback(resolve));

  assert.match(String(future.exception()), /quiet/);
});
