import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { errorCodes } from "typhoon/errors";
import { root, sources } from "./sources.ts";

interface Row {
  readonly code: string;
  readonly className: string;
  readonly when: string;
  readonly advice: string;
}

const rows = [
  ...readFileSync(join(root, "docs/errors.md"), "utf8").matchAll(
    /^\| `(ERR_\w+)` *\| `(\w+)` *\| ([^|]+?) *\| ([^|]+?) *\|$/gm,
  ),
].map(([, code = "", className = "", when = "", advice = ""]): Row => ({ code, className, when, advice }));

test("docs/errors.md has one row for each code, and no other", () => {
  assert.deepEqual(rows.map(({ code }) => code).sort(), Object.keys(errorCodes).sort());
});

test("each row names a class that a source file defines with that code", () => {
  const wrong = rows.filter(({ code, className }) => {
    const definition = new RegExp(`^export class ${className} extends`, "m");
    return !sources.some(({ text }) => definition.test(text) && text.includes(`"${code}"`));
  });

  assert.deepEqual(wrong, []);
});

test("each row says in sentences when the error comes and what to do", () => {
  const silent = rows.filter(({ when, advice }) => !/\w{3}.*\.$/.test(when) || !/\w{3}.*\.$/.test(advice));

  assert.deepEqual(silent, []);
});

test("the codes stand in alphabetical order, each with its meaning", () => {
  assert.deepEqual(Object.keys(errorCodes), Object.keys(errorCodes).sort());
  assert.equal(
    Object.values(errorCodes).every((meaning) => meaning.length > 10),
    true,
  );
});
