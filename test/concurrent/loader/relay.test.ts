import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { applicationFolder } from "../../support/install.ts";
import { newerNode, withoutOtherNode } from "../../support/newer-node.ts";

const run = promisify(execFile);

/** What a loader resolves and transforms in as many ways as it has; functions that say what they see. */
const files = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": '{ "compilerOptions": { "paths": { "@lib/*": ["./library/*"] } } }',
  "library/colours.ts": "export enum Colour { Red = 'red' }",
  "old.cts": "const n: number = 7; module.exports = { seven: n };",
  "data.json": '{ "from": "a file" }',
  "wrong.ts": "export const x: = 1;",
  "work.ts": `
    import { createRequire } from "node:module";
    import { blocking, currentTask, ThreadPoolExecutor } from "typhoon/concurrent";
    import { Colour } from "@lib/colours.js";
    import old from "./old.cjs";
    import data from "./data.json" with { type: "json" };
    const inner = blocking((n: number): number => n + 1);
    export const statics = blocking(() => [Colour.Red, old.seven, data.from]);
    export const required = blocking((): number => createRequire(import.meta.url)("./old.cts").seven);
    export const later = blocking(async () => Object.keys(await import("./library/colours.ts")));
    export const missing = blocking(() => import("./nowhere.ts"));
    export const wrong = blocking(() => import("./wrong.ts"));
    export const nested = blocking(async () => {
      const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
      try { return await executor.submit(inner, 1); } finally { await executor.shutdown(); }
    });
    export const fails = blocking(() => {
      throw new Error("here");
    });`,
  "main.ts": `
    import { ThreadPoolExecutor } from "typhoon/concurrent";
    import * as work from "./work.js";
    const executor = new ThreadPoolExecutor({ maxWorkers: 2 });
    const told = async (name: keyof typeof work) => {
      try { return await executor.submit(work[name]); } catch (error: any) { return error; }
    };
    for (const name of ["statics", "required", "later", "nested"] as const) console.log(name, JSON.stringify(await told(name)));
    console.log("missing", (await told("missing")).code);
    console.log("wrong", /wrong\\.ts:\\d+:\\d+/.exec((await told("wrong")).message)?.[0]);
    console.log("fails", /work\\.ts:\\d+:\\d+/.exec((await told("fails")).stack)?.[0]);
    await executor.shutdown();`,
};

const output = `statics ["red",7,"a file"]
required 7
later ["Colour"]
nested 2
missing ERR_MODULE_NOT_FOUND
wrong wrong.ts:1:16
fails work.ts:18:13
`;

const nodes = [
  ["this Node", process.execPath, false],
  ["a newer Node", newerNode ?? "", withoutOtherNode],
] as const;

for (const [name, node, skip] of nodes) {
  test(`a thread resolves and loads with tsx what the application's thread does, on ${name}`, {
    skip,
  }, async (t) => {
    const { stdout } = await run(node, ["--import", "tsx", "main.ts"], { cwd: programFolder(t) });

    assert.equal(stdout, output);
  });

  test(`a thread has tsx beside options that only a process may have, on ${name}`, { skip }, async (t) => {
    const options = ["--max-old-space-size=900", "--import", "tsx", "--conditions=worker"];

    const { stdout } = await run(node, [...options, "main.ts"], { cwd: programFolder(t) });

    assert.equal(stdout, output);
  });
}

function programFolder(t: TestContext): string {
  const folder = applicationFolder(t, ["tsx"]);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
