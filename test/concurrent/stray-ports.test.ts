import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const program = fileURLToPath(new URL("../fixtures/concurrent/closed-port.js", import.meta.url));

// The clone of the platform ends the process on some of these ways: only a process of its own can show that it lives.
for (const [way, outcome] of [
  ["argument", "ERR_NOT_CLONEABLE args[0].port"],
  ["field of an instance", "ERR_NOT_CLONEABLE args[0].port"],
  ["beside a Buffer", "ERR_NOT_CLONEABLE args[1][0].port"],
  ["cause of an error", "ERR_NOT_CLONEABLE args[0].cause"],
  ["taskContext", "ERR_NOT_CLONEABLE options.taskContext.port"],
  ["transfer list", "ERR_NOT_CLONEABLE args[0]"],
  ["result", "ERR_NOT_CLONEABLE result[0].port"],
  ["thrown error", "undefined undefined"],
] as const) {
  test(`a closed port is an error of its own call: ${way}`, { timeout: 60_000 }, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, way]);
    assert.equal(stdout, `${outcome}\ntaken\n`);
  });
}
