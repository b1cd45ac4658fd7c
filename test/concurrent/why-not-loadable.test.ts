import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { guardLog } from "../support/guard-log.ts";

guardLog();

/** A program that asks a worker for a function of its own. */
const program = `
  import { blocking, ThreadPoolExecutor } from "typhoon/concurrent";
  const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
  const answer = blocking(() => 42);
  await executor.submit(answer).catch(({ code, message }) => console.log(code, message));
  await executor.shutdown();
`;

/** Reads what workers cannot, as a test runner or a bundler does in its own thread. */
const loader = `
  const text = ${JSON.stringify(program)};
  const isOurs = (url) => /^virtual:|[.](?:ts|vue|failing[.]mjs)$/.test(url);
  export async function resolve(specifier, context, next) {
    if (specifier.startsWith("virtual:")) return { url: specifier, shortCircuit: true };
    return next(specifier, isOurs(context.parentURL ?? "") ? { ...context, parentURL: import.meta.url } : context);
  }
  export async function load(url, context, next) {
    return isOurs(url) ? { format: "module", shortCircuit: true, source: text } : next(url, context);
  }
`;

/** @returns what the program under the name says, if its own thread alone has the loader */
function failureOf(t: TestContext, name: string, env: NodeJS.ProcessEnv = {}, text = program): string {
  const folder = mkdtempSync(join(process.cwd(), "build/not-loadable-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "loader.mjs"), loader);
  if (!name.includes(":")) writeFileSync(join(folder, name.slice(2)), text);
  const start = `import { register } from "node:module"; register("./loader.mjs", import.meta.url); await import("${name}");`;
  writeFileSync(join(folder, "start.mjs"), start);
  const { stdout, stderr } = spawnSync(process.execPath, ["start.mjs"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return stdout + stderr;
}

const byOptions =
  /as Node \d.* cannot read it there without the loader .*: name the loader in Node's options/;

test("of a file that only the application's thread has a loader for, the error names the loader", (t) => {
  const said = failureOf(t, "./page.vue");

  assert.match(said, /^ERR_MODULE_NOT_LOADABLE Cannot load file:.*page\.vue in a worker/);
  assert.match(said, byOptions);
  assert.doesNotMatch(said, /Unknown file extension|main thread/);
});

const readsTypeScript = Boolean(Reflect.get(process.features, "typescript"));

test("of TypeScript on a Node that does not read it, the error names the option", {
  skip: readsTypeScript && "this Node reads TypeScript",
}, (t) => {
  assert.match(failureOf(t, "./page.ts"), /node --import tsx app\.ts, or compile to JavaScript/);
});

test("of TypeScript that is more than types, the error names the option and what Node says", (t) => {
  const said = failureOf(t, "./page.ts", {}, "enum Answer { Right = 42 }");

  assert.match(said, byOptions);
  assert.match(said, /node --import tsx app\.ts/);
});

test("of a module that only a bundler knows, the error says that there is no file", (t) => {
  assert.match(
    failureOf(t, "virtual:page"),
    /^ERR_MODULE_NOT_LOADABLE Cannot load virtual:page in a worker as no such file exists.*: write the marked functions in a file/,
  );
});

for (const [variable, runner, name] of [
  ["VITEST", "Vitest", "./page.vue"],
  ["JEST_WORKER_ID", "Jest", "virtual:page"],
] as const) {
  test(`in ${runner} the error of a module that it alone can load names runInline, and nothing else to do`, (t) => {
    const said = failureOf(t, name, { [variable]: "1" });

    assert.match(said, /^ERR_MODULE_NOT_LOADABLE/);
    assert.ok(
      said.includes(
        `as ${runner} transforms modules for its own thread: call runInline() of typhoon/testing`,
      ),
    );
    assert.doesNotMatch(said, /main thread|--import/);
  });
}

const inRunner = { VITEST: "true" };

test("in a test runner a module that lacks its globals names runInline", (t) => {
  assert.match(failureOf(t, "./page.failing.mjs", inRunner, 'test("adds", () => {});'), /runInline/);
});

test("in a test runner a module that fails by itself is reported with its own error", (t) => {
  const said = failureOf(t, "./page.failing.mjs", inRunner, 'throw new RangeError("mine");');

  assert.match(said, /it failed with RangeError: mine/);
  assert.doesNotMatch(said, /runInline/);
});

test("in a test runner a function that a worker has at another place names runInline", (t) => {
  assert.match(
    failureOf(t, "./page.failing.mjs", inRunner, "export {};"),
    /^ERR_FUNCTION_NOT_FOUND .*runInline/,
  );
});
