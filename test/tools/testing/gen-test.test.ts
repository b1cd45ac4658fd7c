import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { sleep } from "typhoon/gen";
import { genTest, getAsyncTestTimeoutMs } from "typhoon/testing";

afterEach(() => {
  delete process.env["ASYNC_TEST_TIMEOUT"];
});

const never = new Promise<void>(() => {});

for (const [kind, body] of Object.entries({
  generator: function* (...args: unknown[]): Generator<unknown, void, unknown> {
    yield [sleep(0), never];
    assert.fail(String(args));
  },
  async: async () => never,
})) {
  test(`a test of ${kind} form that is not done in time fails`, async () => {
    await assert.rejects(genTest(body, { timeoutMs: 1 })(), { code: "ERR_TIMEOUT" });
  });
}

test("a test has the arguments and the object that the runner gives, and its failure is the test's", async () => {
  const seen: unknown[] = [];
  const generator = genTest(function* (this: unknown, a: number, b: string) {
    seen.push(this, a, b, yield Promise.resolve("yielded"));
    throw new RangeError("wrong");
  });
  const plain = genTest(() => seen.push("plain"));

  await assert.rejects(generator.call("object", 1, "b"), RangeError);
  await plain();

  assert.deepEqual(seen, ["object", 1, "b", "yielded", "plain"]);
});

test("the environment says how long tests may take, in seconds, and a test's own limit comes before", async () => {
  assert.equal(getAsyncTestTimeoutMs(), 5_000);
  process.env["ASYNC_TEST_TIMEOUT"] = "0.001";
  assert.equal(getAsyncTestTimeoutMs(), 1);

  await assert.rejects(genTest(() => never)(), { code: "ERR_TIMEOUT" });
  await genTest(() => sleep(2), { timeoutMs: 60_000 })();
});
