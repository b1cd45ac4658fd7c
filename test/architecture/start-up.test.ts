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

const hello = `
  import { Application } from "typhoon/web";
  const server = await new Application([], SETTINGS).listen(0, "127.0.0.1");
  await server.drain();`;

/** What starts how many threads: each costs memory and processor time, whether it is needed or not. */
const threadsOf: Readonly<Record<string, readonly [threads: number, source: string]>> = {
  "an import of all that a web application uses": [
    0,
    'import "typhoon/web"; import "typhoon/concurrent"; import "typhoon/httpclient";',
  ],
  "executors without a call": [
    0,
    `import { ProcessPoolExecutor, ThreadPoolExecutor, unblock } from "typhoon/concurrent";
     new ThreadPoolExecutor(8);
     new ProcessPoolExecutor(8);
     unblock(() => 1);`,
  ],
  "a server, for its watchdog": [1, hello.replace("SETTINGS", "{}")],
  "a server without a watchdog": [0, hello.replace("SETTINGS", "{ watchdog: false }")],
  "a call": [
    1,
    `import { ThreadPoolExecutor } from "typhoon/concurrent";
     const executor = new ThreadPoolExecutor(8);
     await executor.import("node:path").basename("/a/b");
     await executor.shutdown();`,
  ],
};

describe("threads are started by", () => {
  for (const [name, [threads, source]] of Object.entries(threadsOf)) {
    test(`${name}: ${threads}`, (t) => {
      assert.equal(threadsStartedBy(t, source), threads);
    });
  }
});

function threadsStartedBy(t: TestContext, source: string): number {
  const counter = join(temporaryFolder(t), "counter.cjs");
  writeFileSync(counter, counterText);
  const program = programOf(t, source);
  // What a test runner tells its children keeps the watchdog away.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", counter, program], {
    encoding: "utf8",
    env,
  });
  assert.equal(status, 0, stderr);
  return Number(/threads: (\d+)/.exec(stdout)?.[1]);
}

/** A module that counts the threads of the main thread, whoever starts them. */
const counterText = `
  const threads = require("node:worker_threads");
  let started = 0;
  threads.Worker = class extends threads.Worker {
    constructor(...args) { super(...args); started++; }
  };
  require("node:module").syncBuiltinESMExports();
  if (threads.isMainThread) process.once("exit", () => console.log("threads: " + started));
`;

/** A file in the package's own folder, or it would not find the package. */
function programOf(t: TestContext, source: string): string {
  const program = join(packageFolder, "build/test", `${randomUUID()}.mjs`);
  t.after(() => rmSync(program, { force: true }));
  writeFileSync(program, source);
  return program;
}

/** The modules that one thread of a program loads: those of ours, and the names of the packages of others. */
function readBy(t: TestContext, source: string, thread: "main" | "worker" = "main") {
  const folder = temporaryFolder(t);
  const list = join(folder, "read.txt");
  const hook = join(folder, "hook.mjs");
  writeFileSync(hook, hookText(list));
  const program = programOf(t, source);
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
