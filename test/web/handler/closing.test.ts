import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientClosedError } from "typhoon/httputil";
import { asynchronous, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

/** A promise and the function that resolves it. */
function gate<T = void>() {
  let open: (value: T) => void = () => {};
  const opened = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const head = "GET / HTTP/1.1\r\nHost: x";

test("a client that leaves aborts the signal, then calls onConnectionClose() and onFinish(), once", async (t) => {
  const calls: string[] = [];
  const started = gate();
  const finished = gate();
  class Slow extends RequestHandler {
    override get() {
      started.open();
      return new Promise<void>(() => {});
    }
    override onConnectionClose() {
      calls.push(`onConnectionClose, aborted: ${this.request.signal.aborted}`);
    }
    override onFinish() {
      calls.push("onFinish");
      finished.open();
    }
  }
  const site = await serve(t, [["/", Slow]]);

  const socket = await site.open(head);
  await started.opened;
  socket.destroy();
  await finished.opened;

  assert.deepEqual(calls, ["onConnectionClose, aborted: true", "onFinish"]);
});

test("a handler that goes on after the client left finishes quietly, and onFinish() is not called again", async (t) => {
  const calls: string[] = [];
  const started = gate();
  const left = gate();
  const done = gate();
  class Slow extends RequestHandler {
    override async get() {
      started.open();
      await left.opened;
      this.write("nobody reads this");
      await assert.rejects(this.flush(), ClientClosedError);
      await this.finish();
      calls.push("finished");
      done.open();
    }
    override onFinish() {
      calls.push("onFinish");
      left.open();
    }
  }
  const site = await serve(t, [["/", Slow]]);

  const socket = await site.open(head);
  await started.opened;
  socket.destroy();
  await done.opened;

  assert.deepEqual(calls, ["onFinish", "finished"]);
});

test("a handler that stops by its signal is not logged as failed", async (t) => {
  const started = gate();
  const stopped = gate<unknown>();
  class Slow extends RequestHandler {
    override async get() {
      const { signal } = this.request;
      const aborted = new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
      started.open();
      await aborted;
    }
    override logException(error: unknown) {
      stopped.open(error);
    }
    override onFinish() {
      queueMicrotask(() => queueMicrotask(() => stopped.open("quiet")));
    }
  }
  const site = await serve(t, [["/", Slow]]);

  const socket = await site.open(head);
  await started.opened;
  socket.destroy();

  assert.equal(await stopped.opened, "quiet");
});

test("an error after the client left is logged, and nobody is answered", async (t) => {
  const started = gate();
  const left = gate();
  class Slow extends RequestHandler {
    override async get() {
      started.open();
      await left.opened;
      throw new Error("late");
    }
    override onConnectionClose() {
      left.open();
    }
  }
  const site = await serve(t, [["/", Slow]]);
  const logged = expectLog(/Uncaught exception GET/);

  const socket = await site.open(head);
  await started.opened;
  socket.destroy();

  await logged;
});

for (const kind of ["throws", "rejects"]) {
  test(`an onConnectionClose() that ${kind} is logged, and onFinish() is still called`, async (t) => {
    const started = gate();
    const finished = gate();
    class Broken extends RequestHandler {
      override get() {
        started.open();
        return new Promise<void>(() => {});
      }
      override onConnectionClose(): void | Promise<void> {
        if (kind === "rejects") return Promise.reject(new Error("broken"));
        throw new Error("broken");
      }
      override onFinish() {
        finished.open();
      }
    }
    const site = await serve(t, [["/", Broken]]);
    const logged = expectLog(/Uncaught exception in onConnectionClose/);

    const socket = await site.open(head);
    await started.opened;
    socket.destroy();
    await finished.opened;

    await logged;
  });
}

test("finish() from onConnectionClose() is allowed", async (t) => {
  const started = gate();
  const finished = gate();
  class Slow extends RequestHandler {
    override get = asynchronous(() => started.open());
    override onConnectionClose() {
      this.finish();
    }
    override onFinish() {
      finished.open();
    }
  }
  const site = await serve(t, [["/", Slow]]);

  const socket = await site.open(head);
  await started.opened;
  socket.destroy();

  await finished.opened;
});

test("onConnectionClose() is not called when the client leaves after its answer", async (t) => {
  const calls: string[] = [];
  class Quick extends RequestHandler {
    override get() {
      this.write("quick");
    }
    override onConnectionClose() {
      calls.push("closed");
    }
    override onFinish() {
      calls.push("finished");
    }
  }
  const site = await serve(t, [["/", Quick]]);

  await site.fetch("/");
  await site.fetch("/");

  assert.deepEqual(calls, ["finished", "finished"]);
});

test("detach() hands over the socket, and HTTP is over", async (t) => {
  const calls: string[] = [];
  class Raw extends RequestHandler {
    override get() {
      const socket = this.detach();
      socket.end("raw bytes");
      assert.throws(() => this.write("x"), /after finish/);
    }
    override onFinish() {
      calls.push("onFinish");
    }
  }
  const site = await serve(t, [["/", Raw]]);

  const socket = await site.open(head);
  let text = "";
  for await (const piece of socket) text += String(piece);

  assert.deepEqual([text, calls], ["raw bytes", ["onFinish"]]);
});
