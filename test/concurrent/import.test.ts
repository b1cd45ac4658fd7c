import assert from "node:assert/strict";
import { test } from "node:test";
import { DummyExecutor, ModuleNotLoadableError } from "typhoon/concurrent";
import { guardLog } from "../support/guard-log.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

type PlainModule = typeof import("../fixtures/concurrent/plain-module.ts");
const plainUrl = new URL("../fixtures/concurrent/plain-module.js", import.meta.url);

test("import() runs the functions of a module at a URL on a worker", async (t) => {
  const plain = withExecutor(t).import<PlainModule>(plainUrl);

  assert.deepEqual(
    [await plain.place(), await plain.shout("loud"), await plain.later(3)],
    ["there", "LOUD", 3],
  );
  await assert.rejects(plain.fail(), { name: "RangeError", message: "plain" });
});

test("import() takes a path relative to the module that asks", async (t) => {
  const plain = withExecutor(t).import<PlainModule>("../fixtures/concurrent/plain-module.js");

  assert.equal(await plain.shout("loud"), "LOUD");
});

test("import() takes packages, CommonJS ones and Node's own", async (t) => {
  const executor = withExecutor(t);

  const resolved = await executor.import<typeof import("node:path")>("node:path").join("a", "b");
  const transformed = await executor
    .import<typeof import("esbuild")>("esbuild")
    .transform("let a: number = 1", { loader: "ts" });

  assert.equal(resolved, "a/b");
  assert.equal(transformed.code, "let a = 1;\n");
});

test("import() of what is not there, or throws, fails each call with a coded error, and the pool lives on", async (t) => {
  const executor = withExecutor(t);
  const missing = executor.import<PlainModule>("no-such-package");
  const broken = executor.import<PlainModule>(new URL("./plain-broken.js", plainUrl));

  await assert.rejects(
    missing.shout("x"),
    isNotLoadable(/^Cannot load no-such-package in a worker as .*Cannot find/),
  );
  for (let i = 0; i < 2; i++) {
    await assert.rejects(broken.shout("x"), isNotLoadable(/plain-broken\.js .* RangeError: broken/));
  }

  assert.equal(await executor.import<PlainModule>(plainUrl).shout("ok"), "OK");
  assert.equal(executor.stats().workers, 1);
});

test("a name that is no function of the module is refused", async (t) => {
  const executor = withExecutor(t);
  const wrong = executor.import<{ number(): number; absent(): number }>(plainUrl);

  for (const name of ["number", "absent"] as const) {
    await assert.rejects(wrong[name](), {
      name: "TypeError",
      message: new RegExp(`^Cannot call ${name} of file:.*plain-module.js as the module exports no function`),
    });
  }
});

test("the object of import() is no promise, so it can be returned from an async function", async (t) => {
  const executor = withExecutor(t);
  const open = async () => executor.import<PlainModule>(plainUrl);

  assert.equal(await (await open()).shout("loud"), "LOUD");
});

test("a DummyExecutor imports on this thread", async () => {
  const plain = new DummyExecutor().import<PlainModule>("../fixtures/concurrent/plain-module.js");

  assert.equal(await plain.place(), "here");
});

function isNotLoadable(message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ModuleNotLoadableError);
    assert.equal(error.code, "ERR_MODULE_NOT_LOADABLE");
    assert.match(error.message, message);
    return true;
  };
}
