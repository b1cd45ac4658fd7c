import assert from "node:assert/strict";
import { test } from "node:test";
import { commonJsModes, modes, typeStripping } from "./modes.ts";

const path = "test/programs-web/programs/processes";

for (const mode of [...modes, typeStripping, ...commonJsModes.slice(0, 1)]) {
  test(`a program of two processes works ${mode.name}`, { skip: mode.skip }, async (t) => {
    const program = await mode.start(t, path);
    while (program.lines.length < 2) await program.fetch("/");

    const answers = await Promise.all([program.fetch("/"), program.fetch("/")]);
    await program.end();

    assert.deepEqual(answers.map(({ body }) => body).sort(), ["process 0 says 42", "process 1 says 42"]);
  });
}
