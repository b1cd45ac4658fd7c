import assert from "node:assert/strict";
import { test } from "node:test";
import { pipeGate, startFixture } from "./stalling-program.ts";

test("a saturated thread pool of libuv is reported while the loop is free", async (t) => {
  const gate = pipeGate(t);
  const program = startFixture(t, "stalls", {
    args: ["pool", gate.path],
    env: { UV_THREADPOOL_SIZE: "1" },
  });

  const report = await program.stderr.find(/thread pool of libuv/);
  gate.open();
  await program.stdout.find(/"isOver"/);
  program.end();
  const { stats } = JSON.parse(await program.stdout.find(/"stats"/));

  assert.match(report, /\(threads: 1\) is saturated: a trivial job has waited \d+ ms so far/);
  assert.equal(stats.threadPool.saturated, 1);
  assert.ok(stats.threadPool.longestWaitMs >= 50);
});
