import assert from "node:assert/strict";
import { after, test } from "node:test";
import { sleepSync, ThreadPoolExecutor, unblock } from "typhoon/concurrent";
import { type ApplicationSettings, RequestHandler } from "typhoon/web";
import { retryAfterSeconds } from "#typhoon/web/handler/overload.js";
import { computeUntilThrown, enterAndWait } from "../../fixtures/concurrent/gated.ts";
import { Computing, reasonOfEnd } from "../../fixtures/web/computing.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { openGate, reaches, sharedNumbers } from "../../support/shared-memory.ts";
import { withExecutor } from "../../support/with-executor.ts";
import { type Site, serve } from "../serve.ts";

guardLog();

const executor = new ThreadPoolExecutor({ maxWorkers: 1, maxQueue: 1 });
after(() => executor.shutdown());

export class Submitting extends RequestHandler {
  override async get() {
    await executor.submit(sleepSync, 0);
    this.write("done");
  }
}

export class Unblocked extends RequestHandler {
  static executor = executor;

  @unblock
  override get() {
    return "done";
  }
}

export class Streaming extends RequestHandler {
  static executor = executor;

  @unblock
  override *get() {
    yield "done";
  }
}

/** A worker that computes, and so many calls that wait for it, until the gate opens; there is room for one. */
async function fill(waiting = 1): Promise<() => Promise<void>> {
  const [begun, gate] = [sharedNumbers(3), sharedNumbers()];
  const calls = Array.from({ length: 1 + waiting }, (_, i) =>
    executor.submit(enterAndWait, begun, i + 1, gate),
  );
  await reaches(begun);
  return async () => {
    openGate(gate);
    await Promise.all(calls);
  };
}

async function withRefusal(
  t: Parameters<typeof serve>[0],
  settings: ApplicationSettings,
  ask: (site: Site) => Promise<void>,
): Promise<Site> {
  const rules = [
    ["/submitting", Submitting],
    ["/unblocked", Unblocked],
    ["/streaming", Streaming],
  ] as const;
  const site = await serve(t, rules, { logFunction: () => {}, ...settings });
  const empty = await fill();
  await ask(site);
  await empty();
  return site;
}

test("a handler that meets a full executor answers 503 with Retry-After, and the next one is answered", async (t) => {
  const site = await withRefusal(t, {}, async ({ fetch }) => {
    const { status, headers, body } = await fetch("/submitting");

    assert.deepEqual([status, /503: Service Unavailable/.test(body)], [503, true]);
    assert.match(String(headers["retry-after"]), /^[567]$/);
  });
  await expectLog(/^Refused 1 request as an executor is full: maxQueue is 1, retryAfterMs 5000$/);

  assert.equal((await site.fetch("/submitting")).body, "done");
});

for (const path of ["/unblocked", "/streaming"]) {
  test(`an unblocked method answers the same: ${path}`, async (t) => {
    await withRefusal(t, {}, async ({ fetch }) => {
      const { status, headers } = await fetch(path);
      assert.deepEqual([status, headers["retry-after"] !== undefined], [503, true]);
    });

    await expectLog(/^Refused 1 request/);
  });
}

test("executorFullStatus is the status of that answer", async (t) => {
  await withRefusal(t, { executorFullStatus: 429 }, async ({ fetch }) => {
    const { status, headers } = await fetch("/submitting");
    assert.deepEqual([status, headers["retry-after"] !== undefined], [429, true]);
  });

  await expectLog(/^Refused 1 request/);
});

test("the requests that are refused within a second are one line in the log", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  await withRefusal(t, {}, async ({ fetch }) => {
    for (let i = 0; i < 4; i++) await fetch("/unblocked");
  });

  await expectLog(/^Refused 1 request as/);
  t.mock.timers.tick(1_000);
  await expectLog(/^Refused 3 requests as/);
  t.mock.timers.tick(1_000);
});

test("the time to come back varies by a quarter upwards, in whole seconds", () => {
  const seconds = [0, 0.5, 1].map((number) => retryAfterSeconds(8_000, () => number));

  assert.deepEqual(seconds, [8, 9, 10]);
  assert.equal(
    retryAfterSeconds(0, () => 0),
    1,
  );
});

for (const [settings, status] of [
  [{}, 503],
  [{ taskTimeoutStatus: 504, executorFullStatus: 429 }, 504],
] as const) {
  test(`a task that runs too long is a ${status}, with a sentence in the log and no Retry-After`, async (t) => {
    const own = withExecutor(t);
    const begun = sharedNumbers(2);
    t.mock.timers.enable({ apis: ["setTimeout"] });
    class Slow extends RequestHandler {
      override async get() {
        await own.run(computeUntilThrown, [begun, sharedNumbers(2)], { timeoutMs: 1 });
      }
    }
    const site = await serve(t, [["/", Slow]], { logFunction: () => {}, ...settings });

    const fetching = site.fetch("/");
    await reaches(begun);
    t.mock.timers.tick(1);
    const answer = await fetching;

    assert.deepEqual([answer.status, answer.headers["retry-after"]], [status, undefined]);
    const line = `^${status} GET / \\(127\\.0\\.0\\.1\\): Cannot finish the task as its time is over: timeoutMs is 1$`;
    await expectLog(new RegExp(line));
  });
}

for (const options of [{ timeoutMs: 1 }, { maxQueueMs: 1 }]) {
  for (const [settings, status] of [
    [{}, 503],
    [{ taskTimeoutStatus: 504, executorFullStatus: 429 }, 429],
  ] as const) {
    const [limit] = Object.keys(options);
    test(`a task whose ${limit} is over while it waits is a ${status} with Retry-After`, async (t) => {
      const empty = await fill(0);
      class Waiting extends RequestHandler {
        override async get() {
          await executor.run(sleepSync, [0], options);
        }
      }
      const site = await serve(t, [["/", Waiting]], { logFunction: () => {}, ...settings });

      const answer = await site.fetch("/");
      await empty();

      assert.equal(answer.status, status);
      assert.match(String(answer.headers["retry-after"]), /^[1-9]\d?$/);
      await expectLog(/^Refused 1 request as calls have waited too long for a worker: retryAfterMs is \d+$/);
    });
  }
}

test("a task that the shutdown of its executor cancels is a 503", async (t) => {
  const own = withExecutor(t);
  const [begun, gate] = [sharedNumbers(2), sharedNumbers()];
  const running = own.submit(enterAndWait, begun, 1, gate);
  await reaches(begun);
  class Waiting extends RequestHandler {
    override async get() {
      const waiting = own.submit(sleepSync, 0);
      void own.shutdown({ cancelPending: true });
      await waiting;
    }
  }
  const site = await serve(t, [["/", Waiting]], { logFunction: () => {} });

  const { status } = await site.fetch("/");
  openGate(gate);
  await running;

  assert.equal(status, 503);
  await expectLog(/^503 GET \/ .*: Cannot begin the task as the executor was shut down$/);
});

test("a client that leaves stops a runOnExecutor method of its handler, and that is no error in the log", async (t) => {
  t.after(() => Computing.executor.shutdown());
  const [begun, ended] = [sharedNumbers(2), sharedNumbers(2)];
  const site = await serve(t, [["/", Computing, { begun, ended }]]);

  const socket = await site.open("GET / HTTP/1.1\r\nHost: a");
  await reaches(begun);
  socket.destroy();

  assert.equal(await reasonOfEnd, "client");
  await reaches(ended);
});
