import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type BundleOptions, bundle } from "../support/bundle.ts";
import { newerNode, withoutNewerNode, withoutOtherNode } from "../support/newer-node.ts";
import { packageFolder } from "../support/start-program.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);
const newer = newerNode ?? "";

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

const compiled = (name: string) => `build/test/programs/src/${name}.js`;
const source = (name: string) => `test/programs/src/${name}.ts`;

describe("each program prints the same", { concurrency: 2 }, () => {
  for (const [name, { output, notStrippable }] of Object.entries(programs)) {
    test(`${name}, compiled by tsc`, async () => {
      assert.equal(await outputOf(process.execPath, [compiled(name)]), output);
    });

    test(`${name}, with node --import tsx`, async () => {
      assert.equal(await outputOf(process.execPath, ["--import", "tsx", source(name)]), output);
    });

    test(`${name}, with its types stripped by a newer Node`, {
      skip: notStrippable ?? withoutNewerNode,
    }, async () => {
      assert.equal(await outputOf(newer, [source(name)]), output);
    });

    test(`${name}, with node --import tsx on a newer Node`, { skip: withoutOtherNode }, async () => {
      assert.equal(await outputOf(newer, ["--import", "tsx", source(name)]), output);
    });

    test(`${name}, in one minified file with this library in it`, async (t) => {
      assert.equal(await bundleOutput(t, name), output);
    });
  }

  // Ways with no differences between programs.
  for (const name of ["decorators", "processes"] as const) {
    const { output = "" } = programs[name] ?? {};

    test(`${name}, with the tsx command`, async () => {
      const tsx = fileURLToPath(import.meta.resolve("tsx/cli"));

      assert.equal(await outputOf(process.execPath, [tsx, source(name)]), output);
    });

    test(`${name}, while its coverage is measured`, async (t) => {
      const env = { NODE_V8_COVERAGE: temporaryFolder(t) };

      assert.equal(await outputOf(process.execPath, [compiled(name)], { env }), output);
    });
  }
});

test("decorators are refused by a Node that strips types, before anything runs", {
  skip: withoutNewerNode,
}, async () => {
  await assert.rejects(outputOf(newer, [source("decorators")]), {
    code: 1,
    stdout: "",
    stderr: /SyntaxError/,
  });
});

describe("legacy decorators print the same", () => {
  const output = programs["decorators"]?.output;

  test("with tsx", async () => {
    const env = { TSX_TSCONFIG_PATH: join(packageFolder, "test/fixtures/legacy-decorators/tsconfig.json") };

    assert.equal(
      await outputOf(process.execPath, ["--import", "tsx", source("decorators")], { env }),
      output,
    );
  });

  test("in one minified file", async (t) => {
    assert.equal(await bundleOutput(t, "decorators", { experimentalDecorators: true }), output);
  });
});

async function bundleOutput(t: TestContext, name: string, options?: BundleOptions): Promise<string> {
  const file = await bundle(t, source(name), options);
  return outputOf(process.execPath, [file], { cwd: dirname(file) });
}

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function outputOf(
  command: string,
  args: readonly string[],
  { cwd = packageFolder, env = {} }: Surroundings = {},
): Promise<string> {
  const { stdout, stderr } = await run(command, args, { cwd, env: { ...process.env, ...env } });
  assert.equal(stderr, "");
  return stdout;
}
