import assert from "node:assert/strict";
import { test } from "node:test";
import { MessageChannel } from "node:worker_threads";
import { type Executor, NotCloneableError, transfer } from "typhoon/concurrent";
import {
  describeArgument,
  firstTwoAreEqual,
  giveBack,
  increment,
  makeBuffers,
  makeClassInstance,
  makePooled,
  makeUncloneable,
  moveBack,
  moveChunks,
  moveInside,
  movePooled,
  Pixels,
  returnCached,
  sizeOf,
  sizeOfSent,
} from "../fixtures/concurrent/data.ts";
import { add } from "../fixtures/concurrent/gated.ts";
import { guardLog } from "../support/guard-log.ts";
import { sharedNumbers } from "../support/shared-memory.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

test("a Buffer arrives as a Buffer, without the pool that it was cut from", async (t) => {
  const executor = withExecutor(t);
  const small = Buffer.from("small");
  assert.ok(small.buffer.byteLength > small.byteLength, "small Buffers come from Node's pool");

  assert.deepEqual(await executor.submit(describeArgument, small), { isBuffer: true, memory: 5 });
  const pooled = await executor.submit(makePooled);

  assert.equal(Buffer.isBuffer(pooled), true);
  assert.deepEqual([pooled.toString(), pooled.buffer.byteLength], ["from the pool", 13]);
  assert.equal(small.toString(), "small");
});

test("Buffers inside lists, objects, maps and sets arrive as Buffers", async (t) => {
  const executor = withExecutor(t);

  const made = await executor.submit(makeBuffers);

  assert.deepEqual(made, {
    top: Buffer.from("small"),
    list: [Buffer.from("in a list")],
    map: new Map([["key", Buffer.from("in a map")]]),
    set: new Set<unknown>(["before", Buffer.from("in a set"), "after"]),
  });
  assert.deepEqual([...made.set].indexOf("after"), 2);
  for (const buffer of [made.top, made.list[0], made.map.get("key"), [...made.set][1]]) {
    assert.equal(Buffer.isBuffer(buffer), true);
  }
});

test("shared parts stay shared, and cycles stay cycles, with Buffers inside", async (t) => {
  const executor = withExecutor(t);
  const shared = { bytes: Buffer.from("shared") };
  const value: { parts: unknown[]; self?: unknown } = {
    parts: [shared, shared, new Map([["shared", shared]])],
  };
  value.self = value;

  const back = (await executor.submit(giveBack, value)) as typeof value;

  assert.equal(back.self, back);
  assert.equal(back.parts[0], back.parts[1]);
  assert.deepEqual(back.parts[0], shared);
  assert.equal(Buffer.isBuffer(Object(back.parts[1]).bytes), true);
  assert.equal(await executor.submit(firstTwoAreEqual, [shared, shared]), true);
  assert.deepEqual(shared, { bytes: Buffer.from("shared") });
});

test("data of every cloneable kind arrives as what it was", async (t) => {
  const executor = withExecutor(t);
  const kinds = {
    map: new Map<unknown, unknown>([[{ key: 1 }, new Set([1n, "two"])]]),
    date: new Date(0),
    expression: /a+/giu,
    typed: new Float64Array([1.5, Number.NaN]),
    memory: new Uint8Array([1, 2]).buffer,
    // biome-ignore lint/suspicious/noSparseArray: a hole has to stay one
    holes: [1, , 3],
    nothing: [undefined, null, Number.NaN, -0],
    __proto__: null,
  };

  assert.deepEqual(await executor.submit(giveBack, kinds), { ...kinds });
  const withBuffer = { ...kinds, buffer: Buffer.from("also") };
  assert.deepEqual(await executor.submit(giveBack, withBuffer), withBuffer);
});

test("shared memory is shared, not copied", async (t) => {
  const executor = withExecutor(t);
  const numbers = sharedNumbers();

  await executor.submit(increment, numbers);

  assert.equal(numbers[0], 1);
});

test("transferred memory moves: it is empty here afterwards", async (t) => {
  const executor = withExecutor(t);
  const bytes = new Uint8Array(1000);
  const slice = Buffer.from(new ArrayBuffer(100), 10, 20);

  assert.equal(await executor.run(sizeOf, [bytes], { transfer: [bytes.buffer] }), 1000);
  assert.equal(bytes.byteLength, 0);
  assert.equal(await executor.run(sizeOf, [slice], { transfer: [slice.buffer as ArrayBuffer] }), 20);
  assert.equal(slice.byteLength, 0);
});

test("an argument that is marked moves: it is empty here afterwards, and a Buffer stays a Buffer", async (t) => {
  const executor = withExecutor(t);
  const bytes = new Uint8Array(100_000).fill(1);
  const buffer = Buffer.from(new ArrayBuffer(100_000)).fill(2);
  const inside = { list: [new Uint8Array(1000)] };

  assert.equal(await executor.submit(sizeOf, transfer(bytes, [bytes.buffer])), 100_000);
  assert.deepEqual(await executor.submit(describeArgument, transfer(buffer, [buffer.buffer])), {
    isBuffer: true,
    memory: 100_000,
  });
  const memory = inside.list[0]?.buffer ?? assert.fail();
  await executor.submit(giveBack, transfer(inside, [memory]));

  assert.deepEqual([bytes.byteLength, buffer.byteLength, memory.byteLength], [0, 0, 0]);
});

test("a result that is marked moves: it is empty in the worker afterwards, and equal here", async (t) => {
  const executor = withExecutor(t);

  const back = await executor.submit(moveBack, new Uint8Array(100_000).fill(3));
  assert.deepEqual(back, new Uint8Array(100_000).fill(3));
  assert.equal(await executor.submit(sizeOfSent), 0);

  const { list } = await executor.submit(moveInside, 100_000);
  assert.deepEqual(list, [Buffer.alloc(100_000, 7)]);
  assert.equal(Buffer.isBuffer(list[0]), true);
  assert.equal(await executor.submit(sizeOfSent), 0);
});

test("what a method returns and what a generator yields move too, if they are marked", async (t) => {
  const executor = withExecutor(t);

  assert.deepEqual(await new Pixels(executor).invert(100_000), new Uint8Array(100_000).fill(255));
  assert.equal(await executor.submit(sizeOfSent), 0);

  const chunks: Uint8Array[] = [];
  for await (const chunk of executor.stream(moveChunks, [100_000])) chunks.push(chunk);
  assert.deepEqual(chunks, [new Uint8Array(100_000), new Uint8Array(100_000).fill(1)]);
  assert.equal(await executor.submit(sizeOfSent), 0);
});

test("what is not marked never moves, however large: its function may still hold it", async (t) => {
  const executor = withExecutor(t);

  assert.equal((await executor.submit(returnCached)).byteLength, 100_000);

  assert.equal(await executor.submit(sizeOfSent), 100_000);
});

test("the memory that small Buffers share never moves, and does not travel", async (t) => {
  const executor = withExecutor(t);
  const small = Buffer.from("small");

  const moved = await executor.submit(movePooled);
  assert.deepEqual([moved.toString(), moved.buffer.byteLength], ["small", 5]);
  assert.equal(await executor.submit(sizeOfSent), 5);

  assert.deepEqual(await executor.submit(describeArgument, transfer(small, [small.buffer])), {
    isBuffer: true,
    memory: 5,
  });
  assert.equal(small.toString(), "small");
});

test("a mark is good for one sending, and shared memory in it is shared", async (t) => {
  const executor = withExecutor(t);
  const numbers = sharedNumbers();
  const value = { bytes: new Uint8Array(1000) };

  await executor.submit(giveBack, transfer(value, [value.bytes.buffer]));
  assert.equal(value.bytes.byteLength, 0);
  value.bytes = new Uint8Array(1000);
  await executor.submit(giveBack, value);

  assert.equal(value.bytes.byteLength, 1000);
  assert.equal(await executor.submit(sizeOf, transfer(new Uint8Array(numbers.buffer), [numbers.buffer])), 4);
});

test("an argument that cannot be cloned is named by its path, and the pool lives on", async (t) => {
  const executor = withExecutor(t);
  const { port1, port2 } = new MessageChannel();
  t.after(() => port1.close());
  const socket = { open: true, connect() {} };
  const cases: readonly (readonly [unknown, string, RegExp])[] = [
    [
      () => 1,
      "args[0]",
      /Cannot send args\[0\] between the application and a worker as a function cannot be cloned: pass plain data/,
    ],
    [{ db: { socket } }, "args[0].db.socket.connect", /a function \(connect\)/],
    [{ "a key": [1, Symbol("s")] }, 'args[0]["a key"][1]', /a symbol/],
    [new Map([["k", { f() {} }]]), 'args[0].get("k").f', /a function \(f\)/],
    [new Map([[{ f() {} }, 1]]), "args[0].keys().f", /a function \(f\)/],
    [new Set([() => 1]), "args[0].values()", /a function/],
    [{ port: port2 }, "args[0].port", /an object of class MessagePort/],
    [new WeakMap(), "args[0]", /an object of class WeakMap/],
    [Promise.resolve(), "args[0]", /an object of class Promise/],
    [{ bytes: Buffer.from("b"), f() {} }, "args[0].f", /a function/],
  ];

  for (const [value, path, message] of cases) {
    await assert.rejects(executor.submit(giveBack, value), isNotCloneable(path, message));
    await livesOn(executor);
  }
  assert.deepEqual([executor.stats().failed, executor.stats().workers], [cases.length, 1]);
});

test("a result that cannot be cloned is named by its path, and the pool lives on", async (t) => {
  const executor = withExecutor(t);

  await assert.rejects(
    executor.submit(makeUncloneable),
    isNotCloneable("result.rows[1].run", /a function \(run\)/),
  );

  await livesOn(executor);
  assert.equal(executor.stats().workers, 1);
});

test("a transfer that cannot be made is the fault of the transfer list", async (t) => {
  const executor = withExecutor(t);
  const bytes = new Uint8Array(8);
  const twice = [bytes.buffer, bytes.buffer];

  await assert.rejects(
    executor.run(giveBack, [bytes], { transfer: twice }),
    isNotCloneable("options.transfer", /a value in it cannot be cloned/),
  );

  await livesOn(executor);
});

test("an instance of a class arrives as plain data", async (t) => {
  const executor = withExecutor(t);

  assert.deepEqual({ ...(await executor.submit(makeClassInstance)) }, { x: 1, y: { z: 2 } });
});

function isNotCloneable(path: string, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof NotCloneableError);
    assert.deepEqual([error.code, error.path], ["ERR_NOT_CLONEABLE", path]);
    assert.match(error.message, message);
    assert.ok(error.cause instanceof Error);
    return true;
  };
}

async function livesOn(executor: Executor): Promise<void> {
  assert.equal(await executor.submit(add, 1, 2), 3);
}
