import assert from "node:assert/strict";
import { test } from "node:test";
import { ChildProgram } from "../support/child-program.ts";

test("a worker goes no further than listen() for a second function that stands above it, too", async (t) => {
  const program = new ChildProgram(t, new URL("../fixtures/concurrent/two-above-listen.js", import.meta.url));

  assert.deepEqual([await program.exit, program.stdout.all, program.stderr.all], [0, ["1 2"], []]);
});
