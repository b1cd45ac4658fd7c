import assert from "node:assert/strict";
import { test } from "node:test";
import { ChildProgram } from "../../support/child-program.ts";

test("whatever a hook throws, now or later, the client gets its answer, the log a line, and the process lives", async (t) => {
  const program = new ChildProgram(t, new URL("../../fixtures/web/hostile-hooks.js", import.meta.url));
  await program.exit;

  assert.deepEqual(program.stderr.all, []);
  assert.deepEqual(program.stdout.all, ['{"problems":[],"isComplete":true}']);
});
