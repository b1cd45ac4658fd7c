import assert from "node:assert/strict";
import { test } from "node:test";
import { startExample } from "../support/start-program.ts";

test("the hello example says hello", async (t) => {
  const program = await startExample(t, "hello");

  const answer = await program.fetch("/");

  assert.equal(answer.status, 200);
  assert.equal(answer.body, "Hello, world");
});
