import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Worker } from "node:worker_threads";
import { cpuCount, forkProcesses, ProcessSupervisor, taskId } from "typhoon/process";
import { RestartLimit } from "#typhoon/net/process/restart-limit.js";
import { ChildProgram } from "../../support/child-program.ts";
import { guardLog } from "../../support/guard-log.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

guardLog();

function forks(t: TestContext, scenario: string): ChildProgram {
  const env = { FOLDER: temporaryFolder(t), SCENARIO: scenario };
  return new ChildProgram(t, new URL("programs/forks.js", import.meta.url), { env });
}

test("a process that crashes is started again with its number, one that ends is not, and with the last ends the first", async (t) => {
  const program = forks(t, "crash once");

  assert.equal(await program.exit, 0);

  const ids = program.stdout.matching(/^after /).map((line) => line.split(" ").slice(1, 3).join());
  assert.deepEqual([...ids].sort(), ["0,0", "0,0", "1,1", "1,1", "2,2"]);
  assert.equal(program.stdout.matching(/^before undefined$/).length, 1);
  assert.equal(program.stderr.matching(/Process 0 \(pid \d+\) was killed by SIGKILL, restarting/).length, 1);
  assert.equal(program.stderr.matching(/Process 1 \(pid \d+\) exited with status 3, restarting/).length, 1);
});

test("processes that crash more often than maxRestarts allows are given up, with an error in the first process", async (t) => {
  const program = forks(t, "crash always");

  assert.equal(await program.exit, 1);

  assert.equal(program.stderr.matching(/^TooManyRestartsError: .* maxRestarts is 2/).length, 1);
  const { length } = program.stdout.matching(/^after /);
  assert.ok(length >= 3 && length <= 4, `${length} processes were started`);
});

test("SIGTERM ends the processes as if each had got it, and the first one with 0", async (t) => {
  const program = forks(t, "wait");
  await Promise.all([program.stdout.find(/^after 0/), program.stdout.find(/^after 1/)]);

  program.kill("SIGTERM");

  assert.equal(await program.exit, 0);
  assert.deepEqual(program.stderr.all, []);
});

test("a process that does not end within stopTimeoutMs is killed", async (t) => {
  const program = forks(t, "stubborn");
  await Promise.all([program.stdout.find(/^after 0/), program.stdout.find(/^after 1/)]);

  program.kill("SIGTERM");

  assert.equal(await program.exit, 0);
  assert.equal(program.stderr.matching(/did not end within 50 ms: it is killed/).length, 2);
});

test("a second SIGTERM ends everything at once, with the status of a process that it ended", async (t) => {
  const program = forks(t, "stubborn");
  await Promise.all([program.stdout.find(/^after 0/), program.stdout.find(/^after 1/)]);

  program.kill("SIGINT");
  program.kill("SIGTERM");

  assert.ok([143, 130].includes((await program.exit) ?? 0));
});

test("outside of a forked process there is no task id, and a worker thread cannot fork", async () => {
  const text = `
    import { parentPort } from "node:worker_threads";
    import { forkProcesses, taskId } from "${import.meta.resolve("typhoon/process")}";
    forkProcesses(2).catch((error) => parentPort.postMessage([taskId(), error.code]));`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(text)}`), {
    env: { ...process.env, TYPHOON_TASK_ID: "1" },
  });

  const told = await new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));

  assert.deepEqual(told, [undefined, "ERR_INVALID_STATE"]);
  assert.equal(taskId(), undefined);
  assert.ok(cpuCount() >= 1);
});

test("numbers out of range are a RangeError, and no process is started", async () => {
  await assert.rejects(forkProcesses(-1), RangeError);
  await assert.rejects(forkProcesses(2.5), RangeError);
  assert.throws(() => new ProcessSupervisor(2, { maxRestarts: -1 }), RangeError);
  assert.throws(() => new ProcessSupervisor(2, { startTimeoutMs: 0 }), RangeError);
  assert.throws(() => new ProcessSupervisor(2, { stopTimeoutMs: Number.NaN }), RangeError);
  assert.throws(() => new ProcessSupervisor(2, { idleMs: Infinity }), RangeError);
});

test("a process that crashes again and again is started later each time, another one at once", () => {
  const limit = new RestartLimit(100, () => 0);

  const delays = Array.from({ length: 10 }, () => limit.delayAfterCrash(0));

  assert.deepEqual(delays, [0, 100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
  assert.equal(limit.delayAfterCrash(1), 0);
});

test("restarts are counted over all processes, and a minute without a crash starts the count anew", () => {
  let now = 0;
  const limit = new RestartLimit(2, () => now);

  assert.deepEqual(
    [0, 1].map((id) => limit.delayAfterCrash(id)),
    [0, 0],
  );
  now += 60_001;
  assert.deepEqual(
    [0, 0, 1].map((id) => limit.delayAfterCrash(id)),
    [0, 100, undefined],
  );
});
