import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { test } from "node:test";
import { bindSockets, isValidIp } from "typhoon/netutil";
import { TCPServer } from "typhoon/tcpserver";
import { guardLog } from "../../support/guard-log.ts";

guardLog();

class GreetingServer extends TCPServer {
  override handleStream(socket: Socket): void {
    socket.end("hello");
  }
}

test("addSockets() serves listeners that bindSockets() has bound", async (t) => {
  const server = new GreetingServer();
  t.after(() => server.stop());

  await server.addSockets(await bindSockets(0, "127.0.0.1"));

  const socket = connect(server.port ?? 0, "127.0.0.1");
  assert.equal(String((await once(socket, "data"))[0]), "hello");
});

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const hasReusePort = major > 23 || (major === 23 && minor >= 1) || (major === 22 && minor >= 12);

test("reusePort says which Node it needs", { skip: hasReusePort && "this Node has it" }, async () => {
  const server = new GreetingServer({ reusePort: true });

  await assert.rejects(
    server.listen(0, "127.0.0.1"),
    /RangeError: .*needs Node 22\.12 or 23\.1.*node:cluster/,
  );
  assert.equal(server.isListening, false);
});

test("with reusePort, two servers listen on one port", {
  skip: (!hasReusePort || process.platform !== "linux") && "it needs Node 22.12 or 23.1 on Linux",
}, async (t) => {
  const servers = [new GreetingServer({ reusePort: true }), new GreetingServer({ reusePort: true })] as const;
  t.after(() => servers.map((server) => server.stop()));

  await servers[0].listen(0, "127.0.0.1");
  await servers[1].listen(servers[0].port ?? 0, "127.0.0.1");

  assert.equal(servers[1].port, servers[0].port);
});

for (const [text, isValid] of [
  ["127.0.0.1", true],
  ["4.4.4.4", true],
  ["::1", true],
  ["2620:0:1cfe:face:b00c::3", true],
  ["www.google.com", false],
  ["localhost", false],
  ["4.4.4.4<", false],
  [" 127.0.0.1", false],
  ["", false],
  [" ", false],
  ["\n", false],
  ["\0", false],
  ["a".repeat(100), false],
] as const) {
  test(`isValidIp(${JSON.stringify(text)}) is ${isValid}`, () => {
    assert.equal(isValidIp(text), isValid);
  });
}

test("all addresses of a name get the same port", async (t) => {
  const bound = await bindSockets(0, "localhost");
  t.after(() => bound.map((server) => server.close()));

  const ports = bound.map((server) => server.address()).map((address) => Object(address).port);

  assert.equal(new Set(ports).size, 1);
  assert.notEqual(ports[0], 0);
});
