import assert from "node:assert/strict";
import { test } from "node:test";
import { compareServers } from "./compare.ts";
import { strictnesses } from "./strictnesses.ts";

test("every disagreement with node:http has a name and a reason", async () => {
  const { requests, refusedByBoth, explained, unexplained } = await compareServers(1, 5_000);

  assert.deepEqual(unexplained, []);
  assert.ok(requests >= 5_000);
  assert.ok(refusedByBoth > 0 && explained.size > 10, "the generator makes faults as well");
});

test("a seed gives the same requests again", async () => {
  const once = await compareServers(2, 500);
  const again = await compareServers(2, 500);

  assert.deepEqual([...again.explained], [...once.explained]);
  assert.equal(again.connections, once.connections);
});

test("each named strictness has a name of its own and its paragraph", () => {
  const names = strictnesses.map(({ name }) => name);
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
  assert.deepEqual(
    strictnesses.filter(({ paragraph }) => !/^RFC \d{4} §[\d.]+$/.test(paragraph)),
    [],
  );
});
