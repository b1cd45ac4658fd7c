import assert from "node:assert/strict";
import { createServer } from "node:http";
import { type AddressInfo, createConnection } from "node:net";
import { test } from "node:test";
import { Future } from "typhoon/concurrent";
import { nodeListener } from "typhoon/faces";
import { HTTPHeaders, HTTPOutputError, type HTTPServerRequest } from "typhoon/httputil";
import { Application, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { holdRequests } from "../../support/hold-requests.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";
import { RecordingDelegate } from "../../support/recording-delegate.ts";
import { answer, echo, withServer } from "../../support/with-server.ts";

guardLog();

const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const refusal =
  /^Refused \d+ requests? because clients make the server keep too much memory: maxBufferedBytes is /;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

test("beginnings of heads count for maxBufferedBytes: the newest is refused with 503, the others go on", async (t) => {
  const { server, connect } = await withServer(t, echo, { maxBufferedBytes: 15_000 });
  const half = `GET / HTTP/1.1\r\nHost: x\r\nA: ${"a".repeat(10_000)}`;
  const first = await connect();
  await first.send(half);
  await until(() => server.bufferedBytes >= half.length);

  const second = await connect();
  await second.send(half);
  const refused = await second.readResponse();
  await first.send("\r\n\r\n");

  assert.equal(refused.code, 503);
  assert.equal(await second.readToEnd(), "");
  assert.equal((await first.readResponse()).code, 200);
  assert.equal(server.bufferedBytes, 0);
  await expectLog(refusal);
});

test("a head that grows byte by byte counts with the capacity that is kept for it", async (t) => {
  const { server, connect } = await withServer(t, echo);
  const client = await connect();

  await client.send("G");
  await until(() => server.bufferedBytes === 1);
  await client.send("ET / HTTP/1.1\r\nHost: x\r\n");
  await until(() => server.bufferedBytes >= 1_024);
  await client.send("\r\n");
  await client.readResponse();

  assert.equal(server.bufferedBytes, 0);
});

test("a client that leaves in the middle of a head gives its share back", async (t) => {
  const { server, connect } = await withServer(t, echo);
  const client = await connect();
  await client.send("GET /");
  await until(() => server.bufferedBytes === 5);

  client.close();

  await until(() => server.connectionCount === 0);
  assert.equal(server.bufferedBytes, 0);
});

test("what is sent behind a request counts: without room it is dropped, and the answer is the last", async (t) => {
  const held = holdRequests();
  const { server, connect } = await withServer(t, held.callback, { maxBufferedBytes: 100 });
  const client = await connect();
  await client.send(get);
  const request = await held.next();
  await client.send(get);
  await until(() => server.bufferedBytes > 0);

  await client.send(get.repeat(10));
  await until(() => server.bufferedBytes === 0);
  answer(request, "done");
  const { headers, body } = await client.readResponse();

  assert.deepEqual([headers.get("connection"), body], ["close", "done"]);
  assert.equal(await client.readToEnd(), "");
  await expectLog(refusal);
});

test("a body that nobody takes counts while it waits: without room it is refused with 503", async (t) => {
  const ready = new Future<void>();
  const delegate = new RecordingDelegate({ dataReceived: async () => await ready });
  const { connect } = await withServer(t, delegate, { maxBufferedBytes: 1_000, chunkSize: 10 });
  const client = await connect();

  await client.send(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n${"a".repeat(5_000)}`);

  assert.equal((await client.readResponse()).code, 503);
  await expectLog(refusal);
  ready.setResult(undefined);
});

test("answers that are not read count: when the budget is used up, the next one is cut", async (t) => {
  const thrown: unknown[] = [];
  const body = Buffer.alloc(8_000_000, "x");
  const respond = ({ connection }: HTTPServerRequest) => {
    try {
      connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, new HTTPHeaders(), body);
      connection.finish();
    } catch (error) {
      thrown.push(error);
    }
  };
  const { server, port } = await withServer(t, respond, { maxBufferedBytes: 1_000_000 });
  const clients: RawHTTPClient[] = [];
  for (let i = 0; i < 2; i++) {
    const client = new RawHTTPClient(createConnection(port, "127.0.0.1"));
    t.after(() => client.close());
    client.socket.pause();
    await client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    await until(() => server.bufferedBytes > 1_000_000 && thrown.length === i);
    clients.push(client);
  }

  assert.ok(thrown[0] instanceof HTTPOutputError);
  await expectLog(refusal);
  clients[0]?.socket.resume();
  assert.ok((await clients[0]?.readToEnd())?.endsWith("\r\n0\r\n\r\n"), "the first is sent in full");
  await until(() => server.connectionCount === 0);
  assert.equal(server.bufferedBytes, 0);
});

test("nodeListener() has a budget for the bodies of all its requests", async (t) => {
  class Upload extends RequestHandler {
    override post() {}
  }
  const app = new Application([["/", Upload]], { logFunction() {} });
  const server = createServer(nodeListener(app, { maxBufferedBytes: 10 }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const client = await RawHTTPClient.connect((server.address() as AddressInfo).port);
  t.after(() => client.close());

  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n12345678");
  const first = await client.readResponse();
  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n12345678");
  const second = await client.readResponse();
  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n12345678901");
  const third = await client.readResponse();

  assert.deepEqual([first.code, second.code, third.code], [200, 200, 503]);
  await expectLog(refusal);
  await expectLog(/^503 POST /);
});
