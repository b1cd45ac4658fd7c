import assert from "node:assert/strict";
import { test } from "node:test";
import { Order } from "../support/order.ts";
import { startExample } from "../support/start-program.ts";

test("a handler unblocked by hand lets 200 requests in sequence through", async (t) => {
  const program = await startExample(t, "unblock-by-hand");
  const order = new Order();

  order.note("sleep", program.fetch("/sleep/60")).catch(() => {});
  await program.said(/^sleeping/);
  for (let i = 0; i < 200; i++) await order.note("main", program.fetch("/"));

  assert.deepEqual(order.names, Array(200).fill("main"));
});

test("a handler unblocked by hand writes and finishes in a callback of the loop", async (t) => {
  const program = await startExample(t, "unblock-by-hand");

  const answer = await program.fetch("/sleep/0");

  assert.equal(answer.status, 200);
  assert.match(answer.body, /^Awake! \d+\n$/);
});
