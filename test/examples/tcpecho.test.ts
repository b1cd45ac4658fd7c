import assert from "node:assert/strict";
import { test } from "node:test";
import { startExample } from "../support/start-program.ts";

test("the tcpecho example gets back what its client sent", async (t) => {
  const program = await startExample(t, "tcpecho");

  await program.said(/^echo: hello$/);

  assert.equal(program.lines.at(-1), "echo: hello");
});
