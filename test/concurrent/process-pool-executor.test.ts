import assert from "node:assert/strict";
import { getPriority } from "node:os";
import { after, type TestContext, test } from "node:test";
import {
  NotCloneableError,
  ProcessPoolExecutor,
  type ProcessPoolExecutorOptions,
  WorkerExitError,
} from "typhoon/concurrent";
import { inheritedEnvironment, inheritedOptions } from "#typhoon/concurrent/child-options.js";
import {
  failWithSharedMemory,
  killSelf,
  makeSharedMemory,
  surroundings,
  survive,
} from "../fixtures/concurrent/crashing.ts";
import { giveBack, sizeOf } from "../fixtures/concurrent/data.ts";
import { enterAndWait, Ledger, unblockedPid, whichWorker } from "../fixtures/concurrent/elsewhere.ts";
import { add } from "../fixtures/concurrent/gated.ts";
import { ChildProgram } from "../support/child-program.ts";
import { expectLog, guardLog } from "../support/guard-log.ts";
import { inOwnProcess } from "../support/in-own-process.ts";
import { hasNotes, noteFiles, openFile } from "../support/note-files.ts";

guardLog();
after(() => Ledger.executor.shutdown());

function withProcesses(t: TestContext, options: ProcessPoolExecutorOptions = {}): ProcessPoolExecutor {
  const executor = new ProcessPoolExecutor({ maxWorkers: 1, ...options });
  t.after(() => executor.shutdown({ cancelPending: true }));
  return executor;
}

test("a process that crashes fails its own call alone, with the signal, and is replaced", async (t) => {
  const executor = withProcesses(t, { maxWorkers: 2 });
  const file = noteFiles(t);
  const neighbour = executor.submit(enterAndWait, file("begun"), "neighbour", file("gate"));
  await hasNotes(file("begun"));

  for (const [signal, exitCode] of [
    ["SIGSEGV", 139],
    ["SIGKILL", 137],
  ] as const) {
    const crashed = executor.submit(killSelf, signal);
    const behind = executor.submit(add, 1, 2);
    await assert.rejects(crashed, (error) => {
      assert.ok(error instanceof WorkerExitError);
      assert.deepEqual([error.code, error.exitCode], ["ERR_WORKER_EXIT", exitCode]);
      assert.match(error.message, new RegExp(`killed by ${signal}; a new worker takes its place`));
      return true;
    });
    assert.equal(await behind, 3);
  }
  openFile(file("gate"));

  assert.equal(await neighbour, "neighbour");
  assert.deepEqual([executor.stats().failed, executor.stats().workers], [2, 2]);
});

test("an idle process that is killed is logged, and the next call gets another", async (t) => {
  const executor = withProcesses(t);
  // An idle worker keeps no process alive.
  const alive = setInterval(() => {}, 1_000);
  t.after(() => clearInterval(alive));
  const worker = await executor.submit(whichWorker);
  const logged = expectLog(/^Uncaught error in a worker between two tasks$/);

  process.kill(Number.parseInt(worker, 10), "SIGKILL");
  await logged;

  assert.notEqual(await executor.submit(whichWorker), worker);
});

test("a process that cannot start fails the call that it was for, with the reason", () => {
  const { output, status } = inOwnProcess(`
    import { ProcessPoolExecutor, sleepSync } from "typhoon/concurrent";
    const executor = new ProcessPoolExecutor({ maxWorkers: 1 });
    const { execPath } = process;
    process.execPath = "/no/such/program";
    await executor.submit(sleepSync, 0).catch((error) => console.log(error.code, error.cause.code));
    process.execPath = execPath;
    await executor.submit(sleepSync, 0);
    console.log(executor.stats().failed, executor.stats().completed);
  `);

  assert.deepEqual([output, status], ["ERR_WORKER_EXIT ENOENT\n1 1\n", 0]);
});

test("maxMemoryMb ends a process that wants more, and no other", () => {
  const { output } = inOwnProcess(`
    import { ProcessPoolExecutor } from "typhoon/concurrent";
    import { eatMemory } from "${new URL("../fixtures/concurrent/dying.js", import.meta.url)}";
    const executor = new ProcessPoolExecutor({ maxWorkers: 1, maxMemoryMb: 32 });
    await executor.submit(eatMemory).catch((error) => console.log(error.code, error.message));
  `);

  // V8 says why in its own words, on the output that the process shares with its parent.
  assert.match(output, /heap out of memory/);
  assert.match(output, /ERR_WORKER_EXIT .* killed by SIGABRT \(process\.abort\(\), or no memory left/);
  assert.throws(() => new ProcessPoolExecutor({ maxMemoryMb: 0 }), RangeError);
});

test("shared memory is refused on both ways, because a copy would not be shared", async (t) => {
  const executor = withProcesses(t);
  const numbers = new Int32Array(new SharedArrayBuffer(4));

  for (const [outcome, path] of [
    [executor.submit(giveBack, { numbers }), "args[0].numbers"],
    [executor.submit(giveBack, [numbers.buffer]), "args[0][0]"],
    [executor.submit(makeSharedMemory), "result.rows[0].memory"],
  ] as const) {
    await assert.rejects(outcome, (error) => {
      assert.ok(error instanceof NotCloneableError);
      assert.equal(error.path, path);
      assert.match(error.message, /as memory that only threads can share cannot be cloned/);
      return true;
    });
  }
  await assert.rejects(executor.submit(failWithSharedMemory), (error) => {
    assert.ok(error instanceof TypeError && error.cause instanceof RangeError);
    assert.deepEqual([error.message, "memory" in error], ["shared", false]);
    return true;
  });
});

test("a port, which could be transferred to a thread, is refused and not sent as an empty object", async (t) => {
  const { port1, port2 } = new MessageChannel();
  t.after(() => port1.close());

  await assert.rejects(
    withProcesses(t).run(giveBack, [{ port: port2 }], { transfer: [port2] }),
    (error) => error instanceof NotCloneableError && error.path === "args[0].port",
  );
});

test("transfer copies: the buffer stays here", async (t) => {
  const bytes = new Uint8Array(1000);

  assert.equal(await withProcesses(t).run(sizeOf, [bytes], { transfer: [bytes.buffer] }), 1000);

  assert.equal(bytes.byteLength, 1000);
});

test("decorated methods and unblocked functions run on processes", async () => {
  const { sum, pid } = await new Ledger().sum();

  assert.equal(sum, 3);
  assert.notEqual(pid, process.pid);
  assert.equal(await unblockedPid(), pid);
});

test("a process is nicer than its parent, and has its own options and environment", async (t) => {
  const own = getPriority();
  process.env["TYPHOON_TEST_INHERITED"] = "yes";
  t.after(() => delete process.env["TYPHOON_TEST_INHERITED"]);

  const nice = await withProcesses(t, { niceness: 15, maxMemoryMb: 64 }).submit(surroundings);
  const plain = await withProcesses(t, { niceness: 0 }).submit(surroundings);

  assert.deepEqual([nice.priority, plain.priority], [Math.max(own, 15), own]);
  assert.deepEqual(nice.execArgv, [...inheritedOptions(), "--max-old-space-size=64"]);
  assert.equal(nice.environment["TYPHOON_TEST_INHERITED"], "yes");
  assert.equal(nice.environment["NODE_TEST_CONTEXT"], undefined);
  assert.equal(Object.keys(nice.environment).includes("TYPHOON_PROCESS_WORKER"), false);
  assert.equal(nice.hasSend, false);
});

test("loaders and limits are inherited, but not the debugger, the tests and the program given as text", () => {
  const options = [
    ...[
      "--inspect-brk=9230",
      "--import",
      "tsx",
      "--test",
      "--test-name-pattern",
      "x",
      "--enable-source-maps",
    ],
    ...[
      "--inspect-port",
      "9231",
      "--watch-path=src",
      "--input-type=module",
      "-e",
      "code()",
      "--stack-size=900",
    ],
    ...["--require", "./preload.cjs", "-pe", "1", "--eval", "2", "--inspect"],
  ];
  const NODE_OPTIONS = "--inspect=127.0.0.1:0 --max-old-space-size=99 --inspect-brk --import=./inspect.js";
  const environment = { NODE_OPTIONS, NODE_TEST_CONTEXT: "child", PATH: "/bin" };

  assert.deepEqual(inheritedOptions(options), [
    ...["--import", "tsx", "--enable-source-maps", "--stack-size=900", "--require", "./preload.cjs"],
  ]);
  assert.deepEqual(inheritedEnvironment(environment), {
    NODE_OPTIONS: "--max-old-space-size=99  --import=./inspect.js",
    PATH: "/bin",
  });
});

test("a signal from the terminal ends no worker: its parent decides", async (t) => {
  const executor = withProcesses(t);

  assert.equal(await executor.submit(survive, "SIGINT"), "SIGINT");
  assert.equal(await executor.submit(survive, "SIGTERM"), "SIGTERM");
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  test(`a ${signal} to the whole process group while a worker starts fails no call`, async (t) => {
    const file = new URL("../fixtures/concurrent/signalled-group.js", import.meta.url);

    const program = new ChildProgram(t, file, { args: [signal], leadsGroup: true });

    assert.equal(await program.exit, 0);
    assert.deepEqual([...program.stdout.all].sort(), ["3, 0 failed", signal]);
    assert.deepEqual(program.stderr.all, []);
  });
}

test("a program ends by itself while its processes are idle, and not while one has something to do", () => {
  const { output, status } = inOwnProcess(`
    import { ProcessPoolExecutor, sleepSync } from "typhoon/concurrent";
    const executor = new ProcessPoolExecutor({ maxWorkers: 2 });
    await Promise.all([executor.submit(sleepSync, 0), executor.submit(sleepSync, 0)]);
    executor.submit(sleepSync, 5).then(() => console.log("done", executor.stats().workers));
  `);

  assert.deepEqual([output, status], ["done 2\n", 0]);
});

test("no process outlives a program that is killed, not even one that computes", async (t) => {
  const program = new ChildProgram(
    t,
    new URL("../fixtures/concurrent/parent-of-processes.js", import.meta.url),
  );
  await program.stdout.find(/^computing in \d+$/);

  program.kill();

  // Its outputs close when the last process that has inherited them is gone.
  assert.equal(await program.exit, null);
  assert.deepEqual(program.stderr.all, []);
});
