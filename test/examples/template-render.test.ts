import assert from "node:assert/strict";
import { test } from "node:test";
import { Order } from "../support/order.ts";
import { startExample } from "../support/start-program.ts";

test("a worker renders the same page as the loop's thread", async (t) => {
  const program = await startExample(t, "template-render");

  const pages = [await program.fetch("/report/2"), await program.fetch("/blocking-report/2")];

  assert.equal(pages[0]?.body, pages[1]?.body);
  assert.match(
    pages[0]?.body ?? "",
    /<tr><td>&#60;No\. 2&#62;<td>€0\.02<td>Saturday, January 3, 1970<\/table>/,
  );
});

test("requests are answered while a worker renders", async (t) => {
  const program = await startExample(t, "template-render");
  const order = new Order();

  order.note("report", program.fetch("/report/100000000")).catch(() => {});
  await program.said(/^rendering/);
  for (let i = 0; i < 20; i++) await order.note("main", program.fetch("/"));

  assert.deepEqual(order.names, Array(20).fill("main"));
});
