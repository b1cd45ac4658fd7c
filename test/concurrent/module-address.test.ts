import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { packageFolder } from "../support/start-program.ts";

describe("a program that is in no file", () => {
  for (const [name, type] of [
    ["node --eval", "commonjs"],
    ["node --eval as an ES module", "module"],
  ] as const) {
    test(`${name} makes an application, and is told that its functions cannot run on a worker`, () => {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [
          `--input-type=${type}`,
          "--eval",
          `Promise.all([import("typhoon/web"), import("typhoon/concurrent")]).then(([{ Application }, { unblock }]) => {
             new Application([]);
             return unblock((number) => number)(1);
           }).catch((error) => console.log(error.code))`,
        ],
        { cwd: packageFolder, encoding: "utf8" },
      );

      assert.deepEqual([stdout, stderr], ["ERR_MODULE_NOT_LOADABLE\n", ""]);
    });
  }
});
