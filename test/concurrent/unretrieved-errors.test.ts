import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Future } from "typhoon/concurrent";
import { expectLog, guardLog } from "../support/guard-log.ts";

guardLog();
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

// A future held by a running frame is not garbage, so each is made in a function that has returned.
function failAndForget(message: string, look: (future: Future<void>) => void): void {
  const future = new Future<void>();
  future.setException(new Error(message));
  look(future);
}

async function collectedLine(pattern: RegExp): ReturnType<typeof expectLog> {
  let isThere = false;
  const line = expectLog(pattern).finally(() => {
    isThere = true;
  });
  while (!isThere) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  return line;
}

test("the error of a future that nobody looked at is logged when the future is collected", async () => {
  failAndForget("forgotten", () => {});

  const line = await collectedLine(/^Future exception was never retrieved$/);

  assert.deepEqual([line.level, line.name], ["error", "typhoon.application"]);
});

test("a future whose error somebody looked at is collected in silence", async () => {
  failAndForget("asked", (future) => void future.exception());
  failAndForget("thrown", (future) => assert.throws(() => future.result()));
  failAndForget("awaited", (future) => void future.catch(() => {}));
  failAndForget("forgotten", () => {});

  // The log guard fails this test if any of the other three is logged besides the one that is taken out here.
  await collectedLine(/^Future exception was never retrieved$/);
});
