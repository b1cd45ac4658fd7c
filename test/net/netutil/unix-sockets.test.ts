import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { HTTPServer } from "typhoon/httpserver";
import { bindSockets, bindUnixSocket, NotASocketError } from "typhoon/netutil";
import { Application, RequestHandler } from "typhoon/web";
import { installWorkerContext } from "#typhoon/concurrent/worker-context.js";
import { guardLog } from "../../support/guard-log.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";
import { answer } from "../../support/with-server.ts";

guardLog();

const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

async function socketPath(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "typhoon-unix-"));
  t.after(() => rm(folder, { recursive: true }));
  return join(folder, "server.sock");
}

function sayingServer(t: TestContext, text: string): HTTPServer {
  const server = new HTTPServer((request) => answer(request, `${text} ${request.remoteIp}`));
  t.after(() => server.drain());
  return server;
}

async function bodyFrom(t: TestContext, path: string): Promise<string> {
  const socket = connect({ path });
  await once(socket, "connect");
  const client = new RawHTTPClient(socket);
  t.after(() => client.close());
  await client.send(get);
  return (await client.readResponse()).body;
}

test("a server answers on a Unix socket, where clients have the address 0.0.0.0", async (t) => {
  const path = await socketPath(t);
  const server = sayingServer(t, "hello");

  await server.addSocket(await bindUnixSocket(path));

  assert.equal(await bodyFrom(t, path), "hello 0.0.0.0");
  assert.equal(server.address, path);
  assert.equal(server.port, undefined);
});

test("the socket has the mode 0600, or the one that is asked for", async (t) => {
  const paths = [await socketPath(t), await socketPath(t)] as const;
  const server = sayingServer(t, "hello");

  await server.addSocket(await bindUnixSocket(paths[0]));
  await server.addSocket(await bindUnixSocket(paths[1], { mode: 0o666 }));

  assert.equal((await stat(paths[0])).mode & 0o777, 0o600);
  assert.equal((await stat(paths[1])).mode & 0o777, 0o666);
  assert.equal(await bodyFrom(t, paths[1]), "hello 0.0.0.0");
});

test("a socket that was left behind is replaced", async (t) => {
  const path = await socketPath(t);
  const older = sayingServer(t, "older");
  await older.addSocket(await bindUnixSocket(path));
  const newer = sayingServer(t, "newer");

  await newer.addSocket(await bindUnixSocket(path));

  assert.equal(await bodyFrom(t, path), "newer 0.0.0.0");
});

test("another kind of file is left alone", async (t) => {
  const path = await socketPath(t);
  await writeFile(path, "precious");

  await assert.rejects(bindUnixSocket(path), (error) => {
    assert.ok(error instanceof NotASocketError);
    assert.equal(error.code, "ERR_NOT_A_SOCKET");
    return error.path === path;
  });
  assert.equal((await stat(path)).isFile(), true);
});

test("stop() removes the file", async (t) => {
  const path = await socketPath(t);
  const server = sayingServer(t, "hello");
  await server.listen({ path });

  await server.drain();

  await assert.rejects(stat(path), { code: "ENOENT" });
});

test("a server that ends takes nothing from a newer one on the same path", async (t) => {
  const path = await socketPath(t);
  const old = sayingServer(t, "old");
  await old.listen({ path });
  await sayingServer(t, "new").listen({ path });

  await old.drain();

  assert.match(await bodyFrom(t, path), /^new/);
  assert.deepEqual(await readdir(dirname(path)), ["server.sock"]);
});

test("a server that is replaced answers the connections that it has", async (t) => {
  const path = await socketPath(t);
  await sayingServer(t, "old").listen({ path });
  const socket = connect({ path });
  await once(socket, "connect");
  const client = new RawHTTPClient(socket);
  t.after(() => client.close());

  await sayingServer(t, "new").listen({ path });
  await client.send(get);

  assert.match((await client.readResponse()).body, /^old/);
});

test("a path that begins with NUL is a name without a file", {
  skip: process.platform !== "linux" && "only Linux has them",
}, async (t) => {
  const path = `\0typhoon-test-${process.pid}`;
  const server = sayingServer(t, "hello");

  await server.listen({ path });

  assert.equal(await bodyFrom(t, path), "hello 0.0.0.0");
  await assert.rejects(new HTTPServer(() => {}).listen({ path }), { code: "ERR_ADDRESS_IN_USE" });
});

test("on a worker nothing is bound, and nobody's socket is taken away", async (t) => {
  const path = await socketPath(t);
  const server = sayingServer(t, "still here");
  await server.listen({ path });
  let pauses = 0;
  installWorkerContext({ addCallback() {}, isInTask: () => false, pause: async () => void pauses++ });
  t.after(() => Reflect.deleteProperty(globalThis, Symbol.for("typhoon.worker")));

  const listener = await bindUnixSocket(path);
  const listeners = await bindSockets(0, "127.0.0.1");
  await new HTTPServer(() => {}).addSocket(listener);

  assert.deepEqual([listener.listening, listeners, pauses], [false, [], 2]);
  assert.equal(await bodyFrom(t, path), "still here 0.0.0.0");
});

test("app.listen({ path }) listens on a Unix socket", async (t) => {
  class Hello extends RequestHandler {
    override get() {
      this.write(`hello ${this.request.remoteIp}`);
    }
  }
  const path = await socketPath(t);
  const server = await new Application([["/", Hello]]).listen({ path, mode: 0o660 });
  t.after(() => server.drain());

  assert.equal(await bodyFrom(t, path), "hello 0.0.0.0");
  assert.equal((await stat(path)).mode & 0o777, 0o660);
});

test("one server listens on ports and on Unix sockets at once", async (t) => {
  const path = await socketPath(t);
  const server = sayingServer(t, "hello");
  await server.listen(0, "127.0.0.1");
  await server.listen({ path });

  assert.equal(await bodyFrom(t, path), "hello 0.0.0.0");
  assert.equal(await (await fetch(`http://127.0.0.1:${server.port}/`)).text(), "hello 127.0.0.1");
});
