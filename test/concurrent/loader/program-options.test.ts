import assert from "node:assert/strict";
import { test } from "node:test";
import { threadOptions } from "#typhoon/concurrent/loader/program-options.js";

const rows: readonly (readonly [options: string, ofThread: string | undefined])[] = [
  ["", undefined],
  ["--conditions=worker", undefined],
  ["--import tsx", ""],
  ["--import=tsx", ""],
  ["-r tsx/cjs --import tsx/esm --conditions=worker", "--conditions=worker"],
  [
    "--require /x/node_modules/tsx/dist/preflight.cjs --import file:///x/node_modules/tsx/dist/loader.mjs",
    "",
  ],
  ["--import tsx --import ./instrument.ts", undefined],
  ["--import ./instrument.tsx", undefined],
  ["--import=./tsx.mjs", undefined],
  ["--import ts-node/esm", undefined],
  ["--input-type=module --import tsx", ""],
];

for (const [options, ofThread] of rows) {
  test(`of a program with ${options || "no options"} a thread ${ofThread === undefined ? "has all" : `has "${ofThread}"`}`, () => {
    assert.equal(threadOptions(options.split(" ").filter(Boolean))?.join(" "), ofThread);
  });
}
