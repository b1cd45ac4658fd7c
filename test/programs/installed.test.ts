import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { compile } from "../support/bundle.ts";
import { applicationFolder, installLibrary } from "../support/install.ts";
import { newerNode, withoutOtherNode } from "../support/newer-node.ts";
import { packageFolder } from "../support/start-program.ts";

const run = promisify(execFile);

const sums = `42
{ sum: 3, calls: 1, isElsewhere: true } { sum: 3, calls: 2, isElsewhere: true }
true
1
3
6
{ total: 9, isElsewhere: true }
a/b
`;
/** On threads, on processes, and on the default executor. */
const output = `${sums}${sums}11 false\n`;

const nodes = [
  ["this Node", process.execPath, false],
  ["a newer Node", newerNode ?? "", withoutOtherNode],
] as const;

describe("a package with blocking functions in node_modules", () => {
  test("is used from ES modules", async (t) => {
    assert.equal(await outputOf(startFolder(t), ["main.mjs"]), output);
  });

  test("may have a copy of this library to itself", async (t) => {
    const folder = startFolder(t);
    installLibrary(join(folder, "node_modules/slow-sums"));

    assert.equal(await outputOf(folder, ["main.mjs"]), output);
  });

  test("is used from a worker thread of the application's own", async (t) => {
    assert.equal(await outputOf(startFolder(t), ["on-a-worker.mjs"]), output);
  });

  test("is used from CommonJS", async (t) => {
    const folder = startFolder(t);
    await compile("test/programs/installed/main.mjs", join(folder, "main.cjs"), { format: "cjs" });

    assert.equal(await outputOf(folder, ["main.cjs"]), output);
  });

  for (const [name, node, skip] of nodes) {
    test(`is called by tests whose coverage is complete on ${name}`, { skip }, async (t) => {
      const options = ["--test", "--experimental-test-coverage"];

      const report = await outputOf(startFolder(t), [...options, "own-tests.mjs"], node);

      assert.match(report, /pass 2\n/);
      assert.match(report, /own-tests\.mjs +\| 100\.00 \| +100\.00 \| +100\.00 \|/);
    });
  }
});

test("modules that Node's options load before a program are loaded in threads and processes, too", async (t) => {
  const options = ["--require", "./required.cjs", "--import", "./imported.mjs"];

  const said = await outputOf(startFolder(t), [...options, "preloaded.mjs"]);

  assert.equal(said, "[ true, true ]\n".repeat(2));
});

for (const [name, node, skip] of nodes) {
  test(`an ES module that tsx turns into CommonJS is loaded in the same way by workers on ${name}`, {
    skip,
  }, async (t) => {
    const folder = startFolder(t, ["tsx"]);
    const lines = [
      'import { ProcessPoolExecutor } from "typhoon/concurrent";',
      'import { sum, sumUnblocked } from "slow-sums";',
      "const executor = new ProcessPoolExecutor({ maxWorkers: 1 });",
      "async function main() {",
      "  console.log(await sumUnblocked([1, 2]), (await executor.submit(sum, [3, 4])).isElsewhere);",
      "  await executor.shutdown();",
      "}",
      "main();",
    ];
    writeFileSync(join(folder, "main.ts"), lines.join("\n"));

    assert.equal(await outputOf(folder, ["--import", "tsx", "main.ts"], node), "3 true\n");
  });
}

// Newer versions of Node give workers the loader, and read most TypeScript themselves.
const skip = !process.version.startsWith("v20.") && "Node 20 alone has a loader on one thread";

test("a loader that only the program's own code registers is missed with ERR_MODULE_NOT_LOADABLE", {
  skip,
}, async (t) => {
  const folder = startFolder(t, ["tsx"]);
  const lines = [
    'import { blocking, ThreadPoolExecutor } from "typhoon/concurrent";',
    "const answer = blocking((): number => 42);",
    "const executor = new ThreadPoolExecutor({ maxWorkers: 1 });",
    "executor.submit(answer).catch((error) => console.log(error.code, error.message));",
  ];
  writeFileSync(join(folder, "typed.mts"), lines.join("\n"));

  const said = await outputOf(folder, ["loads-by-itself.mjs"]);

  assert.match(
    said,
    /^ERR_MODULE_NOT_LOADABLE Cannot load file:.*typed\.mts in a worker as Node .*: name the loader in Node's options/,
  );
});

/** An application with this library and a package that uses it. */
function startFolder(t: TestContext, others?: readonly string[]): string {
  const folder = applicationFolder(t, others);
  cpSync(join(packageFolder, "test/programs/slow-sums"), join(folder, "node_modules/slow-sums"), {
    recursive: true,
  });
  cpSync(join(packageFolder, "test/programs/installed"), folder, { recursive: true });
  return folder;
}

async function outputOf(cwd: string, args: readonly string[], node = process.execPath): Promise<string> {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const { stdout, stderr } = await run(node, args, { cwd, env });
  assert.equal(stderr, "");
  return stdout;
}
