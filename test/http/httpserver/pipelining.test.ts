import assert from "node:assert/strict";
import { test } from "node:test";
import { guardLog } from "../../support/guard-log.ts";
import { holdRequests } from "../../support/hold-requests.ts";
import { answer, echo, withServer } from "../../support/with-server.ts";

guardLog();

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
const bodies = (responses: readonly { body: string }[]) => responses.map((response) => response.body);

test("pipelined requests are answered in order, in one packet where they came in one", async (t) => {
  const client = await (await withServer(t, echo)).connect();

  await client.send(get("/1") + get("/2") + get("/3"));

  assert.deepEqual(bodies(await client.readResponses(3)), ["GET /1 ", "GET /2 ", "GET /3 "]);
});

test("a pipelined request waits for the asynchronous answer of the one ahead", async (t) => {
  const held = holdRequests();
  const server = await withServer(t, (request) =>
    request.path === "/slow" ? held.callback(request) : echo(request),
  );
  const client = await server.connect();

  await client.send(get("/slow") + get("/fast"));
  answer(await held.next(), "slow");

  assert.deepEqual(bodies(await client.readResponses(2)), ["slow", "GET /fast "]);
});

test("a connection serves request after request", async (t) => {
  const client = await (await withServer(t, echo)).connect();

  for (const path of ["/1", "/2", "/3"]) {
    await client.send(get(path));
    assert.equal((await client.readResponse()).body, `GET ${path} `);
  }
});

test("empty lines between requests are skipped (RFC 9112 §2.2)", async (t) => {
  const client = await (await withServer(t, echo)).connect();

  await client.send(`\r\n\r\n${get("/1")}\r\n${get("/2")}`);

  assert.deepEqual(bodies(await client.readResponses(2)), ["GET /1 ", "GET /2 "]);
});

test("bodies separate pipelined requests, whether of known length or chunked", async (t) => {
  const client = await (await withServer(t, echo)).connect();

  await client.send(
    `POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc` +
      `POST /2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n` +
      get("/3"),
  );

  assert.deepEqual(bodies(await client.readResponses(3)), ["POST /1 abc", "POST /2 def", "GET /3 "]);
});

test("a client that never reads cannot make the server answer without bound", async (t) => {
  let answered = 0;
  const large = "x".repeat(100_000);
  const server = await withServer(t, (request) => {
    answered++;
    answer(request, large);
  });
  const client = await server.connect();
  client.socket.pause();

  // Far more than the socket buffers of both sides can hold.
  const sent = client.send(get("/").repeat(300));
  await server.connect().then(async (other) => {
    await other.send(get("/other"));
    await other.readResponse();
  });
  const answeredUnread = answered;
  client.socket.resume();
  await sent;
  await client.readResponses(300);

  assert.ok(answeredUnread < 300, `${answeredUnread} answers were produced for a client that reads none`);
  assert.equal(answered, 301);
});
