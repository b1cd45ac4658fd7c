import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { after, before, test } from "node:test";
import { blocking, DummyExecutor, ThreadPoolExecutor } from "typhoon/concurrent";
import { AsyncHTTPClient } from "typhoon/httpclient";
import { HTTPServer } from "typhoon/httpserver";
import { Condition, Event, Lock, Semaphore } from "typhoon/locks";
import { Subprocess } from "typhoon/process";
import { Queue } from "typhoon/queues";
import { TCPClient } from "typhoon/tcpclient";
import { Application } from "typhoon/web";
import { guardLog } from "../support/guard-log.ts";
import { sources } from "./sources.ts";

guardLog();

/** More than as many as Node takes for a leak. */
const many = 15;
const identity = blocking((value: number) => value);

const pool = new ThreadPoolExecutor({ maxWorkers: 1 });
const server = new HTTPServer(() => {});
const client = new AsyncHTTPClient({ forceInstance: true });
before(async () => await server.listen(0, "127.0.0.1"));
after(async () => {
  client.close();
  server.stop();
  await pool.shutdown();
});

/** Everything that takes a signal; what is started ends by itself, or when the signal is aborted. */
const uses: Record<string, (signal: AbortSignal) => PromiseLike<unknown>> = {
  "DummyExecutor.run": (signal) => new DummyExecutor().run(identity, [1], { signal }),
  "ThreadPoolExecutor.run": (signal) => pool.run(identity, [1], { signal }),
  "ThreadPoolExecutor.map": (signal) => pool.map(identity, [1, 2], { signal }),
  "Condition.wait": (signal) => new Condition().wait({ signal }),
  "Event.wait": (signal) => new Event().wait({ signal }),
  "Lock.acquire": (signal) => taken(new Lock(), signal),
  "Semaphore.acquire": (signal) => new Semaphore(0).acquire({ signal }),
  "Queue.get": (signal) => new Queue().get({ signal }),
  "Queue.join": (signal) => joined(signal),
  "AsyncHTTPClient.fetch": (signal) => client.fetch(`http://127.0.0.1:${server.port}/`, { signal }),
  "Application.inject": (signal) => new Application([], { logFunction() {} }).inject({ path: "/", signal }),
  "TCPClient.connect": async (signal) => {
    const stream = await new TCPClient().connect("127.0.0.1", server.port ?? 0, { signal });
    await stream.readUntilClose({ signal });
  },
  Subprocess: (signal) =>
    new Subprocess([process.execPath, "-e", "setInterval(() => {}, 1e6)"], { signal }).waitForExit({
      raiseError: false,
    }),
};

for (const [name, use] of Object.entries(uses)) {
  test(`${many} calls of ${name} with one signal are no leak to warn of, and leave no listener`, async (t) => {
    const warnings: string[] = [];
    const warn = (warning: Error) => warnings.push(warning.message);
    process.on("warning", warn);
    t.after(() => process.off("warning", warn));
    const controller = new AbortController();
    const { signal } = controller;

    const outcomes = Array.from({ length: name === "Subprocess" ? 11 : many }, () => use(signal));
    await new Promise(setImmediate);
    assert.ok(getEventListeners(signal, "abort").length <= 1);
    controller.abort(new Error("Enough"));
    await Promise.allSettled(outcomes);
    await new Promise(setImmediate);

    assert.deepEqual(warnings, []);
    assert.deepEqual(getEventListeners(signal, "abort"), []);
  });
}

test("nothing listens to a signal but through onAbort(), which is one listener for all", () => {
  const others = sources.filter(
    ({ path, text }) => /EventListener\("abort"/.test(text) && path !== "concurrent/on-abort.ts",
  );

  assert.deepEqual(
    others.map(({ path }) => path),
    [],
  );
});

function taken(lock: Lock, signal: AbortSignal): PromiseLike<unknown> {
  lock.acquire();
  return lock.acquire({ signal });
}

function joined(signal: AbortSignal): PromiseLike<unknown> {
  const queue = new Queue<number>();
  queue.putNowait(1);
  return queue.join({ signal });
}
