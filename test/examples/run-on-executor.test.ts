import assert from "node:assert/strict";
import { test } from "node:test";
import { Order } from "../support/order.ts";
import { startExample } from "../support/start-program.ts";

test("the method on the executor leaves the other handlers responsive", async (t) => {
  const program = await startExample(t, "run-on-executor");
  const order = new Order();

  order.note("complex", program.fetch("/complex?seconds=60")).catch(() => {});
  await program.said(/^computing/);
  for (let i = 0; i < 20; i++) await order.note("main", program.fetch("/"));

  assert.deepEqual(order.names, Array(20).fill("main"));
});

test("the result of the method on the executor comes back to the handler", async (t) => {
  const program = await startExample(t, "run-on-executor");

  const answer = await program.fetch("/complex?seconds=0");

  assert.equal(answer.body, "The final result is 100.\n");
});

test("an async method that blocks holds up the other handlers all the same", async (t) => {
  const program = await startExample(t, "run-on-executor");
  const order = new Order();

  const blocking = order.note("blocking", program.fetch("/blocking?seconds=1"));
  await program.said(/^computing/);
  const main = order.note("main", program.fetch("/"));
  await Promise.all([blocking, main]);

  assert.deepEqual(order.names, ["blocking", "main"]);
});
