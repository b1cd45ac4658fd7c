import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPServer, type HTTPServerOptions } from "typhoon/httpserver";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { holdRequests } from "../../support/hold-requests.ts";
import { RecordingDelegate } from "../../support/recording-delegate.ts";
import { answer, echo, withServer } from "../../support/with-server.ts";

guardLog();

const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const post = (body: string) => `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

test("a connection beyond maxConnections gets 503, whatever it sends, and is closed", async (t) => {
  const { connect } = await withServer(t, echo, { maxConnections: 1 });
  const first = await connect();
  await first.send(get);
  await first.readResponse();

  const second = await connect();
  await second.send("nothing that is HTTP");
  const { code, headers } = await second.readResponse();

  assert.equal(code, 503);
  assert.equal(headers.get("connection"), "close");
  assert.equal(headers.get("retry-after"), "1");
  assert.equal(await second.readToEnd(), "");
  await expectLog(/^Refused 1 connection as too many are open: maxConnections is 1$/);
  await first.send(get);
  assert.equal((await first.readResponse()).code, 200);
});

test("when a connection closes, another one has its place", async (t) => {
  const delegate = new RecordingDelegate();
  const { connect } = await withServer(t, delegate, { maxConnections: 1 });
  const first = await connect();
  await first.send(get);
  await first.readResponse();

  first.close();
  await delegate.until("connection closed");
  const second = await connect();
  await second.send(get);

  assert.equal((await second.readResponse()).code, 200);
});

test("of refused connections that do not close, only a hundred are kept to be told why", async (t) => {
  const { connect } = await withServer(t, echo, { maxConnections: 1 });
  const first = await connect();
  await first.send(get);
  await first.readResponse();

  const refused = await Promise.all(Array.from({ length: 101 }, connect));
  const answers = await Promise.all(refused.map((client) => client.readToEnd()));

  assert.equal(answers.filter((text) => text === "").length, 1);
  assert.equal(answers.filter((text) => text.startsWith("HTTP/1.1 503 ")).length, 100);
  await expectLog(/^Refused 1 connection /);
});

test("a body that does not fit into maxBufferedBytes gets 503, and the others go on", async (t) => {
  const { server, connect } = await withServer(t, echo, { maxBufferedBytes: 10 });
  const first = await connect();
  await first.send(post("12345678").slice(0, -1));
  const second = await connect();
  await first.send("");
  while (server.bufferedBytes < 7) await new Promise(setImmediate);

  await second.send(post("1234"));
  const refused = await second.readResponse();
  await first.send("8");

  assert.equal(refused.code, 503);
  assert.equal(refused.headers.get("retry-after"), "1");
  assert.equal(refused.headers.get("connection"), "close");
  assert.equal((await first.readResponse()).body, "POST / 12345678");
  await expectLog(
    /^Refused 1 request because clients make the server keep too much memory: maxBufferedBytes is 10$/,
  );
});

test("a body counts until its answer is finished", async (t) => {
  const held = holdRequests();
  const { server, connect } = await withServer(t, held.callback);
  const client = await connect();

  await client.send(post("1234"));
  const request = await held.next();
  const during = server.bufferedBytes;
  answer(request, "done");
  await client.readResponse();

  assert.equal(during, 4);
  assert.equal(server.bufferedBytes, 0);
});

for (const [when, sent] of [
  ["before its body is complete", post("1234").slice(0, -1)],
  ["before its answer", post("1234")],
] as const) {
  test(`a client that leaves ${when} gives its share back`, async (t) => {
    const held = holdRequests();
    const { server, connect } = await withServer(t, held.callback);
    const client = await connect();

    await client.send(sent);
    while (server.bufferedBytes === 0) await new Promise(setImmediate);
    client.close();
    while (server.connectionCount > 0) await new Promise(setImmediate);

    assert.equal(server.bufferedBytes, 0);
  });
}

test("uploads that together need more than there is end with 503 or 200, and none waits for ever", async (t) => {
  const { server, connect } = await withServer(t, echo, { maxBufferedBytes: 100 });
  const body = "x".repeat(60);
  const clients = await Promise.all(Array.from({ length: 5 }, connect));

  // All hold a part, and each needs what the others hold.
  await Promise.all(clients.map((client) => client.send(post(body).slice(0, -45))));
  while (server.bufferedBytes < 75) await new Promise(setImmediate);
  await Promise.all(clients.map((client) => client.send(body.slice(-45))));
  const codes = await Promise.all(clients.map(async (client) => (await client.readResponse()).code));

  assert.ok(codes.includes(200));
  assert.ok(codes.every((code) => code === 200 || code === 503));
  assert.equal(server.bufferedBytes, 0);
  await expectLog(/^Refused 1 request /);
});

for (const [name, value] of [
  ["maxConnections", 0],
  ["maxBufferedBytes", -1],
  ["maxHeaderCount", 0],
  ["maxWriteBufferSize", 0.5],
  ["writeTimeoutMs", Number.NaN],
] as const) {
  test(`${name}: ${value} is a RangeError that names it`, () => {
    const options: HTTPServerOptions = { [name]: value };

    assert.throws(() => new HTTPServer(echo, options), {
      name: "RangeError",
      message: new RegExp(`^Cannot make a (?:connection|server) because ${name} is ${value}: pass a `),
    });
  });
}
