import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestHandler, RequestTimeoutError } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { timerDelays } from "../../support/timer-delays.ts";
import { serve } from "../serve.ts";

guardLog();

let ends: string[] = [];

class Slow extends RequestHandler {
  override async get() {
    if (this.getArgument("flush", undefined)) {
      this.write("first");
      await this.flush();
    }
    await new Promise((resolve) => this.request.signal.addEventListener("abort", resolve));
    ends.push(String(this.request.signal.reason instanceof RequestTimeoutError));
    this.write("late");
  }
  override onFinish() {
    ends.push("onFinish");
  }
}

class Patient extends RequestHandler {
  static override requestTimeoutMs = Infinity;
  override async get() {
    await new Promise((resolve) => setImmediate(resolve));
    this.write("in time");
  }
}

class Prompt extends RequestHandler {
  override async get() {
    await new Promise((resolve) => setImmediate(resolve));
    this.write("in time");
  }
}

test("a handler that takes too long is answered for, once, and told so by its signal", async (t) => {
  ends = [];
  const site = await serve(t, [["/", Slow]], { requestTimeoutMs: 5, logFunction() {} });

  const { status } = await site.fetch("/");
  await expectLog(/503 GET \/ .*requestTimeoutMs allows: 5/);

  assert.equal(status, 503);
  assert.deepEqual(ends, ["onFinish", "true"]);
});

test("an answer of which a part is sent breaks off", async (t) => {
  ends = [];
  const site = await serve(t, [["/", Slow]], { requestTimeoutMs: 5, logFunction() {} });

  await assert.rejects(site.fetch("/?flush=1"));
  await expectLog(/503 GET/);

  assert.deepEqual(ends, ["onFinish", "true"]);
});

test("a class has a limit of its own, and a handler in time has its timer taken away", async (t) => {
  const site = await serve(t, [["/", Patient]], { requestTimeoutMs: 1 });

  assert.equal((await site.fetch("/")).body, "in time");
});

test("a limit of a month is not over at once: no timer is set beyond the longest that Node has", async (t) => {
  const monthMs = 30 * 86_400_000;
  const site = await serve(t, [["/", Prompt]], { requestTimeoutMs: monthMs });
  const delays = timerDelays(t);

  const { status } = await site.fetch("/");

  assert.equal(status, 200);
  assert.ok(delays.includes(monthMs / 2), "the limit has no timer");
  assert.deepEqual(delays.filter(isTooLong), []);
});

function isTooLong(delayMs: number): boolean {
  return delayMs >= 2 ** 31;
}
