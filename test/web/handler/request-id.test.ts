import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { after, test } from "node:test";
import { Future } from "typhoon/concurrent";
import { RequestHandler } from "typhoon/web";
import { contextHere } from "../../fixtures/concurrent/surroundings.ts";
import { executor, logged, Naming, numbers, patient, whereAndWho } from "../../fixtures/web/working.ts";
import { guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();
after(() => Promise.all([executor.shutdown(), patient.shutdown()]));

class Plain extends RequestHandler {
  override get() {
    this.write(this.request.id);
  }
}

test("each request has an id of its own, whatever its client calls it", async (t) => {
  const { fetch } = await serve(t, [["/", Plain]]);

  const first = await fetch("/", { headers: { "X-Request-Id": "mine" } });
  const second = await fetch("/", { headers: { "X-Request-Id": "mine" } });

  assert.match(first.body, /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
  assert.notEqual(first.body, second.body);
});

test("requestIdHeader takes the id from that field, if it is harmless", async (t) => {
  const { fetch } = await serve(t, [["/", Plain]], { requestIdHeader: "X-Request-Id" });
  const idFor = async (id: string) => (await fetch("/", { headers: { "x-request-id": id } })).body;

  assert.equal(await idFor("Root=1-67891233:a/b+c~d_e.f@g"), "Root=1-67891233:a/b+c~d_e.f@g");
  for (const id of ["with space", 'quote"', "$(rm)", "a".repeat(129), "f\u00fcnf", ""])
    assert.notEqual(await idFor(id), id);
});

test("the id goes with every call of the request's handling, also of one that others interrupt", async (t) => {
  const context = new AsyncLocalStorage<string>();
  class Calling extends RequestHandler {
    override async get() {
      await context.run(this.request.id, () => this.callAll());
    }
    async callAll() {
      const requestId = this.request.id;
      const seen: unknown[] = [];
      const add = (value: unknown) => seen.push(value, { requestId: context.getStore() });
      add((await whereAndWho()).context);
      add(await patient.submit(contextHere));
      for (const value of await patient.map(contextHere, [1, 2])) add(value);
      for await (const value of numbers(2)) add(value.context);
      const called = new Future<void>();
      whereAndWho().addDoneCallback((future) => {
        add(future.result().context);
        called.setResult();
      });
      await called;
      assert.deepEqual(seen, Array(14).fill({ requestId }));
      assert.equal((await whereAndWho.with({ taskContext: "own" })()).context, "own");
      this.write("all");
    }
  }
  const { fetch } = await serve(t, [["/", Calling]]);

  const answers = await Promise.all(Array.from({ length: 4 }, () => fetch("/")));

  assert.deepEqual(
    answers.map(({ body }) => body),
    Array(4).fill("all"),
  );
  assert.equal((await whereAndWho()).context, undefined);
});

test("a method on a worker has the id, too", async (t) => {
  const { fetch } = await serve(t, [["/", Naming]], { requestIdHeader: "X-Request-Id" });

  const { body } = await fetch("/", { headers: { "X-Request-Id": "r-7" } });

  assert.deepEqual(JSON.parse(body), { id: "r-7", context: { requestId: "r-7" } });
});

test("what a worker logs for a request carries its id", async (t) => {
  class Logging extends RequestHandler {
    override async get() {
      this.write((await logged("told")).join(""));
    }
  }
  const { fetch } = await serve(t, [["/", Logging]], { requestIdHeader: "X-Request-Id" });

  const line = JSON.parse((await fetch("/", { headers: { "X-Request-Id": "r-7" } })).body);

  assert.deepEqual([line.msg, line.context], ["told", { requestId: "r-7" }]);
  const [other = ""] = await logged("for nobody");
  assert.equal("context" in JSON.parse(other), false);
});
