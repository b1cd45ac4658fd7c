import assert from "node:assert/strict";
import { after, test } from "node:test";
import { NotCloneableError, NotInWorkerError } from "typhoon/concurrent";
import { PlainReports, Reports, SalesReports, Vault } from "../fixtures/concurrent/reports.ts";
import { guardLog } from "../support/guard-log.ts";

guardLog();
after(() => Promise.all([Reports.executor.shutdown(), Reports.second.shutdown()]));

test("a decorated method runs on the executor of its class's field", async () => {
  const before = Reports.executor.stats().completed;

  assert.equal(await new Reports("sums").place(), "there");

  assert.equal(Reports.executor.stats().completed, before + 1);
});

test("empty brackets behind the decorator change nothing", async () => {
  assert.equal(await new Reports("sums").placeWithBrackets(), "there");
});

test("the executor can be named, on the object or on the class, or given", async () => {
  const reports = new Reports("sums");

  assert.deepEqual(
    [await reports.placeOfOwn(), await reports.placeOfSecond(), await reports.placeOfGiven()],
    ["here", "there", "here"],
  );
  assert.deepEqual([reports.own.stats().completed, Reports.second.stats().completed], [1, 1]);
});

test("a field that holds no executor is named", async () => {
  await assert.rejects(async () => new Reports("sums").placeOfMissing(), {
    name: "TypeError",
    message:
      'Cannot run a method of Reports as its field "missing" holds no executor: set it to a ThreadPoolExecutor, on the object or as a static field',
  });
});

test("in the worker, this has the class and a copy of the fields", async () => {
  const fields = await new Reports("sums").fields();

  assert.deepEqual(fields, {
    title: "sums",
    lines: new Map([["first", Buffer.from("line")]]),
    isReports: true,
  });
});

test("a field that cannot be cloned says so when it is used in the worker", async () => {
  await assert.rejects(new Reports("sums").callField(), (error) => {
    assert.ok(error instanceof NotInWorkerError);
    assert.equal(error.code, "ERR_NOT_IN_WORKER");
    assert.match(
      error.message,
      /^Cannot use this\.format in a worker as its value cannot be cloned: make what/,
    );
    return true;
  });
  await assert.rejects(
    new Reports("sums").useOwnExecutor(),
    (error) => error instanceof NotInWorkerError && /this\.own/.test(error.message),
  );
});

test("a field that cannot be cloned can be set in the worker", async () => {
  assert.equal(await new Reports("sums").setAndCallField(), "<x>");
});

test("a receiver of a subclass has the subclass's methods, and super calls stay in the worker", async () => {
  const before = Reports.executor.stats().completed;

  assert.equal(await new SalesReports("sums").describe("the"), "[the sums of sales]");
  assert.equal(await new PlainReports("sums").describe("the"), "the sums of a plain child");

  assert.equal(Reports.executor.stats().completed, before + 2);
});

test("private fields, which no copy has, are explained", async () => {
  await assert.rejects(new Vault().open(), (error) => {
    assert.ok(error instanceof NotInWorkerError);
    assert.match(error.message, /^Cannot use private fields of Vault in a worker/);
    assert.ok(error.cause instanceof TypeError);
    return true;
  });
});

test("what a method throws, and a result that cannot be cloned, arrive as from a function", async () => {
  await assert.rejects(new Reports("sums").fails(), { name: "RangeError", message: "no sums" });
  await assert.rejects(
    new Reports("sums").uncloneable(),
    (error) => error instanceof NotCloneableError && error.path === "result.rows[0]",
  );
});

test("the decorated method keeps its name", () => {
  assert.equal(new Reports("sums").place.name, "place");
});
