import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sourceOfTests } from "../support/source-of-tests.ts";
import { packageFolder } from "../support/start-program.ts";
import { checklist } from "./security-checklist.ts";

const manifest = readFileSync(join(packageFolder, "package.json"), "utf8");

for (const { release, rule, tests, waitsFor = [] } of checklist) {
  test(`${release}: ${rule}`, () => {
    assert.ok(tests.length + waitsFor.length > 0);
    for (const [where, name] of tests) assert.ok(sourceOfTests(where).includes(name), `${where}: ${name}`);
    for (const module of waitsFor) {
      const subpath = JSON.stringify(module.replace("typhoon", "."));
      assert.ok(!manifest.includes(subpath), `${module} exists now: name the tests of this row`);
    }
  });
}
