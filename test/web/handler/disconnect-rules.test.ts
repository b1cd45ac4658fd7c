// What a client that goes away means for the work that is done for it.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Future, TaskAbortedError } from "typhoon/concurrent";
import { RequestHandler } from "typhoon/web";
import {
  compute,
  computeForEver,
  enter,
  executor,
  patient,
  waitInside,
  whereAndWho,
} from "../../fixtures/web/working.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";
import { notesOf, openGate, reaches, sharedNumbers } from "../../support/shared-memory.ts";
import { serve } from "../serve.ts";

guardLog();
after(() => Promise.all([executor.shutdown(), patient.shutdown()]));

const get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody";
const chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n";

const waysToLeave: Readonly<Record<string, (client: RawHTTPClient) => void>> = {
  "closes its connection": (client) => client.close(),
  "resets its connection": (client) => void client.socket.resetAndDestroy(),
  "ends its side of the connection": (client) => client.endSending(),
};

/** A handler for every method that does `work`, not in its first turn, and tells how that ended. */
function handlerOf(work: (handler: RequestHandler) => PromiseLike<unknown>) {
  const outcome = new Future<unknown>();
  class Working extends RequestHandler {
    override async get() {
      await Promise.resolve();
      try {
        this.write(String(await work(this)));
        outcome.setResult("answered");
      } catch (error) {
        outcome.setResult(error instanceof TaskAbortedError ? error.reason : error);
        throw error;
      }
    }
    override post() {
      return this.get();
    }
  }
  return { Working, outcome };
}

for (const [name, request] of Object.entries({ GET: get, POST: post, "chunked POST": chunked })) {
  for (const [way, leave] of Object.entries(waysToLeave)) {
    test(`a running call for a ${name} is told when its client ${way}`, async (t) => {
      const [begun, ended] = [sharedNumbers(2), sharedNumbers(2)];
      const { Working, outcome } = handlerOf(() => compute(begun, ended));
      const { port } = await serve(t, [["/", Working]]);
      const client = await RawHTTPClient.connect(port);
      await client.send(request);
      await reaches(begun);

      leave(client);

      assert.equal(await outcome, "client");
      await reaches(ended);
    });
  }
}

test("a call that waits is dropped at once when its client leaves, and never begins", async (t) => {
  const [begun, gate, ended] = [sharedNumbers(3), sharedNumbers(), sharedNumbers(2)];
  const running = waitInside(begun, gate, ended);
  await reaches(begun);
  const { Working, outcome } = handlerOf(() => enter(begun, 2));
  const { port } = await serve(t, [["/", Working]]);
  const client = await RawHTTPClient.connect(port);
  await client.send(get);
  while (patient.stats().queued === 0) await new Promise(setImmediate);

  client.close();

  assert.equal(await outcome, "client");
  assert.equal(patient.stats().queued, 0);
  openGate(gate);
  await running;
  assert.deepEqual(notesOf(begun), [1]);
});

test("a call that does not look is ended with its worker after graceMs", async (t) => {
  const begun = sharedNumbers(2);
  const { Working, outcome } = handlerOf(() => computeForEver(begun));
  const { port } = await serve(t, [["/", Working]]);
  const client = await RawHTTPClient.connect(port);
  await client.send(get);
  await reaches(begun);
  const { workersExited } = executor.stats();

  client.close();

  assert.equal(await outcome, "client");
  while (executor.stats().workersExited === workersExited) await new Promise(setImmediate);
});

test("the client of another request is not harmed", async (t) => {
  const [begun, gate, ended] = [sharedNumbers(3), sharedNumbers(), sharedNumbers(3)];
  const staying = handlerOf(() => waitInside(begun, gate, ended));
  const leaving = handlerOf(() => waitInside(begun, gate, ended));
  const { port } = await serve(t, [
    ["/", staying.Working],
    ["/leaving", leaving.Working],
  ]);
  const [one, other] = [await RawHTTPClient.connect(port), await RawHTTPClient.connect(port)];
  await one.send(get);
  await reaches(begun);
  await other.send(get.replace("/", "/leaving"));
  while (patient.stats().queued === 0) await new Promise(setImmediate);

  other.close();
  assert.equal(await leaving.outcome, "client");
  openGate(gate);

  assert.equal((await one.readResponse()).body, "done");
  assert.deepEqual(notesOf(ended), [0]);
  one.close();
});

/** Answers whether its signal was aborted, and for which request a worker has worked. */
class Answering extends RequestHandler {
  override async get() {
    const { context } = await whereAndWho();
    this.write(`${this.request.signal.aborted} ${JSON.stringify(context)} ${this.request.id}`);
  }
  override post() {
    return this.get();
  }
}

for (const [name, request] of Object.entries({ GET: get, POST: post, "chunked POST": chunked })) {
  test(`the end of a ${name} is no departure: its call runs, and the connection lives on`, async (t) => {
    const { port } = await serve(t, [["/", Answering]]);
    const client = await RawHTTPClient.connect(port);

    for (let i = 0; i < 2; i++) {
      await client.send(request);
      assert.match((await client.readResponse()).body, /^false \{"requestId":"(.+)"\} \1$/);
    }
    client.close();
  });
}

test("a call that goes on after the answer belongs to nobody: the client may leave, or ask again", async (t) => {
  const [begun, gate, ended] = [sharedNumbers(2), sharedNumbers(), sharedNumbers(2)];
  let left: PromiseLike<string> = Promise.resolve("none");
  class Leaving extends RequestHandler {
    override async post() {
      left = waitInside(begun, gate, ended);
      this.write("accepted");
    }
    override get() {
      this.write("still here");
    }
  }
  const { port } = await serve(t, [["/", Leaving]]);
  const client = await RawHTTPClient.connect(port);
  await client.send(post);
  assert.equal((await client.readResponse()).body, "accepted");
  await reaches(begun);

  await client.send(get);
  assert.equal((await client.readResponse()).body, "still here");
  client.endSending();
  assert.equal(await client.readToEnd(), "");
  openGate(gate);

  assert.equal(await left, "done");
  assert.deepEqual(notesOf(ended), [0]);
});

test("a call with signal: null outlives its request, and so does its result", async (t) => {
  const [begun, gate, ended] = [sharedNumbers(2), sharedNumbers(), sharedNumbers(2)];
  const gone = new Future<void>();
  const { Working, outcome } = handlerOf((handler) => {
    handler.onConnectionClose = () => gone.setResult();
    return waitInside.with({ signal: null })(begun, gate, ended);
  });
  const { port } = await serve(t, [["/", Working]]);
  const client = await RawHTTPClient.connect(port);
  await client.send(post);
  await reaches(begun);

  client.close();
  await gone;
  openGate(gate);

  assert.equal(await outcome, "answered");
  assert.deepEqual(notesOf(ended), [0]);
});

test("a signal of the call's own is the only one that counts", async (t) => {
  const [begun, ended] = [sharedNumbers(2), sharedNumbers(2)];
  const controller = new AbortController();
  const { signal } = controller;
  const gone = new Future<void>();
  const { Working, outcome } = handlerOf((handler) => {
    handler.onConnectionClose = () => gone.setResult();
    return compute.with({ signal })(begun, ended);
  });
  const { port } = await serve(t, [["/", Working]]);
  const client = await RawHTTPClient.connect(port);
  await client.send(get);
  await reaches(begun);
  client.close();
  await gone;
  assert.deepEqual([outcome.done(), notesOf(ended)], [false, []]);

  controller.abort();

  assert.equal(await outcome, "signal");
  await expectLog(/^Uncaught exception GET/);
});

test("a pipelined request is not begun before the answer ahead of it, and never if its client leaves", async (t) => {
  const [begun, ended] = [sharedNumbers(2), sharedNumbers(2)];
  const { Working, outcome } = handlerOf(() => compute(begun, ended));
  let isBegun = false;
  class Behind extends RequestHandler {
    override prepare() {
      isBegun = true;
    }
  }
  const { port } = await serve(t, [
    ["/", Working],
    ["/behind", Behind],
  ]);
  const client = await RawHTTPClient.connect(port);
  await client.send(get + get.replace("/", "/behind"));
  await reaches(begun);

  client.close();

  assert.equal(await outcome, "client");
  assert.equal(isBegun, false);
});

test("a pipelined request has its own signal, not that of the one whose answer made room for it", async (t) => {
  const [begun, ended] = [sharedNumbers(2), sharedNumbers(2)];
  const { Working, outcome } = handlerOf(() => compute(begun, ended));
  const { port } = await serve(t, [
    ["/ahead", Answering],
    ["/", Working],
  ]);
  const client = await RawHTTPClient.connect(port);
  await client.send(get.replace("/", "/ahead") + get);
  assert.equal((await client.readResponse()).code, 200);
  await reaches(begun);

  client.close();

  assert.equal(await outcome, "client");
  await reaches(ended);
});
