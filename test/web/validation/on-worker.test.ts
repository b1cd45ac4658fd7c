import assert from "node:assert/strict";
import { test } from "node:test";
import { inject } from "typhoon/testing";
import { application } from "../../fixtures/web/described.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";

guardLog();

async function send(method: string, path: string, value: unknown) {
  const headers = { "Content-Type": "application/json" };
  const response = await inject(application, { method, path, headers, body: JSON.stringify(value) });
  const text = await response.text();
  return { status: response.status, text };
}

test("an unblocked method has what was read of the request, on the worker", async () => {
  const { text } = await send("POST", "/?rounds=4", { password: "secret", since: "2020-05-05" });

  assert.deepEqual(JSON.parse(text), { length: 6, year: 2020, rounds: 4, isMainThread: false });
});

test("a request that is not as declared does not reach a worker", async () => {
  const { status } = await send("POST", "/", { password: "a" });

  assert.equal(status, 400);
});

test("a method that static blocking lists has it too", async () => {
  const { text } = await send("POST", "/listed", { a: 1 });

  assert.deepEqual(JSON.parse(text), { a: 1, isMainThread: false });
});

test("reply() works on the worker", async () => {
  const { status, text } = await send("PATCH", "/", {});

  assert.deepEqual([status, JSON.parse(text)], [202, { onMainThread: false }]);
});

test("a ValidationError of the application's own is told as any other, also from the worker", async () => {
  const { status, text } = await send("DELETE", "/", {});

  assert.equal(status, 409);
  assert.deepEqual(JSON.parse(text).errors, [{ in: "body", path: "name", message: "is taken" }]);
});

test("a value that cannot be cloned is an error that names the part", async () => {
  const { status } = await send("PUT", "/", { price: 1 });

  assert.equal(status, 500);
  const line = JSON.stringify(await expectLog(/Uncaught exception/));
  assert.match(line, /this\.body.*its value cannot be cloned/);
});
