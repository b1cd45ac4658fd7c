import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { test } from "node:test";
import { CancelledError, Future } from "typhoon/concurrent";
import { IOLoop } from "typhoon/ioloop";
import { expectLog, guardLog } from "../../support/guard-log.ts";

guardLog();

function nextTurn(loop: IOLoop): Promise<void> {
  return new Promise((resolve) => loop.addCallback(resolve));
}

test("current() and instance() are the one loop of this thread", () => {
  assert.equal(IOLoop.current(), IOLoop.current());
  assert.equal(IOLoop.instance(), IOLoop.current());
});

test("addCallback() calls on the next turn, in order, with the arguments", async () => {
  const loop = new IOLoop();
  const order: string[] = [];
  loop.addCallback((name: string, count: number) => void order.push(`${name} ${count}`), "first", 1);
  loop.spawnCallback(() => void order.push("second"));
  queueMicrotask(() => order.push("microtask"));
  order.push("inline");

  await nextTurn(loop);

  assert.deepEqual(order, ["inline", "microtask", "first 1", "second"]);
});

test("callbacks that add callbacks without end let sockets be served", async (t) => {
  const loop = new IOLoop();
  let isSpinning = true;
  const spin = () => {
    if (isSpinning) loop.addCallback(spin);
  };
  t.after(() => {
    isSpinning = false;
  });
  const server = createServer((socket) => socket.end("served")).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  spin();

  const [bytes] = await once(connect((server.address() as AddressInfo).port, "127.0.0.1"), "data");

  assert.equal(String(bytes), "served");
});

test("a callback added by a callback waits for the turn after", async () => {
  const loop = new IOLoop();
  const order: string[] = [];
  loop.addCallback(() => {
    loop.addCallback(() => void order.push("third"));
    order.push("first");
  });
  loop.addCallback(() => void order.push("second"));

  await nextTurn(loop);
  await nextTurn(loop);

  assert.deepEqual(order, ["first", "second", "third"]);
});

test("errors of plain and asynchronous callbacks go to the log, and the others are called", async () => {
  const loop = new IOLoop();
  loop.addCallback(function plain() {
    throw new Error("oops");
  });
  loop.addCallback(async function later() {
    throw new Error("oops");
  });
  loop.addCallback(() => {
    const future = new Future<void>();
    future.setException(new Error("oops"));
    return future;
  });

  const lines = [await expectLog(/callback plain$/), await expectLog(/callback later$/)];
  lines.push(await expectLog(/callback \(anonymous function\)$/));

  assert.deepEqual(
    new Set(lines.map(({ level, name }) => `${level} ${name}`)),
    new Set(["error typhoon.application"]),
  );
});

test("a cancelled callback is silent", async () => {
  const loop = new IOLoop();
  loop.addCallback(async () => {
    throw new CancelledError();
  });

  await nextTurn(loop);
  // The log guard fails this test if a line was written.
  await nextTurn(loop);
});

test("what a callback returns is of no interest unless it can be awaited", async () => {
  const loop = new IOLoop();
  loop.addCallback(() => ({}));
  loop.addCallback(() => []);
  loop.addCallback(() => 42);

  await nextTurn(loop);
});

test("addCallback() refuses at once what is not a function", () => {
  // @ts-expect-error: the types say so too
  assert.throws(() => new IOLoop().addCallback(42), {
    name: "TypeError",
    message: /not a function: it is 42/,
  });
});

test("callbacks, timeouts and futures keep the asynchronous context of their caller", async () => {
  const loop = new IOLoop();
  const context = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const look = () => void seen.push(context.getStore());
  const future = new Future<void>();
  context.run("callback", () => loop.addCallback(look));
  context.run("future", () => loop.addFuture(future, look));
  const waited = new Promise<void>((resolve) => {
    context.run("timeout", () =>
      loop.callLater(0, () => {
        look();
        resolve();
      }),
    );
  });

  context.run("settler", () => future.setResult());

  await Promise.all([waited, nextTurn(loop)]);
  assert.deepEqual(seen.sort(), ["callback", "future", "timeout"]);
});

test("addFuture() calls on a later turn, also when the future is done", async () => {
  const loop = new IOLoop();
  const order: string[] = [];
  const done = new Future<string>();
  done.setResult("done");
  loop.addFuture(done, (future) => void order.push(future.result()));
  queueMicrotask(() => order.push("microtask"));

  await nextTurn(loop);

  assert.deepEqual(order, ["microtask", "done"]);
});

test("addFuture() hands a promise over as a future", async () => {
  const error = new Error("no");

  const seen = await new Promise((resolve) => {
    new IOLoop().addFuture(Promise.reject(error), (future) => resolve({ error: future.exception() }));
  });

  assert.deepEqual(seen, { error });
});
