import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Future } from "typhoon/concurrent";
import { RequestHandler } from "typhoon/web";
import { computeUntilThrown } from "../../fixtures/concurrent/gated.ts";
import { place } from "../../fixtures/concurrent/unblocked.ts";
import { guardLog } from "../../support/guard-log.ts";
import { reaches, sharedNumbers } from "../../support/shared-memory.ts";
import { withExecutor } from "../../support/with-executor.ts";
import { serve } from "../serve.ts";

guardLog();

test("a client that leaves stops the task that computes for it, and that is no error in the log", async (t) => {
  const executor = withExecutor(t);
  const begun = sharedNumbers(2);
  const ended = sharedNumbers(2);
  const over = new Future<void>();
  class Working extends RequestHandler {
    override async get() {
      try {
        await executor.run(computeUntilThrown, [begun, ended], { signal: this.request.signal });
      } finally {
        // On the next turn the failure has been dealt with.
        setImmediate(() => over.setResult());
      }
    }
  }
  const site = await serve(t, [["/", Working]]);

  const socket = await site.open("GET / HTTP/1.1\r\nHost: a");
  await reaches(begun);
  socket.destroy();

  await over;
  await reaches(ended);
});

test("calls of unblocked functions make no AbortSignal: each would survive the small garbage collections", async (t) => {
  const made = countControllers(t);
  class Asking extends RequestHandler {
    override async get() {
      this.write(await place());
    }
  }
  class Told extends RequestHandler {
    override get() {
      this.write(String(this.request.signal.aborted));
    }
  }
  const site = await serve(t, [
    ["/asking", Asking],
    ["/told", Told],
  ]);

  assert.equal((await site.fetch("/asking")).body, "there");
  assert.equal(made(), 0);
  assert.equal((await site.fetch("/told")).body, "false");
  assert.equal(made(), 1, "whoever asks for the signal gets one");
});

function countControllers(t: TestContext): () => number {
  let made = 0;
  const { AbortController: original } = globalThis;
  globalThis.AbortController = class extends original {
    constructor() {
      super();
      made++;
    }
  };
  t.after(() => {
    globalThis.AbortController = original;
  });
  return () => made;
}
