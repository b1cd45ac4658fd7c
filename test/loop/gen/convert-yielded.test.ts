import assert from "node:assert/strict";
import { test } from "node:test";
import { Future } from "typhoon/concurrent";
import { convertYielded, coroutine, moment, registerYieldable } from "typhoon/gen";
import { guardLog } from "../../support/guard-log.ts";
import { sameType } from "../../support/same-type.ts";

guardLog();

test("convertYielded() gives back a future itself, and the moment for null and undefined", () => {
  const future = new Future<number>();

  assert.equal(convertYielded<unknown>(future), future);
  assert.deepEqual([convertYielded<unknown>(null), convertYielded<unknown>(undefined)], [moment, moment]);
});

test("convertYielded() knows the type of what it waits for", async () => {
  function* generator() {
    yield moment;
    return 1;
  }
  const future = convertYielded({ list: [Promise.resolve("x")], generator: generator() });

  sameType<typeof future, Future<{ list: string[]; generator: number }>>();
  assert.deepEqual(await future, { list: ["x"], generator: 1 });
});

test("objects without a prototype are plain objects, and odd keys are kept as keys", async () => {
  const key = "__proto__";
  const yielded: Record<string, unknown> = Object.create(null);
  yielded[key] = Promise.resolve(1);

  const result = await convertYielded(yielded);

  assert.deepEqual(Object.entries(result), [[key, 1]]);
});

test("registerYieldable() lets coroutines yield a class of one's own and its subclasses", async () => {
  class Row {
    constructor(readonly id: number) {}
  }
  class SpecialRow extends Row {}
  registerYieldable(Row, async (row) => `row ${row.id}`);
  const run = coroutine(function* () {
    return [yield new Row(1), yield [new SpecialRow(2)]];
  });
  const before = await run();
  registerYieldable(SpecialRow, async (row) => `special ${row.id}`);

  const after = await run();

  assert.deepEqual(
    [before, after],
    [
      ["row 1", ["row 2"]],
      ["row 1", ["special 2"]],
    ],
  );
});

test("an error of a registered conversion is thrown at the yield", async () => {
  class Broken {}
  registerYieldable(Broken, () => {
    throw new RangeError("cannot convert");
  });
  const run = coroutine(function* () {
    yield new Broken();
  });

  await assert.rejects(run(), RangeError);
});
