import assert from "node:assert/strict";
import { test } from "node:test";
import { Order } from "../support/order.ts";
import { startExample } from "../support/start-program.ts";

const requests = 200;

test("200 requests in sequence are answered while an unblocked handler sleeps", async (t) => {
  const program = await startExample(t, "unblock");
  const order = new Order();

  order.note("sleep", program.fetch("/sleep/60")).catch(() => {});
  await program.said(/^sleeping/);
  for (let i = 0; i < requests; i++) {
    const answer = await order.note("main", program.fetch("/"));
    assert.match(answer.body, /^Hello, world \d+\n$/);
  }

  assert.deepEqual(order.names, Array(requests).fill("main"));
});

test("none of 200 requests in sequence is answered while a plain handler sleeps", async (t) => {
  const program = await startExample(t, "unblock");
  const order = new Order();

  const sleep = order.note("sleep", program.fetch("/blocking-sleep/1"));
  await program.said(/^sleeping/);
  for (let i = 0; i < requests; i++) await order.note("main", program.fetch("/"));
  await sleep;

  assert.deepEqual(order.names, ["sleep", ...Array(requests).fill("main")]);
});

test("an unblocked handler answers with what its method returned", async (t) => {
  const program = await startExample(t, "unblock");

  const answer = await program.fetch("/sleep/0");

  assert.equal(answer.status, 200);
  assert.match(answer.body, /^Awake! \d+\n$/);
});
