import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { allExamples, type Example } from "./examples.ts";
import { root } from "./sources.ts";

const folder = join(root, "build/documentation");
const examples = allExamples();

test("there are examples, in the pages and in the comments", () => {
  assert.ok(examples.some(({ place }) => place.startsWith("docs/")));
  assert.ok(examples.filter(({ place }) => place.startsWith("src/")).length > 20);
});

test("every example compiles and runs to its end", () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "src"), { recursive: true });
  for (const [index, example] of examples.entries()) {
    writeFileSync(join(folder, "src", nameOf(index)), textOf(example));
  }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));

  const compiled = node([tscPath(), "--project", folder]);
  assert.equal(compiled.output, "", "an example does not compile");
  const ran = node([join(root, "build/test/architecture/run-examples.js"), join(folder, "js")]);
  assert.deepEqual(ran, { output: `${examples.length} examples ran\n`, status: 0 });
});

const tsconfig = {
  extends: "../../tsconfig.base.json",
  compilerOptions: {
    composite: false,
    declaration: false,
    sourceMap: false,
    noImplicitOverride: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    rootDir: "src",
    outDir: "js",
  },
  include: ["src"],
};

function nameOf(index: number): string {
  return `example-${String(index + 1).padStart(3, "0")}.ts`;
}

function textOf({ place, code: written }: Example): string {
  const code = written
    .replace('"node:test"', '"../../test/architecture/example-test.js"')
    .replace(/^test\(/gm, "await test(");
  // An example without an import or export would be a script, and its names the same as another's.
  return `// ${place}\n${code}export {};\n`;
}

function tscPath(): string {
  return join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
}

function node(args: readonly string[]): { readonly output: string; readonly status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  return { output: stdout + stderr, status };
}
