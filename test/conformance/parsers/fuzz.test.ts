import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../../support/random.ts";
import { countWork } from "../http1/fuzz/count-work.ts";
import { fuzz, longInputs, parseLong } from "./fuzz.ts";
import { parsers } from "./parsers.ts";

for (const parser of parsers) {
  test(`no input is too much: ${parser.name}`, () => {
    assert.deepEqual(fuzz(parser, 7, 2_000), []);
  });
}

for (const parser of parsers.filter(({ isResumed = false }) => !isResumed)) {
  test(`ten times the input costs at most twenty times the work: ${parser.name}`, () => {
    const [small, large] = [2_000, 20_000].map((size) => [...longInputs(parser, size)]);
    const random = new Random(7);
    for (let round = 0; round < 40; round++) {
      const index = random.below(small?.length ?? 0);
      const [one = "", ten = ""] = [small?.[index], large?.[index]];
      const work = [one, ten].map((text) => countWork(() => parseLong(parser, text)));

      assert.ok((work[1] ?? 0) <= 20 * Math.max(work[0] ?? 0, one.length), JSON.stringify(one.slice(0, 40)));
    }
  });
}

// What an expression tries before it gives up is not seen by a count. Quadratic time would be minutes here.
for (const [name, text] of [
  ["Range", `bytes=${" ".repeat(1_000_000)}x`],
  ["Range", `bytes=1${" ".repeat(1_000_000)}x`],
  ["Accept-Encoding, of a file", `gzip;q=${" ".repeat(1_000_000)}x${" ".repeat(1_000_000)}y`],
  ["Accept-Encoding, of an answer", `gzip;q=${" ".repeat(1_000_000)}x${" ".repeat(1_000_000)}y`],
  ["Accept-Language", `en;q=${" ".repeat(1_000_000)}x${" ".repeat(1_000_000)}y`],
  ["If-None-Match", "W/".repeat(500_000)],
  ["If-None-Match", '"'.repeat(1_000_001)],
  ["If-Modified-Since", `${" ".repeat(1_000_000)}x`],
] as const) {
  test(`a megabyte is read in linear time: ${name}, ${text.slice(0, 8).trim()}`, { timeout: 60_000 }, () => {
    for (const parser of parsers.filter((one) => one.name === name)) parseLong(parser, text);
  });
}
