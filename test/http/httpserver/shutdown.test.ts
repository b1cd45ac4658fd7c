import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import { test } from "node:test";
import { HTTPServer } from "typhoon/httpserver";
import { ClientClosedError } from "typhoon/httputil";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { holdRequests } from "../../support/hold-requests.ts";
import { answer, echo, withServer } from "../../support/with-server.ts";

guardLog();

const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

test("stop() refuses new connections, closes idle ones, and lets a request finish with Connection: close", async (t) => {
  const held = holdRequests();
  const { server, port, connect } = await withServer(t, held.callback);
  const idle = await connect();
  const busy = await connect();
  await busy.send(get);
  const request = await held.next();

  server.stop();
  const refused = once(connectSocket(port, "127.0.0.1"), "connect");

  await assert.rejects(refused, { code: "ECONNREFUSED" });
  assert.equal(await idle.readToEnd(), "");
  answer(request, "last");
  const response = await busy.readResponse();
  assert.equal(response.body, "last");
  assert.equal(response.headers.get("connection"), "close");
  assert.equal(await busy.readToEnd(), "");
});

test("drain() resolves when the last request is answered", async (t) => {
  const held = holdRequests();
  const { server, connect } = await withServer(t, held.callback);
  const client = await connect();
  await client.send(get);
  const request = await held.next();
  const order: string[] = [];

  const drained = server.drain().then(() => order.push("drained"));
  order.push("answering");
  answer(request, "last");
  assert.equal((await client.readResponse()).body, "last");
  client.close();
  await drained;

  assert.deepEqual(order, ["answering", "drained"]);
  assert.equal(server.connectionCount, 0);
});

test("drain() cuts what is not answered in time, and aborts its signal", async (t) => {
  const held = holdRequests();
  const { server, connect } = await withServer(t, held.callback);
  const client = await connect();
  await client.send(get);
  const { signal } = await held.next();

  await server.drain({ timeoutMs: 10 });

  assert.ok(signal.reason instanceof ClientClosedError);
  assert.equal(await client.readToEnd(), "");
});

test("closeAllConnections() cuts every connection and goes on listening", async (t) => {
  const { server, connect } = await withServer(t, echo);
  const cut = await connect();
  await cut.send(get);
  await cut.readResponse();

  await server.closeAllConnections();
  const later = await connect();
  await later.send(get);

  assert.equal(await cut.readToEnd(), "");
  assert.equal((await later.readResponse()).code, 200);
});

test("`await using` ends a server", async () => {
  let server: HTTPServer;
  {
    await using scoped = new HTTPServer(echo);
    server = scoped;
    await server.listen(0, "127.0.0.1");
    assert.equal(server.isListening, true);
  }
  assert.equal(server.isListening, false);
});

test("a client that leaves aborts the request's signal, and writes are rejected", async (t) => {
  const held = holdRequests();
  const { connect } = await withServer(t, held.callback);
  const client = await connect();
  await client.send(get);
  const request = await held.next();

  const aborted = once(request.signal, "abort");
  client.close();
  await aborted;

  assert.ok(request.signal.reason instanceof ClientClosedError);
  const headers = request.headers.copy();
  const written = request.connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, headers);
  await assert.rejects(Promise.resolve(written), { code: "ERR_CLIENT_CLOSED" });
  request.connection.finish();
});

test("a callback's rejected promise is logged and answered with 500", async (t) => {
  const { connect } = await withServer(t, async () => {
    throw new Error("broken");
  });
  const client = await connect();

  await client.send(get);

  assert.equal((await client.readResponse()).code, 500);
  await expectLog(/Uncaught exception in a request callback/);
});

test("a callback that fails in the middle of its answer breaks it off", async (t) => {
  const { connect } = await withServer(t, async (request) => {
    request.connection.writeHeaders(
      { version: "HTTP/1.1", code: 200, reason: "OK" },
      request.headers.copy(),
      "half",
    );
    throw new Error("broken");
  });
  const client = await connect();

  await client.send(get);

  assert.match(await client.readToEnd(), /\r\n\r\n4\r\nhalf\r\n$/);
  await expectLog(/Uncaught exception in a request callback/);
});
