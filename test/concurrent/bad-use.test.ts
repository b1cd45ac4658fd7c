import assert from "node:assert/strict";
import { test } from "node:test";
import {
  blocking,
  ClassNotFoundError,
  DuplicateFunctionError,
  FunctionNotFoundError,
  ModuleNotLoadableError,
  ProcessPoolExecutor,
  runOnExecutor,
  ThreadPoolExecutor,
  unblock,
} from "typhoon/concurrent";
import {
  Double,
  defineInLoop,
  defineLate,
  defineTwiceTheSame,
  differs,
  makeHidden,
  makeOtherScaled,
  notMarked,
  Reachable,
  Scaled,
  seen,
  Triple,
} from "../fixtures/concurrent/bad-use.ts";
import { unreachable } from "../fixtures/concurrent/fails-in-worker.ts";
import { FarChild } from "../fixtures/concurrent/far-child.ts";
import { add } from "../fixtures/concurrent/gated.ts";
import { guardLog } from "../support/guard-log.ts";
import { inOwnProcess } from "../support/in-own-process.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

test("a function that was not marked is refused with what to do", (t) => {
  const executor = withExecutor(t);
  const advice = {
    name: "TypeError",
    message:
      /^Cannot run the function "notMarked" on a worker as it is not marked: define it as "const name = blocking/,
  };

  assert.throws(() => executor.submit(notMarked), advice);
  assert.throws(() => executor.run(notMarked, []), advice);
  assert.equal(executor.stats().workers, 0);
});

test("map() and stream() refuse a function that was not marked, too", async (t) => {
  const executor = withExecutor(t);

  await assert.rejects(executor.map(notMarked, [1]), { name: "TypeError", message: /not marked/ });
  assert.throws(() => executor.stream(() => [1], []), { name: "TypeError", message: /"\(anonymous\)"/ });
});

test("only functions can be marked", () => {
  const noFunction: unknown = "text";

  assert.throws(() => Reflect.apply(blocking, undefined, [noFunction]), {
    name: "TypeError",
    message: "Cannot mark a string as blocking as only functions run on workers: pass a function",
  });
  assert.throws(() => Reflect.apply(unblock, undefined, [undefined]), { name: "TypeError" });
});

test("two functions from one place are refused where they are marked", () => {
  assert.throws(defineInLoop, (error) => {
    assert.ok(error instanceof DuplicateFunctionError);
    assert.equal(error.code, "ERR_DUPLICATE_FUNCTION");
    assert.match(error.message, /bad-use\.js:\d+:\d+ as a worker finds functions by the place/);
    return true;
  });
  defineTwiceTheSame();
});

test("another function at the same place in the worker is never run instead", async (t) => {
  const executor = withExecutor(t);

  for (let call = 1; call <= 2; call++) {
    await assert.rejects(executor.submit(differs), (error) => {
      assert.ok(error instanceof FunctionNotFoundError);
      assert.match(
        error.message,
        /bad-use\.js:\d+:\d+ in a worker .* marked a function with another text there/,
      );
      return true;
    });
  }
});

test("a function that is defined inside a function is not found, and the pool lives on", async (t) => {
  const executor = withExecutor(t);

  await assert.rejects(executor.submit(defineLate()), (error) => {
    assert.ok(error instanceof FunctionNotFoundError);
    assert.equal(error.code, "ERR_FUNCTION_NOT_FOUND");
    assert.match(error.message, /bad-use\.js:\d+:\d+ in a worker .* move the definition to the top level/);
    return true;
  });

  assert.equal(await executor.submit(add, 1, 2), 3);
  assert.equal(executor.stats().workers, 1);
});

test("a module that throws in a worker is named with its error, each time, and the pool lives on", async (t) => {
  const executor = withExecutor(t);

  for (let i = 0; i < 2; i++) {
    await assert.rejects(executor.submit(unreachable), (error) => {
      assert.ok(error instanceof ModuleNotLoadableError);
      assert.equal(error.code, "ERR_MODULE_NOT_LOADABLE");
      assert.match(
        error.message,
        /fails-in-worker\.js in a worker as it failed with RangeError: only on the main/,
      );
      assert.ok(error.cause instanceof RangeError);
      return true;
    });
  }

  assert.equal(await executor.submit(add, 1, 2), 3);
});

test("a method of a class that no module exports is refused", async () => {
  await assert.rejects(makeHidden().work(), (error) => {
    assert.ok(error instanceof ClassNotFoundError);
    assert.equal(error.code, "ERR_CLASS_NOT_FOUND");
    assert.match(
      error.message,
      /^Cannot run Hidden\.work in a worker as no class fits among those that its modules export/,
    );
    return true;
  });
});

test("a class that no module exports is found by an instance that its module makes", async () => {
  assert.equal(await seen.work(), "done");
});

test("a subclass in a module that no worker loaded is refused, not taken for its parent", async () => {
  await assert.rejects(
    new FarChild().six(),
    (error) => error instanceof ClassNotFoundError && /FarChild\.six/.test(error.message),
  );
});

test("of two classes that look the same none is guessed", async () => {
  for (const Either of [Double, Triple]) {
    await assert.rejects(
      new Either().six(),
      (error) => error instanceof ClassNotFoundError && /2 classes fit/.test(error.message),
    );
  }
  assert.equal(await new Reachable().six(), 3, "one class under two names is one class");
});

test("a class that looks the same as one that was called before is refused, although a worker reaches that one", async () => {
  const OtherScaled = makeOtherScaled();

  assert.equal(await new Scaled().six(), 6);
  await assert.rejects(new OtherScaled().six(), /2 classes fit/);
});

test("decorators refuse what is no public method of an instance", () => {
  const context = { kind: "method", name: "m", addInitializer() {} };

  for (const [fn, wrong] of [
    [() => 1, { static: true }],
    [() => 1, { private: true }],
    [() => 1, { name: Symbol("m") }],
    [undefined, { kind: "field" }],
  ] as const) {
    for (const decorator of [runOnExecutor, unblock, runOnExecutor({})]) {
      assert.throws(() => Reflect.apply(decorator, undefined, [fn, { ...context, ...wrong }]), {
        name: "TypeError",
        message: /no public method of an instance/,
      });
    }
  }
  assert.throws(() => Reflect.apply(runOnExecutor({}), undefined, [() => 1]), {
    name: "TypeError",
    message: /for a function, use unblock/,
  });
});

test("a function that is defined in a program given as text is refused by the worker", () => {
  const { output } = inOwnProcess(`
    import { blocking, ThreadPoolExecutor } from "typhoon/concurrent";
    const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
    await executor.submit(blocking(() => 1)).catch((error) => console.log(error.code));
  `);

  assert.equal(output, "ERR_MODULE_NOT_LOADABLE\n");
});

test("the number of workers may stand alone, as in Python, and is checked in the same way", async () => {
  for (const PoolExecutor of [ThreadPoolExecutor, ProcessPoolExecutor]) {
    await using executor = new PoolExecutor(3);
    assert.equal(executor.stats().maxWorkers, 3);
    for (const wrong of [0, -1, 1.5, Number.NaN, Infinity]) {
      assert.throws(
        () => new PoolExecutor(wrong),
        /RangeError: Cannot make an executor because maxWorkers is/,
      );
    }
  }
});

test("a call of what is no function, and a list that is none, are refused with what to pass", async (t) => {
  const executor = withExecutor(t);
  const map = Reflect.get(executor, "map");

  assert.throws(() => Reflect.apply(executor.submit, executor, []), {
    name: "TypeError",
    message:
      "Cannot make a call because undefined is no function: pass one that is marked with blocking(...)",
  });
  await assert.rejects(async () => Reflect.apply(map, executor, [add, 5]), {
    name: "TypeError",
    message: "Cannot map over 5 because it is no list: pass one, such as [1, 2]",
  });
});
