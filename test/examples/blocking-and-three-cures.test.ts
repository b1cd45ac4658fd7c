import assert from "node:assert/strict";
import { test } from "node:test";
import { startExample } from "../support/start-program.ts";

/** Much longer than a test takes: what waits for it does not end before the test does. */
const forever = 60_000;

test("the blocking countdown makes a second one wait for its end", async (t) => {
  const program = await startExample(t, "blocking-and-three-cures");

  const first = program.fetch("/blocking?tab=1&step_ms=100");
  await program.said(/tab=1/);
  const second = program.fetch("/blocking?tab=2&step_ms=1");

  assert.equal((await first).body, "Lift-off!\n");
  assert.equal((await second).body, "Lift-off!\n");
  const tabs = program.lines.slice(1).map((line) => /tab=(\d)/.exec(line)?.[1]);
  assert.deepEqual(tabs, ["1", "1", "1", "1", "1", "2", "2", "2", "2", "2"]);
});

for (const cure of ["coroutine", "callback", "thread-pool"]) {
  test(`the ${cure} countdown runs beside another one that has not ended`, async (t) => {
    const program = await startExample(t, "blocking-and-three-cures");

    program.fetch(`/${cure}?tab=1&step_ms=${forever}`).catch(() => {});
    await program.said(/tab=1.* 5$/);
    const second = await program.fetch(`/${cure}?tab=2&step_ms=1`);

    assert.equal(second.body, "Lift-off!\n");
    const counts = program.lines.slice(1).map((line) => line.replace(/^.*tab=(\d).* (\d)$/, "$1:$2"));
    assert.deepEqual(counts, ["1:5", "2:5", "2:4", "2:3", "2:2", "2:1"]);
  });
}
