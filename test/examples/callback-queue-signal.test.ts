import assert from "node:assert/strict";
import { test } from "node:test";
import { startExample } from "../support/start-program.ts";

test("the callback-queue-signal example answers in each of its styles", async (t) => {
  const program = await startExample(t, "callback-queue-signal");

  assert.equal((await program.fetch("/callback?name=Ada")).body, "Hello, Ada");
  const both = await program.fetch("/queue?name=Maximilian-of-Habsburg&name=Ada");
  assert.equal(both.body, "Hello, Ada\nHello, Maximilian-of-Habsburg\n");

  const waiting = program.fetch("/signal");
  const pid = (await program.said(/^waiting for/)).split(" ").at(-1);
  process.kill(Number(pid), "SIGUSR2");
  assert.equal((await waiting).body, "There was a signal\n");
});
