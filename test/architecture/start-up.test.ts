import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import { packageFolder } from "../support/start-program.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/*
 * A budget that counts and does not time: each module that is read costs about a millisecond of processor time, in each
 * process and in each worker. A change that needs more raises the number here, and says why.
 */
const filesOf: Readonly<Record<string, number>> = {
  "typhoon/errors": 2,
  "typhoon/log": 2,
  "typhoon/escape": 3,
  "typhoon/template": 3,
  "typhoon/concurrent": 3,
  "typhoon/ioloop": 5,
  "typhoon/httpserver": 7,
  "typhoon/web": 8,
};
describe("what is read at the start", () => {
  for (const [subpath, most] of Object.entries(filesOf)) {
    test(`of ${subpath}: at most ${most} files, and no package`, (t) => {
      const { own, packages } = readBy(t, `await import("${subpath}");`);

      assert.ok(own.length <= most, `${own.length} files: ${own.join(", ")}`);
      assert.deepEqual(packages, []);
    });
  }

  test("by a worker for a function that needs nothing: at most 4 files of ours, and no package", (t) => {
    const module = join(temporaryFolder(t), "double.mjs");
    writeFileSync(module, "export const double = (number) => 2 * number;");

    const { own, packages } = readBy(
      t,
      `import { ThreadPoolExecutor } from "typhoon/concurrent";
       const executor = new ThreadPoolExecutor(1);
       const { double } = executor.import(${JSON.stringify(pathToFileURL(module))});
       if ((await double(2)) !== 4) throw new Error("another result");
       await executor.shutdown();`,
      "worker",
    );

    assert.ok(own.length > 0 && own.length <= 4, `${own.length} files: ${own.join(", ")}`);
    assert.deepEqual(packages, []);
  });
});

/** The modules that one thread of a program loads: those of ours, and the names of the packages of others. */
function readBy(t: TestContext, source: string, thread: "main" | "worker" = "main") {
  const folder = temporaryFolder(t);
  const list = join(folder, "read.txt");
  const hook = join(folder, "hook.mjs");
  writeFileSync(hook, hookText(list));
  // In the package's own folder, or it would not find the package.
  const program = join(packageFolder, "build/test", `${randomUUID()}.mjs`);
  t.after(() => rmSync(program, { force: true }));
  writeFileSync(program, source);
  const { status, stderr } = spawnSync(process.execPath, ["--import", hook, program], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const lines = existsSync(list) ? readFileSync(list, "utf8").trim().split("\n") : [];
  const urls = lines.flatMap((line) => (line.startsWith(`${thread} `) ? line.split(" ").slice(1) : []));
  const own = new Set(urls.filter((url) => url.includes("/dist/") && !url.includes("/node_modules/")));
  const packages = new Set(urls.flatMap((url) => /.*\/node_modules\/([^/]+)/.exec(url)?.[1] ?? []));
  return { own: [...own], packages: [...packages] };
}

/** A module that notes what its thread loads: an `import` preloads it in workers, too. */
function hookText(list: string): string {
  return `
    import { appendFileSync } from "node:fs";
    import { register } from "node:module";
    import { isMainThread } from "node:worker_threads";
    let thread;
    export const initialize = (data) => { thread = data; };
    export const load = (url, context, next) => {
      appendFileSync(${JSON.stringify(list)}, thread + " " + url + "\\n");
      return next(url, context);
    };
    if (!import.meta.url.endsWith("?hook")) register(import.meta.url + "?hook", { data: isMainThread ? "main" : "worker" });
  `;
}
