import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceOfTests } from "../../support/source-of-tests.ts";

/** The test that shows it, by its file or folder below `test/` and a part of its name; or why there cannot be one. */
export type Row = readonly [where: string, name: string] | { readonly whyNot: string };

/** One test for each name of a test of Tornado's: ours exists, or there is a reason. */
export function checkUpstream(rows: Readonly<Record<string, Row>>): void {
  for (const [upstream, row] of Object.entries(rows)) {
    test(`${upstream}: ${"whyNot" in row ? row.whyNot : row[1]}`, () => {
      if ("whyNot" in row) return assert.ok(row.whyNot.length > 20);
      const [where, name] = row;
      assert.ok(sourceOfTests(where).includes(name), `${where} has no test "${name}"`);
    });
  }
}
