import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packageFolder } from "../support/start-program.ts";
import { checklist } from "./security-checklist.ts";

/** The text of all tests of a folder, or of one file. */
function sourceOf(where: string): string {
  const path = join(packageFolder, "test", where);
  if (statSync(path).isFile()) return readFileSync(path, "utf8");
  const files = readdirSync(path, { encoding: "utf8", recursive: true }).filter((name) =>
    name.endsWith(".ts"),
  );
  return files.map((name) => readFileSync(join(path, name), "utf8")).join("\n");
}

const manifest = readFileSync(join(packageFolder, "package.json"), "utf8");

for (const { release, rule, tests, waitsFor = [] } of checklist) {
  test(`${release}: ${rule}`, () => {
    assert.ok(tests.length + waitsFor.length > 0);
    for (const [where, name] of tests) assert.ok(sourceOf(where).includes(name), `${where}: ${name}`);
    for (const module of waitsFor) {
      const subpath = JSON.stringify(module.replace("typhoon", "."));
      assert.ok(!manifest.includes(subpath), `${module} exists now: name the tests of this row`);
    }
  });
}
