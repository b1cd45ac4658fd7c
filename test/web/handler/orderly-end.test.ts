// The end of a server and of its executor while requests are under way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sleepSync } from "typhoon/concurrent";
import { Application, RequestHandler } from "typhoon/web";
import { enterAndWait } from "../../fixtures/concurrent/gated.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";
import { notesOf, openGate, reaches, sharedNumbers } from "../../support/shared-memory.ts";
import { withExecutor } from "../../support/with-executor.ts";
import { serve } from "../serve.ts";

guardLog();

const get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

test("drain(), then shutdown(): requests whose calls run or wait are answered, and all workers end", async (t) => {
  const executor = withExecutor(t);
  const [begun, gate] = [sharedNumbers(3), sharedNumbers()];
  class Working extends RequestHandler {
    override async get() {
      this.write(String(await executor.submit(enterAndWait, begun, 1, gate)));
    }
  }
  const server = await new Application([["/", Working]]).listen(0, "127.0.0.1");
  const port = server.port ?? 0;
  const clients = [await RawHTTPClient.connect(port), await RawHTTPClient.connect(port)];
  for (const client of clients) await client.send(get);
  await reaches(begun);
  while (executor.stats().queued === 0) await new Promise(setImmediate);

  const drained = server.drain();
  openGate(gate);
  const answers = await Promise.all(clients.map((client) => client.readToEnd()));
  await drained;
  await executor.shutdown();

  for (const answer of answers) assert.match(answer, /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n1$/);
  assert.deepEqual([notesOf(begun), executor.stats().workers], [[1, 1], 0]);
});

test("a request whose call comes after the shutdown of its executor is a 503", async (t) => {
  const executor = withExecutor(t);
  await executor.shutdown();
  class Late extends RequestHandler {
    override async get() {
      await executor.submit(sleepSync, 0);
    }
  }
  const { fetch } = await serve(t, [["/", Late]], { logFunction: () => {} });

  assert.equal((await fetch("/")).status, 503);
  await expectLog(/^503 GET \/ .*: Cannot submit a task as the executor was shut down/);
});
