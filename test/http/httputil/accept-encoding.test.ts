import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptedCodings } from "#typhoon/http/httputil/internal.js";
import { Random } from "../../support/random.ts";

const codings = ["br", "gzip"];

test("codings are ordered by the weights of Accept-Encoding (RFC 9110 §12.5.3)", () => {
  const table = [
    [undefined, ""],
    ["", ""],
    ["gzip", "gzip"],
    ["GZIP", "gzip"],
    ["x-gzip", "gzip"],
    ["gzip, br", "br gzip"],
    ["gzip;q=1.0, br;q=0.9", "gzip br"],
    ["gzip;Q=0.5, br;q=0.1", "gzip br"],
    ["gzip;q=0", ""],
    ["gzip; q=0.000, *", "br"],
    ["gzip\t;\tq=0.5", "gzip"],
    ["*", "br gzip"],
    ["*;q=0", ""],
    ["br;q=0, *;q=0.5", "gzip"],
    ["*;q=0.5, br;q=0", "gzip"],
    ["identity, gzip;q=0.5", ""],
    ["identity;q=0.5, gzip;q=0.5", "gzip"],
    ["identity;q=0.5, br;q=0.4, gzip;q=0.6", "gzip"],
    ["gzip;q=0.5", "gzip"],
    ["gzipped, deflate", ""],
  ] as const;

  for (const [field, accepted] of table)
    assert.equal(acceptedCodings(field, codings).join(" "), accepted, field);
});

test("a weight that is malformed is no permission (RFC 9110 §12.4.2)", () => {
  const malformed = [
    ...["gzip;q=2", "gzip;q=x", "gzip;q=", "gzip;q", "gzip;", "gzip;q=1.001", "gzip;q=0.1234", "gzip;q=-1"],
    ...["gzip;q=.5", "gzip;q=+1", "gzip;q=1e0", "gzip;q=0,5x", "gzip;q= 1", "gzip;q =1", 'gzip;q="1"'],
    ...["gzip;level=9", "gzip;level=9;q=1", "gzip;q=1;level=9", "gzip;q=1;q=1", "*;q=1.5"],
  ];

  for (const field of malformed) assert.deepEqual(acceptedCodings(field, codings), [], field);
  assert.deepEqual(acceptedCodings("gzip;q=x, *", codings), ["br"]);
  assert.deepEqual(acceptedCodings("gzip;q=x, br;q=0.1", codings), ["br"]);
});

test("no Accept-Encoding is too much for its parser", () => {
  const random = new Random(42);
  const pieces = ["gzip", "br", "*", "identity", ",", ";", "q=", "0", "1", ".", " ", "\t", "é", "\0"];

  for (let round = 0; round < 5_000; round++) {
    const field = Array.from({ length: random.below(30) }, () => random.pick(pieces)).join("");
    for (const coding of acceptedCodings(field, codings)) assert.ok(codings.includes(coding));
  }
  for (const piece of pieces) acceptedCodings(piece.repeat(200_000), codings);
});
