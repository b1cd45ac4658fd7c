import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCookie, parseCookie } from "typhoon/httputil";
import { Random } from "../../support/random.ts";

const pieces = ["a", "=", ";", '"', "\\", "\\134", "\\0", "\\4", " ", ",", "é", "\0", "__proto__"];

test("no Cookie field is too much for the parser", () => {
  const random = new Random(7);

  for (let round = 0; round < 5_000; round++) {
    const field = Array.from({ length: random.below(40) }, () => random.pick(pieces)).join("");
    for (const [name, value] of parseCookie(field)) assert.equal(typeof name + typeof value, "stringstring");
  }
  // A quadratic parser would take minutes for these (CVE-2024-52804).
  for (const piece of pieces) parseCookie(`a="${piece.repeat(300_000)}"`);
});

test("what formatCookie() writes, parseCookie() reads", () => {
  const random = new Random(8);

  for (let round = 0; round < 5_000; round++) {
    const length = random.below(20);
    const value = Array.from({ length }, () => String.fromCharCode(0x21 + random.below(0xdf))).join("");
    const [pair = ""] = formatCookie("a", value, { path: "" }).split("; ");
    assert.equal(parseCookie(pair).get("a"), value);
  }
});
