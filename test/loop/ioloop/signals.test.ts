import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { after, test } from "node:test";
import { Future } from "typhoon/concurrent";
import { IOLoop } from "typhoon/ioloop";
import { expectLog, guardLog } from "../../support/guard-log.ts";

guardLog();

const loop = IOLoop.current();

// Whoever does not listen never notices it. Not SIGUSR2: at that Node 24 writes a report into the working directory of
// programs that its test runner has started.
const harmless = "SIGWINCH";

// A signal that may come keeps no process alive, which is what these tests wait for.
const keepAlive = setInterval(() => {}, 2 ** 30);
after(() => clearInterval(keepAlive));

test("addSignalHandler() calls at each signal with the arguments, in the context of its caller", async (t) => {
  t.after(() => loop.removeSignalHandler(harmless));
  const context = new AsyncLocalStorage<string>();
  const calls: unknown[] = [];
  let called = new Future<void>();
  context.run("of the caller", () => {
    loop.addSignalHandler(
      harmless,
      (text: string) => {
        calls.push([text, context.getStore()]);
        called.setResult();
      },
      "argument",
    );
  });

  process.kill(process.pid, harmless);
  await called;
  called = new Future();
  process.kill(process.pid, harmless);
  await called;

  assert.deepEqual(calls, [
    ["argument", "of the caller"],
    ["argument", "of the caller"],
  ]);
});

test("a later handler takes the place of the one before, and removeSignalHandler() takes it back", async () => {
  const before = process.listenerCount(harmless);
  const called = new Future<string>();
  loop.addSignalHandler(harmless, () => called.setResult("the first"));
  loop.addSignalHandler(harmless, () => called.setResult("the second"));

  process.kill(process.pid, harmless);

  assert.equal(await called, "the second");
  assert.equal(process.listenerCount(harmless), before + 1);
  assert.equal(loop.removeSignalHandler(harmless), true);
  assert.equal(loop.removeSignalHandler(harmless), false);
  assert.equal(process.listenerCount(harmless), before);
});

test("what a signal handler throws, at once or later, goes to the log", async (t) => {
  t.after(() => loop.removeSignalHandler(harmless));
  loop.addSignalHandler(harmless, async function stumble() {
    throw new Error("in a signal handler");
  });

  process.kill(process.pid, harmless);

  await expectLog(/^Exception in callback stumble$/);
});

test("a signal that no process can handle is refused, and so is what is no function", () => {
  assert.throws(() => loop.addSignalHandler("SIGKILL", () => {}), { code: "EINVAL" });
  assert.throws(() => Reflect.apply(loop.addSignalHandler, loop, [harmless, "stop"]), TypeError);
  assert.equal(loop.removeSignalHandler("SIGKILL"), false);
});

test("addCallbackFromSignal() calls on the next turn", async () => {
  const called = new Future<string>();

  loop.addCallbackFromSignal((text: string) => called.setResult(text), "called");

  assert.equal(called.done(), false);
  assert.equal(await called, "called");
});
