import assert from "node:assert/strict";
import { test } from "node:test";
import { sources } from "./sources.ts";

test("no code is cast to any", () => {
  assert.deepEqual(pathsWith(/\b(?:as|:|<) ?any\b/, codeOf), []);
});

for (const suppression of ["@ts-ignore", "@ts-expect-error", "@ts-nocheck", "TODO", "FIXME"]) {
  test(`no source file says "${suppression}"`, () => {
    assert.deepEqual(pathsWith(new RegExp(`(?<!\\w)${suppression}\\b`), String), []);
  });
}

function pathsWith(pattern: RegExp, partOf: (text: string) => string): string[] {
  return sources.filter(({ text }) => pattern.test(partOf(text))).map(({ path }) => path);
}

/** Without the lines that are comments, where "any" is a word like any other. */
function codeOf(text: string): string {
  return text.replace(/^\s*(?:\/\*|\*|\/\/).*$/gm, "");
}
