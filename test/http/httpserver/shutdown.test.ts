import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import { test } from "node:test";
import { HTTPServer } from "typhoon/httpserver";
import { ClientClosedError, HTTPHeaders, ServerShutdownError } from "typhoon/httputil";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { holdRequests } from "../../support/hold-requests.ts";
import { RecordingDelegate } from "../../support/recording-delegate.ts";
import { ServerWithSockets } from "../../support/server-sockets.ts";
import { answer, echo, started, withServer } from "../../support/with-server.ts";

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

test("await using drains the server at the end of its block", async (t) => {
  const held = holdRequests();
  const { server, connect } = await withServer(t, held.callback);
  const client = await connect();
  await client.send(get);
  const request = await held.next();

  const used = (async () => {
    await using inUse = server;
    assert.equal(inUse.connectionCount, 1);
  })();
  answer(request, "last");
  const { body, headers } = await client.readResponse();
  client.endSending();
  await used;

  assert.equal(body, "last");
  assert.equal(headers.get("connection"), "close");
  assert.deepEqual([server.isListening, server.connectionCount], [false, 0]);
});

test("drain() cuts what is not answered in time, and aborts its signal", async (t) => {
  const held = holdRequests();
  const { server, connect } = await withServer(t, held.callback);
  const client = await connect();
  await client.send(get);
  const { connection, headers, signal } = await held.next();

  await server.drain({ timeoutMs: 10 });

  assert.ok(signal.reason instanceof ServerShutdownError);
  assert.equal(await client.readToEnd(), "");
  const written = connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, headers);
  await assert.rejects(Promise.resolve(written), { code: "ERR_SERVER_SHUTDOWN" });
});

test("drain() lets a request whose head is half received arrive, and answers it with Connection: close", async (t) => {
  const { server, connect } = await started(t, new ServerWithSockets(echo));
  const client = await connect();
  await client.send(get.slice(0, 10));
  await server.hasRead(10);

  const drained = server.drain();
  await client.send(get.slice(10));
  const { body, headers } = await client.readResponse();
  client.endSending();
  await drained;

  assert.equal(body, "GET / ");
  assert.equal(headers.get("connection"), "close");
});

test("drain() answers the pipelined request that is being handled, and none behind it", async (t) => {
  const held = holdRequests();
  const { server, connect } = await withServer(t, held.callback);
  const client = await connect();
  await client.send(get + get);
  const request = await held.next();

  const drained = server.drain();
  answer(request, "first");

  assert.equal((await client.readResponse()).headers.get("connection"), "close");
  assert.equal(await client.readToEnd(), "");
  client.endSending();
  await drained;
});

test("drain() waits for an upload and a download that stream, at the same time on one connection", async (t) => {
  const delegate = new RecordingDelegate({
    headersReceived(connection) {
      connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, new HTTPHeaders(), "down");
    },
    finish: (connection) => {
      connection.write("up");
      connection.finish();
    },
  });
  const { server, connect } = await withServer(t, delegate);
  const client = await connect();
  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n12");
  await delegate.until("12");

  const drained = server.drain();
  await client.send("34");
  const { body } = await client.readResponse();
  const rest = await client.readToEnd();
  client.endSending();
  await drained;

  assert.equal(body, "downup");
  assert.equal(rest, "");
  assert.deepEqual(delegate.calls, ["headers", "12", "34", "finish", "connection closed"]);
});

test("drain() cuts a client that has not read its answer in time", async (t) => {
  const large = Buffer.alloc(24 * 1024 * 1024);
  const { server, connect } = await started(t, new ServerWithSockets((request) => answer(request, large)));
  const client = await connect();
  client.socket.pause();
  await client.send(get);
  await server.hasRead(get.length);

  await server.drain({ timeoutMs: 10 });

  assert.equal(server.connectionCount, 0);
});

for (const timeoutMs of [-1, Number.NaN]) {
  test(`drain() with the timeoutMs ${timeoutMs} is a RangeError, and goes on serving`, async (t) => {
    const { server } = await withServer(t, echo);

    await assert.rejects(server.drain({ timeoutMs }), RangeError);

    assert.equal(server.isListening, true);
  });
}

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

test("drain() with idleMs answers one more request of a connection that is kept, and of one that is new", async (t) => {
  const { server, connect } = await started(t, new ServerWithSockets(echo));
  const kept = await connect();
  await kept.send(get);
  await kept.readResponse();
  const fresh = await connect();
  while (server.connectionCount < 2) await new Promise(setImmediate);

  const drained = server.drain({ idleMs: 60_000 });
  await kept.send(get);
  await fresh.send(get);
  const answers = [await kept.readResponse(), await fresh.readResponse()];
  await kept.readToEnd();
  await fresh.readToEnd();
  for (const client of [kept, fresh]) client.endSending();
  await drained;

  assert.deepEqual(
    answers.map(({ headers }) => headers.get("connection")),
    ["close", "close"],
  );
});

test("drain() with idleMs closes what is still idle after that time", async (t) => {
  const { server, connect } = await withServer(t, echo);
  const client = await connect();
  await client.send(get);
  await client.readResponse();

  const drained = server.drain({ idleMs: 10 });

  assert.equal(await client.readToEnd(), "");
  client.endSending();
  await drained;
  for (const idleMs of [-1, Infinity]) await assert.rejects(server.drain({ idleMs }), RangeError);
});

test("drain() tells whoever detached a connection, and waits for its socket", async (t) => {
  const held = holdRequests();
  const { server, connect } = await withServer(t, held.callback);
  const client = await connect();
  await client.send(get);
  const request = await held.next();
  const order: string[] = [];
  const socket = request.connection.detach?.({
    onShutdown: () => {
      order.push("told");
      socket?.end("goodbye");
    },
  });

  const drained = server.drain().then(() => order.push("drained"));
  const goodbye = await client.readToEnd();
  order.push("client has read");
  client.endSending();
  socket?.resume();
  await drained;

  assert.equal(goodbye, "goodbye");
  assert.deepEqual(order, ["told", "client has read", "drained"]);
});

test("drain() cuts a detached socket at its deadline, without an error that nobody listens for", async (t) => {
  const held = holdRequests();
  const { server, connect } = await withServer(t, held.callback);
  const client = await connect();
  await client.send(get);
  (await held.next()).connection.detach?.();

  await server.drain({ timeoutMs: 10 });

  assert.equal(await client.readToEnd(), "");
  assert.equal(server.connectionCount, 0);
});

test("a connection that is detached while the server drains is told at once", async (t) => {
  const held = holdRequests();
  const { server, connect } = await withServer(t, held.callback);
  const client = await connect();
  await client.send(get);
  const request = await held.next();

  const drained = server.drain();
  const socket = request.connection.detach?.({ onShutdown: () => socket?.end("too late") });
  const text = await client.readToEnd();
  client.endSending();
  socket?.resume();
  await drained;

  assert.equal(text, "too late");
});

test("what onShutdown throws is logged, and the others are told all the same", async (t) => {
  const held = holdRequests();
  const { server, connect } = await withServer(t, held.callback);
  const told: string[] = [];
  for (const name of ["first", "second"]) {
    const client = await connect();
    await client.send(get);
    const { connection } = await held.next();
    const socket = connection.detach?.({
      onShutdown() {
        told.push(name);
        socket?.destroy();
        throw new Error(name);
      },
    });
  }

  await server.drain();

  assert.deepEqual(told, ["first", "second"]);
  await expectLog(/^Uncaught exception in onShutdown$/);
  await expectLog(/^Uncaught exception in onShutdown$/);
});

test("a detached connection counts against maxConnections until its socket closes", async (t) => {
  const held = holdRequests();
  const { connect } = await withServer(t, held.callback, { maxConnections: 1 });
  const client = await connect();
  await client.send(get);
  const socket = (await held.next()).connection.detach?.();
  assert.ok(socket);

  const refused = await (await connect()).readResponse();
  const closed = once(socket, "close");
  socket.destroy();
  await closed;
  const accepted = await connect();
  await accepted.send(get);
  answer(await held.next(), "welcome");

  assert.equal(refused.code, 503);
  assert.equal((await accepted.readResponse()).body, "welcome");
  await expectLog(/maxConnections is 1/);
});
