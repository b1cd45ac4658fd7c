import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { test } from "node:test";
import { Future } from "typhoon/concurrent";
import { fetchContainer, nodeContainer } from "typhoon/faces";
import { Application, FallbackHandler, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { withServer } from "../../support/with-server.ts";
import { contained } from "./contained-applications.ts";

guardLog();

class NewHandler extends RequestHandler {
  override get() {
    this.write("moved");
  }
}

for (const [name, make] of Object.entries(contained)) {
  test(`an application of ${name} answers behind a rule, on a connection that goes on`, async (t) => {
    const app = new Application(
      [
        ["/new", NewHandler],
        ["/.*", await make()],
      ],
      { logFunction() {} },
    );
    const { connect } = await withServer(t, app);
    const client = await connect();

    await client.send("GET /hello?name=a%20b HTTP/1.1\r\nHost: example.com\r\n\r\n");
    const hello = await client.readResponse();
    await client.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
    );
    const echo = await client.readResponse();
    await client.send("GET /new HTTP/1.1\r\nHost: a\r\n\r\n");
    const moved = await client.readResponse();

    assert.deepEqual([hello.code, hello.body], [201, "Hello a b from 127.0.0.1 at example.com"]);
    assert.equal(hello.headers.get("set-cookie"), "a=1, b=2");
    assert.deepEqual([echo.code, echo.body], [200, "abcde"]);
    assert.equal(moved.body, "moved");
  });

  test(`an application of ${name} answers HEAD, and what it does not know`, async (t) => {
    const { connect } = await withServer(t, new Application([["/.*", await make()]], { logFunction() {} }));
    const client = await connect();

    await client.send("HEAD /hello?name=x HTTP/1.1\r\nHost: a\r\n\r\n");
    const head = await client.readResponse({ toHead: true });
    await client.send("GET /nobody HTTP/1.1\r\nHost: a\r\n\r\n");

    assert.deepEqual([head.code, head.body], [201, ""]);
    assert.equal((await client.readResponse()).code, 404);
  });
}

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

async function serveListener(t: Parameters<typeof withServer>[0], listener: Listener) {
  return withServer(t, new Application([["/.*", nodeContainer(listener)]], { logFunction() {} }));
}

test("nodeContainer() tells the listener that its client has left", async (t) => {
  const left = new Future<boolean>();
  const { connect } = await serveListener(t, (_request, response) => {
    response.write("begun");
    response.on("close", () => left.setResult(response.writableFinished));
  });
  const client = await connect();
  await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await client.readUntil("begun");

  client.close();

  assert.equal(await left, false);
});

test("nodeContainer() lets a listener write no faster than its client reads", async (t) => {
  const total = 200;
  const piece = Buffer.alloc(65_536, "x");
  const waited = new Future<number>();
  const { connect } = await serveListener(t, async (_request, response) => {
    let count = 0;
    while (count < total) {
      count += 1;
      if (response.write(piece)) continue;
      // The system takes some; sooner or later nothing moves until the client reads.
      const drained = await Promise.race([once(response, "drain").then(() => true), quiet()]);
      if (drained) continue;
      if (!waited.done()) waited.setResult(count);
      await once(response, "drain");
    }
    response.end();
  });
  const client = await connect();
  client.socket.pause();
  await client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

  assert.ok((await waited) < total);
  client.socket.resume();
  assert.ok((await client.readToEnd()).length > total * piece.length);
});

/** A thousand turns of the loop in which nothing was heard. */
async function quiet(): Promise<boolean> {
  for (let turn = 0; turn < 1_000; turn++) await new Promise(setImmediate);
  return false;
}

test("nodeContainer() answers 500 where the listener throws, and breaks off what has begun", async (t) => {
  const { connect } = await serveListener(t, async (request, response) => {
    if (request.url === "/begun") response.write("begun");
    await null;
    throw new Error("listener's own");
  });
  const client = await connect();

  await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  assert.equal((await client.readResponse()).code, 500);
  await expectLog(/^Uncaught exception in a contained listener: GET \/$/);
  await client.send("GET /begun HTTP/1.1\r\nHost: a\r\n\r\n");
  assert.doesNotMatch(await client.readToEnd(), /0\r\n\r\n$/);
  await expectLog(/^Uncaught exception in a contained listener: GET \/begun$/);
});

test("nodeContainer() closes the client's connection if the listener says so or destroys its own", async (t) => {
  const { connect } = await serveListener(t, (request, response) => {
    if (request.url === "/close") response.setHeader("Connection", "close").end("last");
    else request.destroy();
  });

  for (const [path, expected] of [
    ["/close", /Connection: close\r\n[\s\S]*last$/],
    ["/destroy", /^$/],
  ] as const) {
    const client = await connect();
    await client.send(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    assert.match(await client.readToEnd(), expected);
  }
});

test("fetchContainer() aborts the request's signal when the client leaves, and cancels the answer's body", async (t) => {
  const cancelled = new Future<string>();
  const aborted = new Future<void>();
  const handler = (request: Request) => {
    request.signal.addEventListener("abort", () => aborted.setResult(undefined));
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from("begun")),
      cancel: () => cancelled.setResult("cancelled"),
    });
    return new Response(body);
  };
  const { connect } = await withServer(t, new Application([["/.*", fetchContainer(handler)]]));
  const client = await connect();
  await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await client.readUntil("begun");

  client.close();

  await aborted;
  assert.equal(await cancelled, "cancelled");
});

test("fetchContainer() answers 500 where the handler throws", async (t) => {
  const handler = () => Promise.reject(new Error("handler's own"));
  const { connect } = await withServer(t, new Application([["/.*", fetchContainer(handler)]]));
  const client = await connect();

  await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

  assert.equal((await client.readResponse()).code, 500);
  await expectLog(/^Uncaught exception in a fetch handler: GET \/$/);
});

test("FallbackHandler has somebody else answer, and logs the status that was given", async (t) => {
  const seen: string[] = [];
  class Fallback extends FallbackHandler {
    override onFinish() {
      seen.push("onFinish");
    }
  }
  const fallback = nodeContainer((_request, response) => response.writeHead(202).end("old"));
  const logFunction = (handler: { getStatus(): number }) => void seen.push(`logged ${handler.getStatus()}`);
  const app = new Application([["/.*", Fallback, { fallback }]], { logFunction });
  const { connect } = await withServer(t, app);
  const client = await connect();

  await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");

  assert.equal((await client.readResponse()).body, "old");
  assert.deepEqual(seen, ["logged 202", "onFinish"]);
});
