import assert from "node:assert/strict";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import type { HTTPServerOptions, RequestCallback } from "typhoon/httpserver";
import type { HTTPServerConnectionDelegate } from "typhoon/httputil";
import { guardLog } from "../../support/guard-log.ts";
import { holdRequests } from "../../support/hold-requests.ts";
import { RecordingDelegate } from "../../support/recording-delegate.ts";
import { ServerWithSockets } from "../../support/server-sockets.ts";
import { answer, echo, started } from "../../support/with-server.ts";

guardLog();

const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
/** More than the system's buffers hold of one connection. */
const large = Buffer.alloc(24 * 1024 * 1024, "x");

/** A server with the default times, and a clock behind all of them, which moves only when told. */
async function withManualTime(
  t: TestContext,
  callback: RequestCallback | HTTPServerConnectionDelegate,
  options: HTTPServerOptions = {},
) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let nowMs = 0;
  t.mock.method(performance, "now", () => nowMs);
  const running = await started(t, new ServerWithSockets(callback, options));
  return {
    ...running,
    pass(ms: number) {
      for (const endMs = nowMs + ms; nowMs < endMs; t.mock.timers.tick(500)) nowMs += 500;
    },
  };
}

/** Sends one character a second until the server closes, and returns for how many seconds that went on. */
async function secondsOf(t: TestContext, head: string, trickle: string, options: HTTPServerOptions) {
  const { server, connect, pass } = await withManualTime(t, echo, options);
  const client = await connect();
  await client.send(head);
  let seconds = 0;
  for (; !client.hasEnded && seconds < 1000; seconds++) {
    await client.send(trickle[seconds % trickle.length] ?? "");
    await server.hasRead(head.length + seconds + 1);
    pass(1000);
    if (server.sockets[0]?.writableEnded) break;
  }
  return { seconds, answer: await client.readToEnd() };
}

test("a head of which a byte comes each second gets 408 after headerTimeoutMs all the same", async (t) => {
  const { seconds, answer } = await secondsOf(t, "GET / HTTP/1.1\r\nA: ", "a", { headerTimeoutMs: 20_000 });

  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.ok(seconds >= 20 && seconds <= 22, `${seconds} s`);
});

test("empty lines before a request gain no time", async (t) => {
  const { seconds, answer } = await secondsOf(t, "\r\n", "\r\n", { headerTimeoutMs: 20_000 });

  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.ok(seconds >= 20 && seconds <= 22, `${seconds} s`);
});

test("a body of which a byte comes each second gets 408 after bodyTimeoutMs all the same", async (t) => {
  const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";
  const { seconds, answer } = await secondsOf(t, head, "a", { bodyTimeoutMs: 30_000, minBodyRate: 0 });

  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.ok(seconds >= 30 && seconds <= 32, `${seconds} s`);
});

test("chunks of one byte, and their extensions, gain no time either", async (t) => {
  const head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const { seconds, answer } = await secondsOf(t, head, "1;a\r\nb\r\n", {
    bodyTimeoutMs: 30_000,
    minBodyRate: 0,
  });

  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.ok(seconds >= 30 && seconds <= 32, `${seconds} s`);
});

for (const [name, fields, trickle] of [
  ["body of known length", "Content-Length: 100000", "a"],
  ["chunked body", "Transfer-Encoding: chunked", "1\r\na\r\n"],
] as const) {
  test(`a ${name} that comes more slowly than minBodyRate gets 408 after its first 20 seconds`, async (t) => {
    const head = `POST / HTTP/1.1\r\nHost: x\r\n${fields}\r\n\r\n`;
    const { seconds, answer } = await secondsOf(t, head, trickle, {});

    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.ok(seconds >= 20 && seconds <= 22, `${seconds} s`);
  });
}

test("a body that is fast enough on average may pause, until the average is too low", async (t) => {
  const { server, connect, pass } = await withManualTime(t, echo, { minBodyRate: 1000, bodyTimeoutMs: 0 });
  const client = await connect();
  const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 30000\r\n\r\n";
  await client.send(head + "a".repeat(15_000));
  await server.hasRead(head.length + 15_000);

  // 15 of them for the 15,000 bytes, 20 of grace.
  for (let second = 0; second < 35; second++) pass(1000);
  const inTime = server.sockets[0]?.writableEnded;
  pass(1000);

  assert.equal(inTime, false);
  assert.equal((await client.readResponse()).code, 408);
});

test("while the application is not ready for more of a body, minBodyRate does not count", async (t) => {
  let goOn = () => {};
  const delegate = new RecordingDelegate({
    dataReceived: () =>
      new Promise((resolve) => {
        goOn = resolve;
      }),
  });
  const { connect, pass } = await withManualTime(t, delegate);
  const client = await connect();
  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na");
  await delegate.until("a");

  for (let second = 0; second < 100; second++) pass(1000);
  goOn();
  await client.send("b");
  await delegate.until("b");
  goOn();

  assert.equal((await client.readResponse()).code, 200);
});

test("setMinBodyRate(0) lets one request take its time", async (t) => {
  const delegate = new RecordingDelegate({ headersReceived: (connection) => connection.setMinBodyRate?.(0) });
  const { connect, pass } = await withManualTime(t, delegate);
  const client = await connect();
  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na");
  await delegate.until("a");

  for (let second = 0; second < 100; second++) pass(1000);
  await client.send("b");

  assert.equal((await client.readResponse()).code, 200);
});

test("a client that does not read is cut after writeTimeoutMs, and the request's signal is aborted", async (t) => {
  const held = holdRequests();
  const { server, connect, pass } = await withManualTime(t, held.callback);
  const client = await connect();
  client.socket.pause();
  await client.send(get);
  const request = await held.next();
  request.connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, request.headers, large);
  await new Promise(setImmediate);

  pass(59_000);
  const beforeItsTime = server.connectionCount;
  const aborted = once(request.signal, "abort");
  pass(3_000);
  await aborted;

  assert.equal(beforeItsTime, 1);
});

test("a client that does not read is cut after writeTimeoutMs when its answer is finished, too", async (t) => {
  const { server, connect, pass } = await withManualTime(t, (request) => answer(request, large));
  const client = await connect();
  client.socket.pause();
  await client.send(get);
  await server.hasRead(get.length);
  const [socket] = server.sockets;
  assert.ok(socket);
  const closed = once(socket, "close");

  pass(62_000);
  await closed;

  assert.equal(server.connectionCount, 0);
});

test("a client that reads piece by piece gets its answer, whatever time the whole takes", async (t) => {
  const { server, connect, pass } = await withManualTime(t, (request) => answer(request, large));
  const client = await connect();
  await client.send(get);
  await server.hasRead(get.length);
  const [socket] = server.sockets;
  assert.ok(socket);
  // As slow as may be: almost all of its time passes before each piece is sent.
  socket.on("drain", () => pass(50_000));

  const { body } = await client.readResponse();

  assert.equal(body.length, large.length);
});

test("the last answer of a connection arrives whole, however long its client waits before it reads", async (t) => {
  const { server, connect, pass } = await withManualTime(t, (request) =>
    answer(request, large, { Connection: "close" }),
  );
  const client = await connect();
  client.socket.pause();
  await client.send(get);
  await server.hasRead(get.length);

  pass(50_000);
  client.socket.resume();

  assert.equal((await client.readResponse()).body.length, large.length);
  assert.equal(await client.readToEnd(), "");
});

test("an application that writes without waiting gets an error at maxWriteBufferSize, and the client is cut", async (t) => {
  const held = holdRequests();
  const { connect } = await started(t, new ServerWithSockets(held.callback, { maxWriteBufferSize: 100_000 }));
  const client = await connect();
  client.socket.pause();
  await client.send(get);
  const { connection, headers, signal } = await held.next();
  connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, headers);
  const aborted = once(signal, "abort");

  let written = 0;
  const writeForEver = () => {
    for (; written < 100_000; written++) void connection.write(large.subarray(0, 50_000));
  };

  assert.throws(writeForEver, { code: "ERR_HTTP_OUTPUT", message: /maxWriteBufferSize is 100000/ });
  await aborted;
  // What the system's own buffers take, some megabytes, does not count as waiting: of the 5 GB it is next to nothing.
  assert.ok(written < 1_000, `${written} pieces`);
  assert.match(String(signal.reason), /maxWriteBufferSize/);
});

test("one write may be larger than maxWriteBufferSize", async (t) => {
  const server = new ServerWithSockets((request) => answer(request, large), { maxWriteBufferSize: 0 });
  const client = await (await started(t, server)).connect();

  await client.send(get);

  assert.equal((await client.readResponse()).body.length, large.length);
});

test("a producer that waits for room can write without end", async (t) => {
  const piece = large.subarray(0, 100_000);
  const server = new ServerWithSockets(
    async ({ connection, headers }) => {
      connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, headers);
      for (let i = 0; i < 100; i++) await connection.write(piece);
      connection.finish();
    },
    { maxWriteBufferSize: 200_000 },
  );
  const client = await (await started(t, server)).connect();

  await client.send(get);

  assert.equal((await client.readResponse()).body.length, 100 * piece.length);
});
