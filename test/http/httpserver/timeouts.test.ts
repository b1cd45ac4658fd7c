import assert from "node:assert/strict";
import { test } from "node:test";
import { guardLog } from "../../support/guard-log.ts";
import { holdRequests } from "../../support/hold-requests.ts";
import { answer, echo, withServer } from "../../support/with-server.ts";

guardLog();

const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

test("a connection without a request is closed without a word, before the first and between two", async (t) => {
  const { connect } = await withServer(t, echo, { idleTimeoutMs: 20 });
  const first = await connect();
  const second = await connect();

  await second.send(get);

  assert.equal(await first.readToEnd(), "");
  assert.match(await second.readToEnd(), /\r\n\r\nGET \/ $/);
});

test("a head that does not end gets 408 (RFC 9110 §15.5.9)", async (t) => {
  const client = await (await withServer(t, echo, { headerTimeoutMs: 20 })).connect();

  await client.send(get.slice(0, -2));

  const { code, headers } = await client.readResponse();
  assert.equal(code, 408);
  assert.equal(headers.get("connection"), "close");
  assert.equal(await client.readToEnd(), "");
});

test("a body that does not end gets 408 (RFC 9110 §15.5.9)", async (t) => {
  const client = await (await withServer(t, echo, { bodyTimeoutMs: 20 })).connect();

  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab");

  assert.equal((await client.readResponse()).code, 408);
  assert.equal(await client.readToEnd(), "");
});

test("no timeout runs while the application is at work", async (t) => {
  const times = { bodyTimeoutMs: 40, headerTimeoutMs: 40, idleTimeoutMs: 40 };
  const held = holdRequests();
  const { connect } = await withServer(t, held.callback, times);
  const busy = await connect();
  await busy.send(get);
  const request = await held.next();

  // Every time that could run for the busy connection has run out for one that was opened later.
  await (await connect()).readToEnd();
  answer(request, "at last");

  assert.equal((await busy.readResponse()).body, "at last");
});
