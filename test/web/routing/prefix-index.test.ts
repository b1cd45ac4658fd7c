import assert from "node:assert/strict";
import { test } from "node:test";
import { PrefixIndex } from "#typhoon/web/routing/prefix-index.js";
import { Random } from "../../support/random.ts";

interface Entry {
  readonly position: number;
  readonly segments: readonly string[];
  readonly prefix: string;
}

function indexOf(prefixes: readonly string[]): PrefixIndex<Entry> {
  const index = new PrefixIndex<Entry>();
  for (const [position, prefix] of prefixes.entries()) index.add(prefix, { position, prefix, segments: [] });
  return index;
}

test("the candidates of a path hold every entry whose text it begins with, in order", () => {
  const random = new Random(20);
  const text = (parts: number) =>
    Array.from({ length: random.below(parts) }, () => random.pick(["/", "a", "b", "/a/"])).join("");
  for (let round = 0; round < 300; round++) {
    const prefixes = Array.from({ length: 12 }, () => text(6));
    const path = `/${text(9)}`;

    const candidates = indexOf(prefixes).candidates(path);

    const positions = candidates.map(({ position }) => position);
    const wanted = [...prefixes.keys()].filter((position) => path.startsWith(prefixes[position] ?? ""));
    assert.deepEqual(
      wanted.filter((position) => !positions.includes(position)),
      [],
    );
    assert.deepEqual(
      positions,
      positions.toSorted((a, b) => a - b),
    );
  }
});

test("a path has no candidates of other folders", () => {
  const index = indexOf(["/users/", "/orders/", "/orders/by-", "", "/orders/7/"]);

  const found = (path: string) => index.candidates(path).map(({ prefix }) => prefix);

  assert.deepEqual(found("/orders/7"), ["/orders/", "/orders/by-", ""]);
  assert.deepEqual(found("/orders/7/lines"), ["/orders/", "/orders/by-", "", "/orders/7/"]);
  assert.deepEqual(found("/users/1/2/3"), ["/users/", ""]);
  assert.deepEqual(found("/elsewhere"), [""]);
  assert.deepEqual(found("*"), [""]);
});
