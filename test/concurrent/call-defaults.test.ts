import assert from "node:assert/strict";
import { after, test } from "node:test";
import { unblock } from "typhoon/concurrent";
import { Configured, contextOf, requestId } from "../fixtures/concurrent/configured.ts";
import { add, enter, enterAndWait } from "../fixtures/concurrent/gated.ts";
import { guardLog } from "../support/guard-log.ts";
import { notesOf, openGate, reaches, sharedNumbers } from "../support/shared-memory.ts";
import { withExecutor } from "../support/with-executor.ts";

guardLog();
after(() => Configured.executor.shutdown());

for (const method of ["unblocked", "submitted"] as const) {
  test(`maxConcurrency and taskContext of a decorated method hold for its calls: ${method}`, async () => {
    const [begun, gate] = [sharedNumbers(4), sharedNumbers()];
    const page = new Configured();
    const calls = ["first", "second"].map((id) => requestId.run(id, () => page[method](begun, gate)));
    await reaches(begun);

    // The other worker is free, so it would have begun: what is submitted later ends there.
    assert.equal(await Configured.executor.submit(add, 1, 2), 3);
    assert.deepEqual([Configured.executor.stats().queued, notesOf(begun).length], [1, 1]);

    openGate(gate);
    assert.deepEqual(await Promise.all(calls), ["first", "second"]);
  });
}

for (const method of ["hasty", "hastySubmitted"] as const) {
  test(`maxQueueMs of a decorated method drops a call that waits, and no other: ${method}`, async () => {
    const [begun, gate] = [sharedNumbers(4), sharedNumbers()];
    const page = new Configured();
    // The first worker may have to start, and it counts as waiting until then.
    await Promise.all([Configured.executor.submit(add, 1, 2), Configured.executor.submit(add, 1, 2)]);
    const running = page[method](begun, gate);
    await reaches(begun);

    await assert.rejects(async () => page[method](begun, gate), { reason: "queue" });
    openGate(gate);
    await running;

    assert.equal(notesOf(begun).length, 1);
  });
}

test("taskContext of an unblocked function is made for each call, and a call's own comes before it", async () => {
  assert.equal(await requestId.run("7", () => contextOf()), "7");
  assert.equal(await requestId.run("7", () => contextOf.with({ taskContext: "own" })()), "own");
});

test("calls of a higher priority begin first, and those of the same first-in first-out", async (t) => {
  const executor = withExecutor(t);
  const [begun, blocked, gate] = [sharedNumbers(8), sharedNumbers(2), sharedNumbers()];
  const first = executor.submit(enterAndWait, blocked, 0, gate);
  await reaches(blocked);

  const calls = [
    executor.submit(enter, begun, 1),
    executor.run(enter, [begun, 2], { priority: 1 }),
    executor.run(enter, [begun, 3], { priority: -1 }),
    executor.run(enter, [begun, 4], { priority: 1 }),
    executor.submit(enter, begun, 5),
  ];
  openGate(gate);
  await Promise.all([first, ...calls]);

  assert.deepEqual(notesOf(begun), [2, 4, 1, 5, 3]);
});

test("a priority that is no whole number is refused, and options alone are no form of a function", (t) => {
  const executor = withExecutor(t);

  assert.throws(() => executor.run(add, [1, 2], { priority: 0.5 }), {
    name: "RangeError",
    message: "Cannot make a call as its priority is 0.5: give a whole number",
  });
  const decorate: unknown = unblock({ maxConcurrency: 1 });
  assert.throws(
    () => Reflect.apply(Object(decorate), undefined, [() => 1]),
    /for a function, use unblock\(fn, options\)/,
  );
});
