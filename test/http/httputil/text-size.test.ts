import assert from "node:assert/strict";
import { test } from "node:test";
import { textSize } from "#typhoon/http/httputil/internal.js";

test("a text has its size in bytes, the first time it is asked for and every other", () => {
  const texts = ["", "ascii", "grün", "grün", "", "other", "grün", "ascii", "ascii", "ascii", "", "🌀", "🌀"];

  assert.deepEqual(texts.map(textSize), [0, 5, 5, 5, 0, 5, 5, 5, 5, 5, 0, 4, 4]);
});
