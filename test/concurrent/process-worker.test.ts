import assert from "node:assert/strict";
import { test } from "node:test";
import { Future } from "typhoon/concurrent";
import { processStarter } from "#typhoon/concurrent/process-worker.js";
import type { RunMessage } from "#typhoon/concurrent/task.js";
import { guardLog } from "../support/guard-log.ts";

guardLog();

const ref = { kind: "function", module: "file:///none.js", key: "none", fingerprint: "none" } as const;

function runOf(claim: number): RunMessage {
  return { type: "run", id: claim, ref, args: { value: [] }, claim };
}

test("a task that a process has begun is not taken back when something about it gets lost, one not begun is", async () => {
  const [ready, ended] = [new Future<void>(), new Future<number>()];
  const worker = processStarter({ niceness: 0 })({
    onMessage: ({ type }) => type === "ready" && ready.setResult(),
    onDrained: () => {},
    onExit: (exitCode) => ended.setResult(exitCode),
  });
  await ready;
  const begun = worker.openClaim();
  worker.post([runOf(begun)]);
  worker.terminate();
  assert.equal(await ended, 137);

  worker.post([{ type: "credit", id: begun, count: 8 }]);
  assert.equal(worker.takeBack(begun), false);

  const unbegun = worker.openClaim();
  worker.post([runOf(unbegun)]);
  assert.equal(worker.takeBack(unbegun), true);
});
