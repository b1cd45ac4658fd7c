import assert from "node:assert/strict";
import { test } from "node:test";
import { registerErrorClass } from "typhoon/concurrent";
import { AtOnceError, calledAtOnce, failAtOnce } from "../fixtures/concurrent/calls-at-once.ts";
import {
  failDeep,
  failWithAggregate,
  failWithBuiltIn,
  failWithHiddenChild,
  failWithOwnDetail,
  failWithQuota,
  failWithSystemError,
  QuotaError,
  RegisteredError,
  throwFromThen,
  throwStrangeError,
  throwThenable,
  throwThing,
} from "../fixtures/concurrent/failing.ts";
import { add } from "../fixtures/concurrent/gated.ts";
import { guardLog } from "../support/guard-log.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

test("an error class that the function's module exports keeps class, name, code and fields", async (t) => {
  const executor = withExecutor(t);

  const error = await errorOf(executor.submit(failWithQuota, 3));

  assert.ok(error instanceof QuotaError);
  assert.ok(error instanceof RangeError);
  assert.deepEqual(
    [error.name, error.message, error.code, error.limit, error.describe()],
    ["QuotaError", "only 3 are allowed", "E_QUOTA", 3, "E_QUOTA: 3"],
  );
  assert.deepEqual(Reflect.get(error, "rows"), [1, { deep: Buffer.from("x") }]);
  assert.equal("live" in error, false);
  assert.match(String(error), /^QuotaError: only 3 are allowed$/);
});

test("an exported error class is known although its module makes calls while it is evaluated", async (t) => {
  const executor = withExecutor(t);

  assert.ok((await errorOf(executor.submit(failAtOnce))) instanceof AtOnceError);
  assert.equal(await calledAtOnce, 1);
});

test("the chain of causes keeps its classes", async (t) => {
  const executor = withExecutor(t);

  const error = await errorOf(executor.submit(failWithQuota, 3));

  assert.ok(error instanceof Error && error.cause instanceof TypeError);
  assert.equal(error.cause.message, "beneath");
  assert.ok(error.cause.cause instanceof QuotaError);
  assert.equal(error.cause.cause.limit, 4);
  assert.equal(Object.keys(error).includes("cause"), false);
});

test("an error of a class that nobody knows arrives as its nearest known parent, with its own name", async (t) => {
  const executor = withExecutor(t);

  const error = await errorOf(executor.submit(failWithHiddenChild));

  assert.ok(error instanceof RegisteredError);
  assert.equal(Object.getPrototypeOf(error), RegisteredError.prototype);
  assert.deepEqual([error.name, error.message, error.detail], ["HiddenChild", "hidden", "from the class"]);
});

test("a field may have the name of a getter of the class", async (t) => {
  const executor = withExecutor(t);

  const error = await errorOf(executor.submit(failWithOwnDetail));

  assert.ok(error instanceof RegisteredError);
  assert.equal(error.detail, "own field");
});

test("built-in errors keep their classes", async (t) => {
  const executor = withExecutor(t);

  assert.ok((await errorOf(executor.submit(failWithBuiltIn, "syntax"))) instanceof SyntaxError);
  assert.ok((await errorOf(executor.submit(failWithBuiltIn, "reference"))) instanceof ReferenceError);
  const error = await errorOf(executor.submit(failWithSystemError));
  assert.deepEqual(
    { ...Object(error) },
    { errno: -2, code: "ENOENT", syscall: "open", path: "/no/such/file" },
  );
});

test("an AggregateError keeps its parts, and may hold itself", async (t) => {
  const executor = withExecutor(t);

  const error = await errorOf(executor.submit(failWithAggregate));

  assert.ok(error instanceof AggregateError);
  const [first, second, third] = error.errors;
  assert.ok(first instanceof QuotaError);
  assert.equal(second, "no error");
  assert.ok(third instanceof AggregateError);
});

test("things that are no errors are thrown as they are, or as their text", async (t) => {
  const executor = withExecutor(t);
  const expected = {
    text: "just text",
    nothing: undefined,
    nil: null,
    object: { status: 418, bytes: Buffer.from("teapot") },
    symbol: "Symbol(odd)",
    function: "[Function: odd]",
    bare: "[Object: null prototype] { run: [Function: run] }",
  };

  for (const [kind, thing] of Object.entries(expected)) {
    assert.deepEqual(await errorOf(executor.submit(throwThing, kind)), thing);
  }
});

test("errors with strange parts arrive all the same, and the worker lives on", async (t) => {
  const executor = withExecutor(t);

  for (const kind of ["stack", "name", "cycle", "field", "cause"]) {
    const error = await errorOf(executor.submit(throwStrangeError, kind));
    assert.ok(error instanceof Error);
    assert.equal(error.message, "strange");
  }
  for (const [thenable, message] of [
    [throwThenable, "odd thenable"],
    [throwFromThen, "odd getter"],
  ] as const) {
    const error = await errorOf(executor.submit(thenable));
    assert.ok(error instanceof Error && error.message === message);
  }

  assert.deepEqual([await executor.submit(add, 1, 2), executor.stats().workers], [3, 1]);
});

test("the stack shows the user's code on both sides, and none of this library's", async (t) => {
  const executor = withExecutor(t);

  const error = await errorOf(submitFromHere());

  assert.ok(error instanceof Error);
  assert.match(error.stack ?? "", /^Error: deep in the user's code\n +at throughUsersFrame .*failing\.[jt]s/);
  assert.match(error.stack ?? "", /\n +at submitFromHere .*errors-across-threads\.test\.[jt]s/);
  assert.doesNotMatch(error.stack ?? "", /(?:dist|src)\/concurrent\//);

  function submitFromHere() {
    return executor.submit(failDeep);
  }
});

test("registerErrorClass() refuses a name that another class has", () => {
  class Another extends Error {}

  assert.throws(() => registerErrorClass(Another, "test.Registered"), TypeError);
  assert.equal(registerErrorClass(RegisteredError, "test.Registered"), RegisteredError);
});

async function errorOf(outcome: PromiseLike<unknown>): Promise<unknown> {
  return outcome.then(
    () => assert.fail("it did not fail"),
    (error: unknown) => error,
  );
}
