import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { Order } from "../support/order.ts";
import { startExample } from "../support/start-program.ts";

/** A server that answers when it is told to. */
interface Upstream {
  readonly url: string;
  /** The next request, still without an answer. */
  nextRequest(): Promise<ServerResponse>;
}

async function startUpstream(t: TestContext): Promise<Upstream> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  t.after(() => server.closeAllConnections());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    nextRequest: async () => (await once(server, "request"))[1] as ServerResponse,
  };
}

for (const style of ["synchronous", "asynchronous", "coroutine", "by-hand"]) {
  test(`the ${style} fetch lets other requests through until its answer comes`, async (t) => {
    const upstream = await startUpstream(t);
    const program = await startExample(t, "four-fetches", { UPSTREAM: upstream.url });
    const order = new Order();

    const asked = upstream.nextRequest();
    const fetched = order.note("fetch", program.fetch(`/${style}`));
    const answer = await asked;
    await order.note("main", program.fetch("/"));
    answer.end("from upstream");

    assert.equal((await fetched).body, "from upstream");
    assert.deepEqual(order.names, ["main", "fetch"]);
  });
}

test("the synchronous fetch refuses to freeze the loop, and says what to do", async (t) => {
  const program = await startExample(t, "four-fetches", { UPSTREAM: "http://127.0.0.1:1/" });

  const { body } = await program.fetch("/frozen");

  assert.match(
    body,
    /^InvalidStateError: Cannot fetch with HTTPClient as the event loop of this thread has work/,
  );
});
