import assert from "node:assert/strict";
import { test } from "node:test";
import { startExample } from "../support/start-program.ts";

test("the processes of the cluster example take turns, and one that dies is replaced", async (t) => {
  const program = await startExample(t, "cluster", { PROCESSES: "2" });

  const first = await program.fetch("/die");
  await program.said(/^a process was replaced$/);
  const second = await program.fetch("/");

  assert.match(first.body, /^\d+ is no more$/);
  assert.match(second.body, /^answered by \d+$/);
  assert.notEqual(second.body.split(" ").at(-1), first.body.split(" ")[0]);
});
