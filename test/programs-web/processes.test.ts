import assert from "node:assert/strict";
import { test } from "node:test";
import { commonJsModes, modes, typeStripping } from "./modes.ts";

const path = "test/programs-web/programs/processes";

for (const mode of [...modes, typeStripping, ...commonJsModes.slice(0, 1)]) {
  test(`a program of two processes works ${mode.name}`, { skip: mode.skip }, async (t) => {
    const program = await mode.start(t, path);
    while (program.lines.length < 2) await program.fetch("/");

    // Each accepts by itself, so it is chance who answers.
    const answers = new Set<string>();
    for (let asked = 0; answers.size < 2 && asked < 1_000; asked++)
      answers.add((await program.fetch("/")).body);
    await program.end();

    assert.deepEqual([...answers].sort(), ["process 0 says 42", "process 1 says 42"]);
  });
}
