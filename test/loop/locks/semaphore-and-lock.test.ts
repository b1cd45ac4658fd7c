import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidStateError } from "typhoon/concurrent";
import { coroutine, sleep } from "typhoon/gen";
import { BoundedSemaphore, Lock, Semaphore } from "typhoon/locks";
import { guardLog } from "../../support/guard-log.ts";
import { Order } from "../../support/order.ts";

guardLog();

for (const value of [-1, 1.5, Number.NaN]) {
  test(`a semaphore cannot begin with ${value}`, () => {
    assert.throws(() => new Semaphore(value), RangeError);
    assert.throws(() => new BoundedSemaphore(value), RangeError);
  });
}

test("toString() tells how a semaphore stands", () => {
  const semaphore = new BoundedSemaphore(2);
  assert.equal(String(semaphore), "<BoundedSemaphore [unlocked,value:2]>");

  semaphore.acquire();
  semaphore.acquire();
  assert.equal(String(semaphore), "<BoundedSemaphore [locked]>");
  semaphore.acquire();

  assert.equal(String(semaphore), "<BoundedSemaphore [locked,waiters:1]>");
});

test("a unit that is released goes to whoever has waited longest, and nobody can snatch it", async () => {
  const semaphore = new Semaphore();
  const order = new Order();
  const holder = await semaphore.acquire();
  const first = order.note("first", semaphore.acquire());
  const second = order.note("second", semaphore.acquire());

  holder.release();
  const late = order.note("late", semaphore.acquire());
  (await first).release();
  (await second).release();
  (await late).release();

  assert.deepEqual(order.names, ["first", "second", "late"]);
  assert.equal(semaphore.value, 1);
});

test("release() settles the future of the next in line in that moment", () => {
  const semaphore = new Semaphore(0);
  const acquired = semaphore.acquire();

  semaphore.release();

  assert.equal(acquired.done(), true);
});

test("acquiring fails with TimeoutError when the time is over first, and the unit is lost on nobody", async () => {
  const semaphore = new Semaphore(1);
  const permit = await semaphore.acquire();

  await assert.rejects(semaphore.acquire({ timeoutMs: 1 }), {
    name: "TimeoutError",
    message: "Cannot acquire the semaphore as the time for it is over: timeoutMs is 1",
  });
  await assert.rejects(semaphore.acquire({ timeoutMs: 0 }), { code: "ERR_TIMEOUT" });
  const inTime = semaphore.acquire({ timeoutMs: 60_000 });
  permit.release();

  (await inTime).release();
  assert.equal(semaphore.value, 1);
});

test("a semaphore may be released more often than it was acquired, a bounded one may not", () => {
  const semaphore = new Semaphore(1);
  semaphore.release();
  assert.equal(semaphore.value, 2);

  const bounded = new BoundedSemaphore(1);
  assert.throws(() => bounded.release(), /^RangeError: Semaphore released too many times/);
  bounded.acquire();
  bounded.release();
  assert.throws(() => bounded.release(), RangeError);
  assert.equal(bounded.value, 1);
});

test("using releases at the end of the block, also after an error", async () => {
  const semaphore = new Semaphore(1);
  async function fail() {
    using permit = await semaphore.acquire();
    assert.equal(semaphore.value, 0);
    assert.ok(permit);
    throw new Error("inside");
  }

  await assert.rejects(fail(), /inside/);

  assert.equal(semaphore.value, 1);
});

test("a permit releases once", async () => {
  const semaphore = new Semaphore(1);
  const permit = await semaphore.acquire();

  permit.release();
  permit.release();
  permit[Symbol.dispose]();

  assert.equal(semaphore.value, 1);
});

for (const lock of [new Semaphore(1), new BoundedSemaphore(1), new Lock()]) {
  const name = lock.constructor.name;
  const before = String(lock);

  test(`${name}.with() holds it while an asynchronous function runs, and gives its result`, async () => {
    const result = await lock.with(async () => {
      await sleep(0);
      return `${lock}`;
    });

    assert.equal(result, `<${name} [locked]>`);
    assert.equal(String(lock), before);
  });

  test(`${name}.with() releases it after an error, thrown at once or later`, async () => {
    const thrown = lock.with(() => {
      throw new RangeError("at once");
    });
    const rejected = lock.with(() => Promise.reject(new RangeError("later")));

    await assert.rejects(thrown, /at once/);
    await assert.rejects(rejected, /later/);
    assert.equal(String(lock), before);
  });

  test(`${name}.with() does not call the function when it cannot be had in time`, async () => {
    const permit = await lock.acquire();
    let isCalled = false;

    const call = lock.with(
      () => {
        isCalled = true;
      },
      { timeoutMs: 1 },
    );

    await assert.rejects(call, { code: "ERR_TIMEOUT" });
    assert.equal(isCalled, false);
    permit.release();
    assert.equal(String(lock), before);
  });

  test(`${name} can be acquired in a coroutine`, async () => {
    const useIt = coroutine(function* () {
      (yield lock.acquire()).release();
    });

    await useIt();

    assert.equal(String(lock), before);
  });

  test(`${name} is no resource before it is acquired and awaited: using refuses it`, () => {
    assert.equal(Reflect.get(lock, Symbol.dispose), undefined);
    const acquired = lock.acquire();
    assert.equal(Reflect.get(acquired, Symbol.dispose), undefined);
    acquired.result().release();
  });
}

test("calls of with() that compete run one after the other, in the order of coming", async () => {
  const lock = new Lock();
  const order = new Order();
  const work = (name: string) =>
    lock.with(async () => {
      order.names.push(`${name} begins`);
      await sleep(0);
      order.names.push(`${name} ends`);
    });

  await Promise.all(["a", "b", "c"].map(work));

  assert.deepEqual(
    order.names,
    ["a", "b", "c"].flatMap((name) => [`${name} begins`, `${name} ends`]),
  );
});

test("a lock can be released by hand, and not when it is not locked", () => {
  const lock = new Lock();
  const first = lock.acquire();
  const second = lock.acquire();
  assert.equal(String(lock), "<Lock [locked,waiters:1]>");
  assert.deepEqual([first.done(), second.done()], [true, false]);

  lock.release();
  assert.equal(second.done(), true);
  lock.release();

  assert.throws(() => lock.release(), InvalidStateError);
  assert.equal(String(lock), "<Lock [unlocked]>");
});

test("a lock that cannot be had in time says which time", async () => {
  const lock = new Lock();
  lock.acquire();

  await assert.rejects(lock.acquire({ timeoutMs: 1 }), {
    name: "TimeoutError",
    message: "Cannot acquire the lock as the time for it is over: timeoutMs is 1",
  });
});
