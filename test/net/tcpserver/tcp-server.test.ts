import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { test } from "node:test";
import { AddressInUseError } from "typhoon/netutil";
import { TCPServer } from "typhoon/tcpserver";
import { serverCertificate } from "../../support/certificates.ts";
import { connectTls } from "../../support/connect-tls.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";

guardLog();

class GreetingServer extends TCPServer {
  override handleStream(socket: Socket, address: string): void {
    socket.end(`hello ${address}`);
  }
}

async function readAll(port: number, host: string): Promise<string> {
  const socket = connect(port, host);
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  await once(socket, "close");
  return received;
}

test("listen() on port 0 tells the port that the system chose, and handleStream gets each connection", async (t) => {
  const server = new GreetingServer();
  t.after(() => server.stop());

  await server.listen(0, "127.0.0.1");

  assert.equal(server.address, "127.0.0.1");
  assert.equal(await readAll(server.port ?? 0, "127.0.0.1"), "hello 127.0.0.1");
});

test("listen() may be called for several ports", async (t) => {
  const server = new GreetingServer();
  t.after(() => server.stop());
  const other = new GreetingServer();
  await other.listen(0, "127.0.0.1");
  const port = other.port ?? 0;
  other.stop();

  await server.listen(0, "127.0.0.1");
  await server.listen(port, "127.0.0.1");

  assert.equal(await readAll(server.port ?? 0, "127.0.0.1"), "hello 127.0.0.1");
  assert.equal(await readAll(port, "127.0.0.1"), "hello 127.0.0.1");
});

test("without an address, an IPv4 client is known by its plain address", async (t) => {
  const server = new GreetingServer();
  t.after(() => server.stop());

  await server.listen(0);

  assert.equal(await readAll(server.port ?? 0, "127.0.0.1"), "hello 127.0.0.1");
});

test("a host name is bound on its addresses", async (t) => {
  const server = new GreetingServer();
  t.after(() => server.stop());

  await server.listen(0, "localhost");

  assert.match(await readAll(server.port ?? 0, "localhost"), /^hello (127\.0\.0\.1|::1)$/);
});

test("a port in use is an AddressInUseError that names the port", async (t) => {
  const first = new GreetingServer();
  const second = new GreetingServer();
  t.after(() => first.stop());
  await first.listen(0, "127.0.0.1");
  const port = first.port ?? 0;

  const attempt = second.listen(port, "127.0.0.1");

  await assert.rejects(attempt, (error) => {
    assert.ok(error instanceof AddressInUseError);
    assert.equal(error.code, "ERR_ADDRESS_IN_USE");
    assert.equal(error.port, port);
    assert.match(error.message, new RegExp(`^Cannot listen on port ${port} of 127\\.0\\.0\\.1 as `));
    return true;
  });
  assert.equal(second.isListening, false);
});

for (const port of [-1, 65536, 1.5, Number.NaN]) {
  test(`the port ${port} is a RangeError`, async () => {
    await assert.rejects(new GreetingServer().listen(port), RangeError);
  });
}

test("with sslOptions, handleStream gets the decrypted stream, and a client that speaks no TLS is closed", async (t) => {
  class EchoServer extends TCPServer {
    override handleStream(socket: Socket): void {
      socket.pipe(socket);
    }
  }
  const server = new EchoServer({ sslOptions: serverCertificate });
  t.after(() => server.stop());
  await server.listen(0, "127.0.0.1");
  const { tls } = await connectTls(t, server.port ?? 0);
  const plain = connect(server.port ?? 0, "127.0.0.1");

  plain.on("error", () => {});
  const closed = new Promise((resolve) => plain.resume().once("close", resolve));
  tls.write("hello");
  plain.write("hello");

  assert.equal(String((await once(tls, "data"))[0]), "hello");
  await closed;
});

test("stop() may be called twice, and before listen()", async () => {
  const server = new GreetingServer();
  server.stop();
  await server.listen(0, "127.0.0.1");
  server.stop();
  server.stop();

  assert.equal(server.isListening, false);
});

for (const [how, fail] of [
  [
    "throws",
    () => {
      throw new Error("broken");
    },
  ],
  ["rejects", () => Promise.reject(new Error("broken"))],
] as const) {
  test(`handleStream that ${how} is logged, and its connection closed`, async (t) => {
    class FailingServer extends TCPServer {
      override handleStream(): void | Promise<void> {
        return fail();
      }
    }
    const server = new FailingServer();
    t.after(() => server.stop());
    await server.listen(0, "127.0.0.1");

    assert.equal(await readAll(server.port ?? 0, "127.0.0.1"), "");
    await expectLog(/Uncaught exception in handleStream/);
  });
}

test("stop() inside handleStream harms no connection that was accepted", async (t) => {
  class OnceServer extends GreetingServer {
    override handleStream(socket: Socket, address: string): void {
      this.stop();
      super.handleStream(socket, address);
    }
  }
  const server = new OnceServer();
  t.after(() => server.stop());
  await server.listen(0, "127.0.0.1");

  assert.equal(await readAll(server.port ?? 0, "127.0.0.1"), "hello 127.0.0.1");
  assert.equal(server.isListening, false);
});

test("handleStream may be a generator, which runs as a coroutine", async (t) => {
  class Coroutine extends TCPServer {
    override *handleStream(socket: Socket): Generator<unknown, void, unknown> {
      socket.end(String(yield Promise.resolve("hello")));
    }
  }
  const server = new Coroutine();
  t.after(() => server.stop());
  await server.listen(0, "127.0.0.1");

  assert.equal(await readAll(server.port ?? 0, "127.0.0.1"), "hello");
});

test("what a generator of handleStream throws is logged, and closes the connection", async (t) => {
  class Failing extends TCPServer {
    override *handleStream(): Generator<unknown, void, unknown> {
      yield Promise.reject(new Error("broken"));
    }
  }
  const server = new Failing();
  t.after(() => server.stop());
  await server.listen(0, "127.0.0.1");

  assert.equal(await readAll(server.port ?? 0, "127.0.0.1"), "");
  await expectLog(/Uncaught exception in handleStream/);
});
