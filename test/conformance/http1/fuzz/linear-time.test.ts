import assert from "node:assert/strict";
import { test } from "node:test";
import { guardLog } from "../../../support/guard-log.ts";
import { countWork } from "./count-work.ts";
import { prepare } from "./deliver.ts";
import { growingInputs, growth, mostGrowth, smallSize } from "./growing-inputs.ts";

guardLog();

for (const input of growingInputs) {
  test(`ten times the input costs at most twenty times the work: ${input.name}`, () => {
    const small = countWork(prepare(input, smallSize));
    const large = countWork(prepare(input, growth * smallSize));

    assert.ok(large <= mostGrowth * small, `${large} is more than ${mostGrowth} times ${small}`);
  });
}

test("the count sees work that is not linear", () => {
  const quadratic = (size: number) => {
    const buffer = Buffer.alloc(size);
    return countWork(() => {
      for (let end = 0; end < size; end++) buffer.subarray(0, end).indexOf(1);
    });
  };

  assert.ok(quadratic(1_000) > mostGrowth * quadratic(100));
});
