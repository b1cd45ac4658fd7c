import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ChildProgram } from "../../support/child-program.ts";
import { fileGate, placeOf, startFixture, temporaryFolder } from "./stalling-program.ts";

const soFar = new RegExp(`Event loop blocked for \\d+ ms so far at ${placeOf("stalls", "busy")}`);
const permission = process.allowedNodeEnvironmentFlags.has("--permission")
  ? "--permission"
  : "--experimental-permission";

test("a watchdog does not run in a process that is being debugged", async (t) => {
  const program = startFixture(t, "stalls", { args: ["shortly"], execArgv: ["--inspect=127.0.0.1:0"] });

  const state = await program.stdout.find(/"isRunning"/);
  await program.stdout.find(/"isOver"/);

  assert.match(state, /false/);
  assert.deepEqual(program.stderr.matching(/Event loop/), []);
});

test("a watchdog is silent from when a debugger can attach", async (t) => {
  const program = startFixture(t, "stalls", { args: ["inspector"] });

  const state = await program.stdout.find(/"isRunning"/);
  await program.stdout.find(/"isOver"/);

  assert.match(state, /true/);
  assert.deepEqual(program.stderr.matching(/Event loop/), []);
});

test("where threads are not permitted a stall is reported when it is over", async (t) => {
  const program = startFixture(t, "stalls", {
    args: ["shortly"],
    execArgv: [permission, "--allow-fs-read=*"],
  });

  await program.stderr.find(/Event loop was blocked for \d+ ms at an unknown line/);
});

test("where the inspector is not permitted a stall is reported without its line", async (t) => {
  const gate = fileGate(t);
  const program = startFixture(t, "stalls", {
    args: ["busy", gate.path],
    execArgv: [permission, "--allow-fs-read=*", "--allow-worker"],
  });

  await program.stderr.find(/Event loop blocked for \d+ ms so far at an unknown line/);
});

for (const format of ["esm", "cjs"] as const) {
  test(`a bundle watches itself: ${format}`, async (t) => {
    const gate = fileGate(t);
    const outfile = join(temporaryFolder(t), `bundle.${format === "esm" ? "mjs" : "cjs"}`);
    await build({
      entryPoints: [fileURLToPath(new URL("../../fixtures/watchdog/stalls.js", import.meta.url))],
      outfile,
      format,
      bundle: true,
      minify: true,
      platform: "node",
      sourcemap: "inline",
      logLevel: "silent",
      ...(format === "esm" && {
        banner: {
          js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
        },
      }),
    });
    const program = new ChildProgram(t, outfile, { args: ["busy", gate.path] });

    await program.stderr.find(/Event loop blocked for \d+ ms so far at .*stalls\.[jt]s:\d+:\d+/);
    gate.open();
    await program.stderr.find(/was blocked/);
    program.end();
    await program.exit;

    assert.equal(program.stdout.matching(/^\{"isRunning"/).length, 1, "the thread ran the application, too");
  });
}

test("a program that TypeScript's loader runs is reported with the line of its source", async (t) => {
  const gate = fileGate(t);
  const program = new ChildProgram(t, "test/fixtures/watchdog/stalls.ts", {
    args: ["busy", gate.path],
    execArgv: ["--import", import.meta.resolve("tsx")],
  });

  await program.stderr.find(soFar);
});
