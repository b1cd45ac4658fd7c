import assert from "node:assert/strict";
import { scryptSync } from "node:crypto";
import { test } from "node:test";
import { Order } from "../support/order.ts";
import { startExample } from "../support/start-program.ts";

test("the unblocked function makes the same hash as the blocking one", async (t) => {
  const program = await startExample(t, "password-hashing", { ROUNDS: "1" });

  for (const path of ["/hash", "/blocking-hash"]) {
    const [salt = "", hash] = (await program.fetch(path, "password=secret")).body.trim().split(":");
    assert.equal(hash, scryptSync("secret", salt, 32, { p: 1 }).toString("hex"));
  }
});

test("requests are answered while the unblocked function computes", async (t) => {
  const program = await startExample(t, "password-hashing", { ROUNDS: "10000" });
  const order = new Order();

  order.note("hash", program.fetch("/hash", "password=secret")).catch(() => {});
  await program.said(/^hashing/);
  for (let i = 0; i < 20; i++) await order.note("main", program.fetch("/"));

  assert.deepEqual(order.names, Array(20).fill("main"));
});

test("no request is answered while the blocking function computes", async (t) => {
  const program = await startExample(t, "password-hashing", { ROUNDS: "10" });
  const order = new Order();

  const hash = order.note("hash", program.fetch("/blocking-hash", "password=secret"));
  await program.said(/^hashing/);
  const main = order.note("main", program.fetch("/"));
  await Promise.all([hash, main]);

  assert.deepEqual(order.names, ["hash", "main"]);
});
