import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { type TestContext, test } from "node:test";
import { AsyncHTTPClient, type AsyncHTTPClientOptions } from "typhoon/httpclient";
import { isPublicAddress, type ResolvedAddress } from "typhoon/netutil";
import { guardLog } from "../../support/guard-log.ts";
import { inOwnProcess } from "../../support/in-own-process.ts";
import { peerServer } from "../../support/peer-server.ts";
import { type RawConnection, rawServer } from "../../support/raw-server.ts";

guardLog();

const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

function ownClient(t: TestContext, options: AsyncHTTPClientOptions = {}): AsyncHTTPClient {
  const client = new AsyncHTTPClient({ ...options, forceInstance: true });
  t.after(() => client.close());
  return client;
}

/** A server that holds its requests until it is told to answer one. */
async function holdingServer(t: TestContext) {
  const held: RawConnection[] = [];
  let wake = () => {};
  const server = await rawServer(t, async (connection) => {
    for (;;) {
      await connection.readUntil("\r\n\r\n");
      held.push(connection);
      wake();
    }
  });
  const holds = async (count: number) => {
    while (held.length < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { url: server.url, holds, answerNext: () => held.shift()?.send(ok) };
}

test("requests one after the other share a connection", async (t) => {
  const server = await rawServer(t, async (connection) => {
    for (;;) {
      await connection.readUntil("\r\n\r\n");
      connection.send(ok);
    }
  });
  const client = ownClient(t);

  for (let i = 0; i < 5; i++) await client.fetch(server.url);

  assert.equal(server.connections, 1);
  assert.deepEqual(client.stats, { active: 0, idle: 1, queued: 0 });
});

test("an answer with Connection: close is the last on its connection", async (t) => {
  const server = await rawServer(t, async (connection) => {
    await connection.readUntil("\r\n\r\n");
    connection.socket.end("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
  });
  const client = ownClient(t);

  await client.fetch(server.url);
  await client.fetch(server.url);

  assert.equal(server.connections, 2);
});

const closers: readonly [how: string, close: (connection: RawConnection) => void][] = [
  ["closed", ({ socket }) => socket.end()],
  ["reset", ({ socket }) => socket.resetAndDestroy()],
];

for (const [how, close] of closers) {
  for (const [method, body] of [
    ["GET", undefined],
    ["PUT", "again"],
  ] as const) {
    test(`a ${method} on a kept connection that the server has just ${how} is sent once more, on a new one`, async (t) => {
      const server = await rawServer(t, async (connection) => {
        await connection.readUntil("\r\n\r\n");
        connection.send(ok);
        await connection.readUntil("\r\n\r\n");
        // The second request has come already: the client cannot know whether it was processed.
        close(connection);
      });
      const client = ownClient(t);
      await client.fetch(server.url);

      const response = await client.fetch(server.url, { method, ...(body && { body }) });

      assert.equal(String(response.body), "ok");
      assert.equal(server.connections, 2);
    });
  }
}

test("a POST on a kept connection that the server has just closed fails: it may have been processed", async (t) => {
  const server = await rawServer(t, async (connection) => {
    await connection.readUntil("\r\n\r\n");
    connection.send(ok);
    await connection.readUntil("\r\n\r\n");
    connection.socket.end();
  });
  const client = ownClient(t);
  await client.fetch(server.url);

  await assert.rejects(client.fetch(server.url, { method: "POST", body: "once" }), {
    code: "ERR_HTTP_STREAM_CLOSED",
  });
  assert.equal(server.connections, 1);
});

test("a request on a new connection is not sent twice", async (t) => {
  const server = await rawServer(t, async (connection) => {
    await connection.readUntil("\r\n\r\n");
    connection.socket.end();
  });

  await assert.rejects(ownClient(t).fetch(server.url), { code: "ERR_HTTP_STREAM_CLOSED" });
  assert.equal(server.connections, 1);
});

test("a request beyond maxClients waits, and the first to wait is the first to go", async (t) => {
  const server = await holdingServer(t);
  const client = ownClient(t, { maxClients: 2 });
  const done: number[] = [];

  const fetches = [0, 1, 2, 3].map((i) => client.fetch(server.url).then(() => done.push(i)));
  await server.holds(2);
  assert.deepEqual(client.stats, { active: 2, idle: 0, queued: 2 });
  for (let i = 0; i < 4; i++) {
    await server.holds(1);
    server.answerNext();
    await Promise.any(fetches.slice(i));
  }

  await Promise.all(fetches);
  assert.deepEqual(done, [0, 1, 2, 3]);
});

test("requests beyond maxClientsPerHost wait, and others pass them", async (t) => {
  const [busy, other] = [await holdingServer(t), await holdingServer(t)];
  const client = ownClient(t, { maxClients: 3, maxClientsPerHost: 1 });

  const waiting = [client.fetch(busy.url), client.fetch(busy.url)];
  const passing = client.fetch(other.url);
  await other.holds(1);
  other.answerNext();
  await passing;
  assert.deepEqual(client.stats, { active: 1, idle: 1, queued: 1 });
  for (const _ of waiting) {
    await busy.holds(1);
    busy.answerNext();
    await Promise.any(waiting);
  }

  await Promise.all(waiting);
});

test("a request that waits too long says that it was the queue", async (t) => {
  const server = await holdingServer(t);
  const client = ownClient(t, { maxClients: 1 });
  const first = client.fetch(server.url, { requestTimeoutMs: 0 });
  await server.holds(1);

  await assert.rejects(client.fetch(server.url, { connectTimeoutMs: 20 }), {
    code: "ERR_HTTP_QUEUE_TIMEOUT",
    message: "HTTP 599: Timeout in request queue",
  });
  await assert.rejects(client.fetch(server.url, { connectTimeoutMs: 0, requestTimeoutMs: 20 }), {
    code: "ERR_HTTP_QUEUE_TIMEOUT",
  });
  assert.deepEqual(client.stats, { active: 1, idle: 0, queued: 0 });

  server.answerNext();
  await first;
});

test("a request that is cancelled while it waits leaves the queue", async (t) => {
  const server = await holdingServer(t);
  const client = ownClient(t, { maxClients: 1 });
  const first = client.fetch(server.url);
  const waiting = client.fetch(server.url);

  waiting.cancel();

  await assert.rejects(waiting, { code: "ERR_CANCELLED" });
  assert.equal(client.stats?.queued, 0);
  await server.holds(1);
  server.answerNext();
  await first;
});

test("a resolver that never answers: the time for connecting is over", async (t) => {
  const resolver = { resolve: () => new Promise<ResolvedAddress[]>(() => {}) };
  const client = ownClient(t, { resolver });

  await assert.rejects(client.fetch("http://slow.example/", { connectTimeoutMs: 20 }), {
    code: "ERR_HTTP_CONNECT_TIMEOUT",
    message: "HTTP 599: Timeout while connecting",
  });
  assert.deepEqual(client.stats, { active: 0, idle: 0, queued: 0 });
});

test("a TLS handshake that never ends counts as connecting", async (t) => {
  const server = await rawServer(t, () => {});

  const fetching = ownClient(t).fetch(server.url.replace("http:", "https:"), { connectTimeoutMs: 20 });

  await assert.rejects(fetching, { code: "ERR_HTTP_CONNECT_TIMEOUT" });
});

test("a resolver that fails is the cause", async (t) => {
  const resolver = { resolve: () => Promise.reject(new Error("no such host")) };

  await assert.rejects(ownClient(t, { resolver }).fetch("http://nowhere.example/"), {
    code: "ERR_HTTP_RESOLVE",
    message: "HTTP 599: Cannot find the address of nowhere.example (no such host)",
    cause: new Error("no such host"),
  });
});

test("hostnameMapping sends a host elsewhere, and the server is told the host's name", async (t) => {
  const url = await peerServer(t, (request, response) => response.end(request.headers.host));
  const port = Number(new URL(url).port);
  const client = ownClient(t, { hostnameMapping: { "site.example": { host: "127.0.0.1", port } } });

  const response = await client.fetch("http://site.example/");

  assert.equal(String(response.body), "site.example");
});

test("allowAddress keeps a client out of a network, on redirects too", async (t) => {
  const inside = await peerServer(t, (_request, response) => response.end("secret"));
  const outside = await peerServer(t, (_request, response) =>
    response.writeHead(302, { Location: inside.replace("127.0.0.1", "inside.example") }).end(),
  );
  const resolver = {
    resolve: async (_host: string, port: number): Promise<ResolvedAddress[]> => [
      { address: "127.0.0.1", family: 4, port },
    ],
  };
  const asked: string[] = [];
  const allowAddress = (address: string, host: string) => {
    asked.push(`${host} is ${address}`);
    return host === "outside.example";
  };
  const client = ownClient(t, { resolver, allowAddress });

  await assert.rejects(client.fetch(outside.replace("127.0.0.1", "outside.example")), {
    code: "ERR_HTTP_ADDRESS_REFUSED",
  });
  assert.deepEqual(asked, ["outside.example is 127.0.0.1", "inside.example is 127.0.0.1"]);
});

test("isPublicAddress as allowAddress refuses this machine by name and by address", async (t) => {
  const client = ownClient(t, { allowAddress: isPublicAddress });

  for (const host of ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433"]) {
    await assert.rejects(client.fetch(`http://${host}:1/`), { code: "ERR_HTTP_ADDRESS_REFUSED" }, host);
  }
});

test("a client that is closed cuts its connections, and what is under way fails", async (t) => {
  const server = await holdingServer(t);
  const client = ownClient(t, { maxClients: 1 });
  const fetching = client.fetch(server.url);
  const waiting = client.fetch(server.url);
  const failed = Promise.all(
    [fetching, waiting].map((fetch) => assert.rejects(fetch, { code: "ERR_HTTP_STREAM_CLOSED" })),
  );
  await server.holds(1);

  await client.close();
  await failed;

  await client.close();
  assert.throws(() => client.fetch(server.url), /the client was closed/);
});

test("closing a client ends requests that wait for 100 (Continue) too", async (t) => {
  const server = await holdingServer(t);
  const client = ownClient(t);
  const fetching = client.fetch(server.url, { method: "PUT", body: "x", expect100Continue: true });
  const failed = assert.rejects(fetching, { code: "ERR_HTTP_STREAM_CLOSED" });
  await server.holds(1);

  await client.close();

  await failed;
});

test("networkInterface is the address that the server sees", async (t) => {
  const url = await peerServer(t, (request, response) => response.end(request.socket.remoteAddress));
  const client = ownClient(t);

  const byAddress = await client.fetch(url, { networkInterface: "127.0.0.2" });
  const byName = await client.fetch(url, { networkInterface: "lo" });

  assert.equal(String(byAddress.body), "127.0.0.2");
  assert.equal(String(byName.body), "127.0.0.1");
  await assert.rejects(client.fetch(url, { networkInterface: "eth77" }), /networkInterface "eth77"/);
});

test("allowIpv6: false asks for IPv4 addresses only", async (t) => {
  const asked: unknown[] = [];
  const resolver = {
    resolve: (_host: string, _port: number, family?: number) => {
      asked.push(family);
      return Promise.reject(new Error("enough"));
    },
  };
  const client = ownClient(t, { resolver });

  await assert.rejects(client.fetch("http://x.example/", { allowIpv6: false }));
  await assert.rejects(client.fetch("http://x.example/"));

  assert.deepEqual(asked, [4, 0]);
});

test("idle connections keep no process alive", () => {
  const { output, status } = inOwnProcess(`
    import { Worker } from "node:worker_threads";
    import { once } from "node:events";
    import { AsyncHTTPClient } from "typhoon/httpclient";
    const source = 'const { parentPort } = require("node:worker_threads");' +
      'require("node:http").createServer((q, r) => r.end("ok")).listen(0, "127.0.0.1", function () { parentPort.postMessage(this.address().port) })';
    const server = new Worker(source, { eval: true, execArgv: [] });
    const [port] = await once(server, "message");
    server.unref();
    const client = new AsyncHTTPClient({ forceInstance: true, keepAliveTimeoutMs: 600_000 });
    const response = await client.fetch("http://127.0.0.1:" + port);
    console.log(String(response.body), client.stats.idle);
  `);

  assert.deepEqual([output, status], ["ok 1\n", 0]);
});

test("a thousand failures of every kind leave no socket, timer or listener", async (t) => {
  const server = await rawServer(t, async (connection) => {
    for (;;) {
      const head = await connection.readUntil("\r\n\r\n");
      const kind = Number(/^GET \/(\d)/.exec(head)?.[1]);
      if (kind === 0) connection.socket.end();
      else if (kind === 1) connection.socket.resetAndDestroy();
      else if (kind === 2) connection.socket.end("garbage\r\n\r\n");
      else if (kind === 3) connection.socket.end("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal");
      else if (kind === 4) connection.send("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
    }
  });
  const client = ownClient(t, { maxClients: 20 });
  const controller = new AbortController();
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();

  const failing = Array.from({ length: 1000 }, (_, i) => {
    const options = i % 7 === 5 ? { requestTimeoutMs: 5 } : { signal: controller.signal };
    const fetching = client.fetch(`${server.url}${i % 7}`, options);
    if (i % 7 === 6) fetching.cancel();
    return assert.rejects(fetching);
  });
  await Promise.all(failing);
  await client.close();

  assert.deepEqual(client.stats, { active: 0, idle: 0, queued: 0 });
  assert.equal(timers(), before);
  assert.equal(getEventListeners(controller.signal, "abort").length, 0);
});
