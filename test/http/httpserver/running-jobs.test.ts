import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { ChildProgram } from "../../support/child-program.ts";

const file = new URL("programs/running-jobs.js", import.meta.url);

async function running(t: TestContext, scenario: string, timeoutMs: number): Promise<ChildProgram> {
  const program = new ChildProgram(t, file, { args: [scenario, String(timeoutMs)] });
  await program.stdout.find(/^begun$/);
  return program;
}

for (const [scenario, end] of [
  ["obedient", "ended TaskAbortedError"],
  ["stream", "ended told"],
  ["process", "ended told"],
] as const) {
  test(`SIGTERM tells a job that nobody waits for, and waits for its end: ${scenario}`, async (t) => {
    const program = await running(t, scenario, 60_000);

    program.kill("SIGTERM");

    assert.equal(await program.exit, 0);
    assert.ok(program.stdout.all.includes(end), program.stdout.all.join());
  });
}

test("a job that does not listen is cut at the deadline: the log names it, and the status is 1", async (t) => {
  const program = await running(t, "deaf", 50);

  program.kill("SIGTERM");

  assert.equal(await program.exit, 1);
  assert.equal(program.stderr.matching(/took over 50 ms; cut calls: .*deaf/).length, 1);
});
