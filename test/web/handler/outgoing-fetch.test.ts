// What a client that leaves means for what its handler fetches elsewhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AsyncHTTPClient, type FetchOptions } from "typhoon/httpclient";
import { RequestHandler } from "typhoon/web";
import { guardLog } from "../../support/guard-log.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";
import { type RawConnection, rawServer } from "../../support/raw-server.ts";
import { serve } from "../serve.ts";

guardLog();

const get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

/** A handler that fetches from a server which answers when it is told to, and tells how that ended. */
async function fetchingSite(t: Parameters<typeof rawServer>[0], options: FetchOptions) {
  let ended: (outcome: unknown) => void = () => {};
  let asked: (connection: RawConnection) => void = () => {};
  const outcome = new Promise((resolve) => (ended = resolve));
  const upstream = new Promise<RawConnection>((resolve) => (asked = resolve));
  const server = await rawServer(t, async (connection) => {
    await connection.readUntil("\r\n\r\n");
    asked(connection);
  });
  class Fetching extends RequestHandler {
    override async get() {
      await Promise.resolve();
      const fetching = new AsyncHTTPClient().fetch(server.url, options);
      fetching.then(() => ended("answered"), ended);
      this.write((await fetching).body);
    }
  }
  const { port } = await serve(t, [["/", Fetching]]);
  return { port, upstream, outcome };
}

test("a handler's fetch ends when its client leaves, on the very first request too", async (t) => {
  const { port, upstream, outcome } = await fetchingSite(t, {});
  const client = await RawHTTPClient.connect(port);
  await client.send(get);
  const connection = await upstream;

  client.close();

  await connection.closed;
  assert.equal(Reflect.get(Object(await outcome), "code"), "ERR_CLIENT_CLOSED");
});

test("with signal: null it goes on", async (t) => {
  const { port, upstream, outcome } = await fetchingSite(t, { signal: null });
  const client = await RawHTTPClient.connect(port);
  await client.send(get);
  const connection = await upstream;

  client.close();
  connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

  assert.equal(await outcome, "answered");
});

test("a connection that a request has made serves the next one", async (t) => {
  const server = await rawServer(t, async (connection) => {
    for (;;) {
      await connection.readUntil("\r\n\r\n");
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }
  });
  class Fetching extends RequestHandler {
    override async get() {
      this.write((await new AsyncHTTPClient().fetch(server.url)).body);
    }
  }
  const site = await serve(t, [["/", Fetching]]);

  const bodies = [(await site.fetch("/")).body, (await site.fetch("/")).body];

  assert.deepEqual(bodies, ["ok", "ok"]);
  assert.equal(server.connections, 1);
});
