import assert from "node:assert/strict";
import { test } from "node:test";
import { fileGate, pipeGate, placeOf, startFixture } from "./stalling-program.ts";

const busyPlace = placeOf("stalls", "busy");
// With the place: on a busy machine the start of a program may be a stall of its own.
const soFar = new RegExp(`Event loop blocked for \\d+ ms so far at ${busyPlace}`);

test("a busy loop is reported with its line while it runs, and with its length afterwards", async (t) => {
  const gate = fileGate(t);
  const program = startFixture(t, "stalls", { args: ["busy", gate.path] });

  const during = await program.stderr.find(soFar);
  gate.open();
  const after = await program.stderr.find(new RegExp(`Event loop was blocked for \\d+ ms at ${busyPlace}`));

  assert.match(during, /\(waitBusily\), in a timer: move it off the loop/);
  assert.match(after, /\(waitBusily\), in a timer: move it off the loop/);
});

test("a report has the shape of a line of genLog", async (t) => {
  const gate = fileGate(t);
  const program = startFixture(t, "stalls", { args: ["busy", gate.path] });

  const during = JSON.parse(await program.stderr.find(soFar));
  gate.open();
  const after = JSON.parse(await program.stderr.find(/was blocked/));

  assert.deepEqual(Object.keys(during), Object.keys(after));
  assert.deepEqual([during.level, during.name], [after.level, after.name]);
});

test("a report is readable where the log is", async (t) => {
  const gate = fileGate(t);
  const program = startFixture(t, "stalls", { args: ["pretty", gate.path] });

  const during = await program.stderr.find(soFar);

  assert.match(during, /^\[W \d{6} \d\d:\d\d:\d\d general\] Event loop blocked/);
});

test("the line afterwards goes where the application sends its log", async (t) => {
  const gate = fileGate(t);
  const program = startFixture(t, "stalls", { args: ["destination", gate.path] });

  await program.stderr.find(soFar);
  gate.open();

  await program.stdout.find(new RegExp(`"logged".*Event loop was blocked for \\d+ ms at ${busyPlace}`));
});

test("stats() and the channel tell of a stall", async (t) => {
  const gate = fileGate(t);
  const program = startFixture(t, "stalls", { args: ["busy", gate.path] });

  await program.stderr.find(soFar);
  gate.open();
  const { stall } = JSON.parse(await program.stdout.find(/"stall".*waitBusily/));
  program.end();
  const { stats } = JSON.parse(await program.stdout.find(/"stats"/));

  assert.ok(stall.durationMs >= 100);
  const place = `${stall.line.file}:${stall.line.line}:${stall.line.column}`;
  assert.match(place, new RegExp(`^${busyPlace}$`));
  const counted = stats.stalls.byLine.filter(({ line }: { line: string }) => line === place);
  const { durationMs } = stall;
  assert.deepEqual(counted, [{ line: place, count: 1, totalMs: durationMs, longestMs: durationMs }]);
  assert.ok(stats.delay.maxMs >= 100);
  assert.ok(stats.delay.p99Ms >= stats.delay.p50Ms);
  assert.ok(stats.utilization > 0 && stats.utilization <= 1);
});

for (const kind of ["atomics", "regex", "endless"]) {
  test(`a stall that never ends is reported: ${kind}`, async (t) => {
    const program = startFixture(t, "stalls", { args: [kind] });

    await program.stderr.find(new RegExp(`ms so far at ${placeOf("stalls", kind)}`));
  });
}

for (const [kind, call] of [
  ["native", "readFileSync()"],
  ["child", "execSync()"],
] as const) {
  test(`a native call is reported without its line while it lasts, and with it when it returns: ${call}`, async (t) => {
    const gate = pipeGate(t);
    const program = startFixture(t, "stalls", { args: [kind, gate.path] });

    await program.stderr.find(/so far in a call that runs no JavaScript/);
    gate.open();

    await program.stderr.find(new RegExp(`was blocked for \\d+ ms at ${placeOf("stalls", kind)}`));
  });
}

test("a native call that computes is reported with its line when it returns: pbkdf2Sync()", async (t) => {
  const program = startFixture(t, "stalls", { args: ["crypto"] });

  await program.stderr.find(new RegExp(`was blocked for \\d+ ms at ${placeOf("stalls", "crypto")}`));
});

for (const [kind, origin] of [
  ["busy", "a timer"],
  ["immediate", "a callback of setImmediate\\(\\)"],
  ["tick", "what follows an await, or a callback of process\\.nextTick\\(\\)"],
  ["startup", "the evaluation of a module"],
] as const) {
  test(`a stall outside of requests is reported with who called: ${kind}`, async (t) => {
    const program = startFixture(t, "stalls", { args: [kind, fileGate(t).path] });

    assert.match(await program.stderr.find(soFar), new RegExp(`\\(waitBusily\\), in ${origin}: move it`));
  });
}

test("a thread that is busy does not stall the loop", async (t) => {
  const program = startFixture(t, "stalls", { args: ["worker"] });

  await program.stdout.find(/"isOver"/);

  assert.deepEqual(program.stderr.matching(new RegExp(placeOf("stalls", "worker"))), []);
  assert.deepEqual(program.stdout.matching(/"stall".*"durationMs":[5-9]\d\d/), []);
});

test("a process that exits at the end of a stall does so with its own exit code", async (t) => {
  const gate = fileGate(t);
  const program = startFixture(t, "stalls", { args: ["exit", gate.path] });

  await program.stderr.find(soFar);
  gate.open();

  assert.equal(await program.exit, 7);
});

test("a watchdog does not keep its process alive", async (t) => {
  const program = startFixture(t, "stalls", { args: ["none"] });

  program.end();

  assert.equal(await program.exit, 0);
});

test("stalls beyond maxReportsPerMinute are not reported", async (t) => {
  const gate = fileGate(t);
  const args = ["twice", gate.path, JSON.stringify({ maxReportsPerMinute: 1 })];
  const program = startFixture(t, "stalls", { args });

  await program.stderr.find(soFar);
  gate.open();
  await program.stdout.find(/"isOver"/);

  assert.equal(program.stderr.matching(/Event loop was blocked/).length, 1);
});

test("without captureStack a stall is reported without its line", async (t) => {
  const gate = fileGate(t);
  const program = startFixture(t, "stalls", {
    args: ["busy", gate.path, JSON.stringify({ captureStack: false })],
  });

  await program.stderr.find(/Event loop blocked for \d+ ms so far at an unknown line/);
});

test("code that came from no file is seen through to the file that ran it", async (t) => {
  const gate = fileGate(t);
  const program = startFixture(t, "stalls", { args: ["evaluated", gate.path] });

  assert.match(await program.stderr.find(soFar), /<anonymous>:\d+:\d+/);
});
