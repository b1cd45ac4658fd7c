import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";

const program = new URL("../../fixtures/log/many-lines.js", import.meta.url).pathname;

for (const format of ["pretty", "json"]) {
  test(`a ${format} log whose reader pauses keeps some lines, and counts the others in one line`, async (t) => {
    const child = spawn(process.execPath, [program, format]);
    t.after(() => child.kill("SIGKILL"));
    await once(child.stdout, "data");

    const lines: string[] = [];
    for await (const line of createInterface(child.stderr)) {
      lines.push(line);
      if (line.includes("were dropped")) child.stdin.end();
    }

    const numbers = lines.flatMap((line) => /\bline (\d+)/.exec(line)?.[1] ?? []).map(Number);
    assert.deepEqual(numbers, [...numbers.keys()], "in order, without a gap");
    const dropped = lines.filter((line) => line.includes("were dropped"));
    assert.equal(dropped.length, 1);
    const [, count] =
      /(\d+) log lines were dropped because standard error could not be written: EAGAIN/.exec(
        dropped[0] ?? "",
      ) ?? [];
    assert.equal(numbers.length + Number(count), 30_000);
    assert.ok(numbers.length > 5_000, `${numbers.length} lines were kept`);
  });

  test(`a ${format} log whose reader is gone does not end the program`, async (t) => {
    const child = spawn(process.execPath, [program, format]);
    t.after(() => child.kill("SIGKILL"));
    child.stderr.destroy();

    await once(child.stdout, "data");
    child.stdin.end("\n");

    assert.deepEqual(await once(child, "exit"), [0, null]);
  });
}
