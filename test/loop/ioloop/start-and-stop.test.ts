import assert from "node:assert/strict";
import { test } from "node:test";
import { Future } from "typhoon/concurrent";
import { IOLoop } from "typhoon/ioloop";
import { ManualClock } from "typhoon/testing";
import { guardLog } from "../../support/guard-log.ts";
import { inOwnProcess } from "../../support/in-own-process.ts";

guardLog();

test("start() returns when stop() is called, and can be called again", async () => {
  const loop = new IOLoop();
  const order: string[] = [];
  for (const round of ["first", "second"]) {
    loop.addCallback(() => {
      order.push(round);
      loop.stop();
      loop.stop();
    });
    await loop.start();
    order.push("stopped");
  }

  assert.deepEqual(order, ["first", "stopped", "second", "stopped"]);
});

test("stop() before start() makes that start return at once, and only that", async () => {
  const loop = new IOLoop();
  const order: string[] = [];
  loop.addCallback(() => void order.push("callback"));
  loop.stop();

  await loop.start();
  order.push("first start");
  loop.addCallback(() => loop.stop());
  await loop.start();

  assert.deepEqual(order, ["first start", "callback"]);
});

test("start() while running is an error and leaves the run alone", async () => {
  const loop = new IOLoop();
  const running = loop.start();

  await assert.rejects(loop.start(), { code: "ERR_INVALID_STATE" });

  loop.stop();
  await running;
});

test("start() keeps the process alive until stop()", () => {
  const { output, status } = inOwnProcess(`
    import { IOLoop } from "typhoon/ioloop";
    process.on("beforeExit", () => console.log("nothing left to do"));
    setTimeout(() => { console.log("still alive"); IOLoop.current().stop(); }, 1).unref();
    await IOLoop.current().start();
    console.log("stopped");
  `);

  assert.deepEqual([output, status], ["still alive\nstopped\nnothing left to do\n", 0]);
});

test("runSync() gives the result of plain, asynchronous and future-returning functions", async () => {
  const loop = new IOLoop();
  const future = new Future<string>();
  loop.addCallback(() => future.setResult("future"));

  assert.equal(await loop.runSync(() => 42), 42);
  assert.equal(await loop.runSync(async () => "promise"), "promise");
  assert.equal(await loop.runSync(() => future), "future");
});

test("runSync() throws what the function throws and leaves the loop stopped", async () => {
  const loop = new IOLoop();

  await assert.rejects(
    loop.runSync(() => {
      throw new RangeError("no");
    }),
    RangeError,
  );
  await assert.rejects(
    loop.runSync(async () => {
      throw new TypeError("no");
    }),
    TypeError,
  );

  const running = loop.start();
  loop.stop();
  await running;
});

test("runSync() gives up after its time and cancels the future it waits for", async () => {
  const clock = new ManualClock();
  const loop = new IOLoop({ clock });
  const future = new Future<void>();

  const running = loop.runSync(() => future, { timeoutMs: 100 });
  loop.addCallback(() => clock.advance(100));

  await assert.rejects(running, { code: "ERR_TIMEOUT", message: "Operation timed out after 100 ms" });
  assert.equal(future.cancelled(), true);
});

test("runSync() in time leaves no timeout behind", async () => {
  const clock = new ManualClock();

  await new IOLoop({ clock }).runSync(() => "in time", { timeoutMs: 100 });

  assert.equal(clock.pending, 0);
});

test("runSync() fails when the loop is stopped first, and its late result disturbs nobody", async () => {
  const loop = new IOLoop();
  const future = new Future<void>();
  const order: string[] = [];

  await assert.rejects(
    loop.runSync(() => {
      loop.stop();
      return future;
    }),
    { code: "ERR_INVALID_STATE", message: /stopped before the function completed/ },
  );

  const running = loop.start().then(() => order.push("stopped"));
  future.setResult();
  loop.addCallback(() => {
    order.push("still running");
    loop.stop();
  });
  await running;
  assert.deepEqual(order, ["still running", "stopped"]);
});

test("runSync() on a running loop is an error and does not call the function", async () => {
  const loop = new IOLoop();
  const called: string[] = [];
  const running = loop.start();

  await assert.rejects(
    loop.runSync(() => called.push("called")),
    { code: "ERR_INVALID_STATE" },
  );

  loop.addCallback(() => loop.stop());
  await running;
  assert.deepEqual(called, []);
});
