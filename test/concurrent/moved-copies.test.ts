import assert from "node:assert/strict";
import { test } from "node:test";
import type { Transferable } from "node:worker_threads";
import { ProcessPoolExecutor } from "typhoon/concurrent";
import { encodePayload } from "#typhoon/concurrent/payload.js";
import { giveBack } from "../fixtures/concurrent/data.ts";
import { guardLog } from "../support/guard-log.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();

const large = 256 * 1024;

test("large memory is copied once, and the copy moves", () => {
  const bytes = new Uint8Array(large).fill(7);
  const moves: Transferable[] = [];

  const { value } = encodePayload([bytes, { again: bytes, memory: bytes.buffer }, "other"], moves);

  assert.deepEqual(value, [bytes, { again: bytes, memory: bytes.buffer }, "other"]);
  assert.equal(moves.length, 1);
  assert.notEqual(moves[0], bytes.buffer);
  assert.equal(Object(value)[0].buffer, moves[0]);
  assert.equal(Object(value)[1].memory, moves[0]);
});

test("small memory, and memory that the sender lets move, is not copied before it is sent", () => {
  const small = new Uint8Array(100);
  const own = new Uint8Array(large);
  const moves: Transferable[] = [own.buffer];

  const { value } = encodePayload([small, own], moves);

  assert.equal(Object(value)[0], small);
  assert.equal(Object(value)[1], own);
  assert.deepEqual(moves, [own.buffer]);
});

test("where nothing can move, large memory is left to the clone", () => {
  const bytes = new Uint8Array(large);

  assert.equal(Object(encodePayload([bytes]).value)[0], bytes);
});

for (const kind of ["thread", "process"] as const) {
  test(`large memory of each kind comes back from a ${kind}, and stays with its sender`, async (t) => {
    const executor = kind === "thread" ? withExecutor(t) : new ProcessPoolExecutor({ maxWorkers: 1 });
    t.after(() => executor.shutdown());
    const memory = new ArrayBuffer(large);
    const values = {
      memory,
      bytes: new Uint8Array(memory, 8, 100).fill(1),
      numbers: new Float64Array(memory, 800, 10).fill(0.5),
      view: new DataView(new ArrayBuffer(large), 4),
      buffer: Buffer.alloc(large, 2),
      part: Buffer.alloc(large, 3).subarray(10, large - 10),
      smallPart: Buffer.alloc(large, 4).subarray(10, 20),
      shared: new Set([Buffer.alloc(large, 5)]),
    };

    const back = (await executor.submit(giveBack, values)) as typeof values;

    assert.deepEqual(back, values);
    assert.equal(back.bytes.buffer, back.memory);
    assert.equal(back.numbers.buffer, back.memory);
    assert.equal(back.smallPart.buffer.byteLength, 10);
    assert.deepEqual([back.buffer, back.part, ...back.shared].map(Buffer.isBuffer), [true, true, true]);
    assert.deepEqual([memory.byteLength, values.buffer.byteLength], [large, large]);
  });
}
