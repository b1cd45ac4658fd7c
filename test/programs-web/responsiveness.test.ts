import assert from "node:assert/strict";
import { test } from "node:test";
import { Order } from "../support/order.ts";
import { type Mode, modes, typeStripping } from "./modes.ts";

for (const mode of modes) testSleep("examples/unblock/main", mode);
testSleep("test/programs-web/programs/every-form-without-decorators", typeStripping);

function testSleep(path: string, mode: Mode): void {
  test(`200 requests pass a sleeping handler in ${path} started ${mode.name}`, {
    skip: mode.skip,
  }, async (t) => {
    const program = await mode.start(t, path);
    const order = new Order();

    order.note("sleep", program.fetch("/sleep/60")).catch(() => {});
    await program.said(/^sleeping/);
    for (let i = 0; i < 200; i++) await order.note("main", program.fetch("/"));

    assert.deepEqual(order.names, Array(200).fill("main"));
  });
}
