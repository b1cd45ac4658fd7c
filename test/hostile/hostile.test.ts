import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { setLogDestination } from "typhoon/log";
import { exercise, kinds } from "./exercise.ts";
import { ways } from "./ways.ts";

let lines: string[] = [];

beforeEach(() => {
  lines = [];
  setLogDestination({ write: (text) => lines.push(text) });
});

afterEach(() => {
  setLogDestination(undefined);
  // A callback from a worker has no caller who could be told that its arguments are too deep for this thread.
  assert.deepEqual(
    lines.filter((line) => !line.includes("Cannot read a message of a worker")),
    [],
  );
});

const total = 1_000;
const seed = Number(process.env["TYPHOON_HOSTILE_SEED"] ?? 20_261_201);
const count = Object.keys(kinds).length * Object.keys(ways).length;

for (const kind of ["thread", "process"] as const) {
  for (const way of Object.keys(ways)) {
    test(`no value harms more than its own call, ${kind}: ${way}`, { timeout: 120_000 }, async () => {
      await exercise(kind, way, { values: Math.ceil(total / count), seed });
    });
  }
}
