import assert from "node:assert/strict";
import { test } from "node:test";
import { StreamClosedError } from "typhoon/iostream";
import { CalledProcessError, Subprocess, SubprocessStartError } from "typhoon/process";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { sameType } from "../../support/same-type.ts";

guardLog();

const { STREAM } = Subprocess;
const { execPath } = process;

/** Runs a script; its outputs and its input, if not named, are ours. */
function node(script: string, options: ConstructorParameters<typeof Subprocess>[1] = {}): Subprocess {
  return new Subprocess([execPath, "-e", script], options);
}

const echo = "process.stdin.pipe(process.stdout)";
const forever = "console.log('here'); setInterval(() => {}, 60_000)";

test("what is written to stdin comes out of stdout, and closing it is seen by the program", async () => {
  await using child = node(echo, { stdin: STREAM, stdout: STREAM });

  await child.stdin.write("one\ntwo\n");
  assert.equal(String(await child.stdout.readUntil("\n")), "one\n");
  assert.equal(child.returnCode, undefined);
  child.stdin.close();

  assert.equal(String(await child.stdout.readUntilClose()), "two\n");
  assert.equal(await child.waitForExit(), 0);
  assert.equal(child.returnCode, 0);
});

test("stderr is a stream of its own", async () => {
  await using child = node("console.error('bad'); console.log('good')", { stdout: STREAM, stderr: STREAM });

  const [out, err] = await Promise.all([child.stdout.readUntilClose(), child.stderr.readUntilClose()]);

  assert.deepEqual([String(out), String(err)], ["good\n", "bad\n"]);
});

test("waitForExit() rejects with the exit code of a program that failed, unless it is asked not to", async () => {
  const child = node("process.exit(3)");

  const error = await child.waitForExit().catch((thrown: unknown) => thrown);

  assert.ok(error instanceof CalledProcessError);
  assert.equal(error.code, "ERR_CALLED_PROCESS");
  assert.equal(error.returnCode, 3);
  assert.equal(error.signal, undefined);
  assert.deepEqual(error.args, [execPath, "-e", "process.exit(3)"]);
  assert.match(error.message, /exited with status 3$/);
  assert.equal(await child.waitForExit({ raiseError: false }), 3);
});

test("a program that a signal ended has the number of the signal, made negative", async () => {
  const child = node(forever, { stdout: STREAM });
  await child.stdout.readUntil("\n");

  assert.equal(child.kill(), true);

  assert.equal(await child.waitForExit({ raiseError: false }), -15);
  await assert.rejects(child.waitForExit(), { returnCode: -15, signal: "SIGTERM" });
  assert.equal(child.kill(), false);
});

test("the exit callback gets the code, also when it is set late, and its error is logged", async () => {
  const child = node("process.exit(2)");

  const early = await new Promise((resolve) => child.setExitCallback(resolve));
  const late = await new Promise((resolve) => child.setExitCallback(resolve));
  child.setExitCallback(() => {
    throw new Error("broken callback");
  });

  assert.deepEqual([early, late], [2, 2]);
  await expectLog(/Exception in callback/);
});

test("an abort ends the program, and is what waitForExit() rejects with", async () => {
  const controller = new AbortController();
  const child = node(forever, { stdout: STREAM, signal: controller.signal });
  await child.stdout.readUntil("\n");
  const reason = new Error("not wanted any more");

  controller.abort(reason);

  await assert.rejects(child.waitForExit(), reason);
  assert.equal(child.returnCode, -15);
  assert.throws(() => node(forever, { signal: controller.signal }), reason);
});

test("a program that ignores killSignal is killed after killAfterMs", async () => {
  const child = node(`process.on("SIGTERM", () => console.log("no")); ${forever}`, {
    stdout: STREAM,
    killAfterMs: 20,
  });
  await child.stdout.readUntil("here\n");

  await child[Symbol.asyncDispose]();

  assert.equal(child.returnCode, -9);
});

test("await using ends the program and closes its streams", async () => {
  const child = await run();

  assert.equal(child.returnCode, -15);
  assert.equal(child.stdin.closed(), true);

  async function run(): Promise<Subprocess> {
    await using running = node(forever, { stdin: STREAM, stdout: STREAM });
    await running.stdout.readUntil("\n");
    return running;
  }
});

test("a program that is not there is an error of waitForExit() with the system's as its cause, and leaves nothing open", async () => {
  const child = new Subprocess("/nowhere/program", { stdin: STREAM, stdout: STREAM });

  const error = await child.waitForExit().catch((thrown: unknown) => thrown);

  assert.ok(error instanceof SubprocessStartError);
  assert.equal(error.code, "ERR_SUBPROCESS_START");
  assert.match(error.message, /^Cannot start "\/nowhere\/program" as the system refuses: .*ENOENT/);
  assert.equal(child.pid, undefined);
  assert.equal((await child.stdout.readUntilClose()).length, 0);
  await assert.rejects(child.stdin.write("x"), StreamClosedError);
});

test("a program that is not there and that nobody waits for is logged", async () => {
  new Subprocess("/nowhere/program").setExitCallback(() => assert.fail("there was no exit"));

  await expectLog(/A subprocess did not start/);
});

test("a stream that was not asked for, no program and a wrong time are errors at once", async () => {
  await using child = node("");

  assert.throws(() => child.stdout, { code: "ERR_INVALID_STATE", message: /add stdout: Subprocess.STREAM/ });
  assert.throws(() => new Subprocess([]), TypeError);
  assert.throws(() => node("", { killAfterMs: 0 }), RangeError);
});

test("with shell, a command line stands in one string; the environment and the folder are those given", async () => {
  await using child = new Subprocess('echo "$WORD" in "$PWD"', {
    shell: true,
    stdout: STREAM,
    cwd: "/",
    env: { ...process.env, WORD: "hello" },
  });

  assert.equal(String(await child.stdout.readUntilClose()), "hello in /\n");
  sameType<ReturnType<typeof child.waitForExit>, Promise<number>>();
});
