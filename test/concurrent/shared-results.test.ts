import assert from "node:assert/strict";
import { test } from "node:test";
import { SharedResults } from "#typhoon/concurrent/shared-results.js";

/** The two sides of one memory. */
function bothSides() {
  const pool = new SharedResults();
  return { pool, worker: new SharedResults(pool.shared) };
}

function takeAll(pool: SharedResults) {
  const taken: unknown[][] = [];
  pool.take(pool.written(), (...result) => taken.push(result));
  return taken;
}

test("numbers, short strings, booleans, null and undefined arrive as they were, in order", () => {
  const { pool, worker } = bothSides();
  const values = [
    0,
    -0,
    1.5,
    Number.NaN,
    -5,
    "",
    "short",
    "ü€😀\ud800",
    "x".repeat(64),
    true,
    false,
    null,
    undefined,
  ];

  for (const [id, value] of values.entries()) assert.equal(worker.put(id, value, id / 2), true);

  const expected = values.map((value, id) => [id, value, id / 2]);
  assert.deepEqual(takeAll(pool), expected);
  assert.deepEqual(takeAll(pool), []);
});

test("other values, longer strings, and what finds no place are refused", () => {
  const { pool, worker } = bothSides();
  for (const value of [{}, [], 1n, "x".repeat(65), new Date(0)]) assert.equal(worker.put(1, value, 0), false);

  let written = 0;
  while (worker.put(written, written, 0)) written++;
  const ids = takeAll(pool).map(([id]) => id);

  assert.ok(written >= 64, "as many as a worker holds calls");
  assert.deepEqual(
    ids,
    Array.from({ length: written }, (_, id) => id),
  );
  assert.equal(worker.put(1, "again", 0), true);
});

test("places are used again, and a taker that puts nothing back takes only what was there when it was asked", () => {
  const { pool, worker } = bothSides();
  const taken: unknown[] = [];
  for (let id = 0; id < 1_000; id++) {
    worker.put(id, `value ${id}`, 0);
    const end = pool.written();
    worker.put(-1, "later", 0);
    pool.take(end, (_, value) => taken.push(value));
    pool.take(pool.written(), () => {});
  }

  assert.deepEqual(
    taken,
    Array.from({ length: 1_000 }, (_, id) => `value ${id}`),
  );
});

test("only the first result since the pool has looked needs a message, and none while the pool looks anyway", () => {
  const { pool, worker } = bothSides();
  assert.deepEqual([worker.mustWake(), worker.mustWake()], [true, false]);

  pool.willLook(true);
  assert.equal(worker.mustWake(), false);

  pool.willLook(false);
  assert.deepEqual([worker.mustWake(), worker.mustWake()], [true, false]);
});
