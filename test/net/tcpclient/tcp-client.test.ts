import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { SSLIOStream, type StreamClosedError } from "typhoon/iostream";
import { DefaultLoopResolver, OverrideResolver, type Resolver } from "typhoon/netutil";
import { TCPClient } from "typhoon/tcpclient";
import { TCPServer, type TCPServerOptions } from "typhoon/tcpserver";
import { hasCode } from "#typhoon/net/netutil/internal.js";
import { authority, serverCertificate } from "../../support/certificates.ts";
import { guardLog } from "../../support/guard-log.ts";

guardLog();

class AddressServer extends TCPServer {
  override handleStream(socket: Socket): void {
    socket.end(`${socket.remoteAddress} ${socket.remotePort}`);
  }
}

async function serve(t: TestContext, options: TCPServerOptions = {}): Promise<number> {
  const server = new AddressServer(options);
  t.after(() => server.stop());
  await server.listen(0, "127.0.0.1");
  return server.port ?? 0;
}

test("connect() to a name tries its addresses until one answers", async (t) => {
  const port = await serve(t);
  const resolver: Resolver = {
    resolve: async () => [
      // Nobody listens at these two.
      { address: "127.0.0.3", family: 4, port },
      { address: "127.0.0.2", family: 4, port },
      { address: "127.0.0.1", family: 4, port },
    ],
  };

  const stream = await new TCPClient({ resolver }).connect("many.example", port);

  assert.match(String(await stream.readUntilClose()), /^127\.0\.0\.1 /);
});

test("sourceIp is the address that the server sees", async (t) => {
  const port = await serve(t);

  const stream = await new TCPClient().connect("127.0.0.1", port, {
    sourceIp: "127.0.0.1",
    timeoutMs: 60_000,
  });

  assert.match(String(await stream.readUntilClose()), /^127\.0\.0\.1 /);
});

test("a sourceIp that this machine does not have fails", async (t) => {
  const port = await serve(t);

  const failed = new TCPClient().connect("127.0.0.1", port, { sourceIp: "8.8.8.8" });

  await assert.rejects(failed, (error: StreamClosedError) => hasCode(error.realError, "EADDRNOTAVAIL"));
});

test("sslOptions make an SSLIOStream, with the certificate checked for the name that was given", async (t) => {
  const port = await serve(t, { sslOptions: serverCertificate });
  const resolver = new OverrideResolver(new DefaultLoopResolver(), {
    localhost: "127.0.0.1",
    wrong: "127.0.0.1",
  });
  const client = new TCPClient({ resolver });

  const stream = await client.connect("localhost", port, { sslOptions: { ca: authority } });
  const refused = client.connect("wrong", port, { sslOptions: { ca: authority } });

  assert.ok(stream instanceof SSLIOStream);
  assert.match(String(await stream.readUntilClose()), /^127\.0\.0\.1 /);
  await assert.rejects(refused, (error: StreamClosedError) =>
    hasCode(error.realError, "ERR_TLS_CERT_ALTNAME_INVALID"),
  );
});

test("timeoutMs covers a resolver that never answers, and a signal ends it too", async () => {
  const client = new TCPClient({ resolver: { resolve: () => new Promise(() => {}) } });

  await assert.rejects(client.connect("a.example", 1, { timeoutMs: 1 }), { code: "ERR_TIMEOUT" });
  const signal = AbortSignal.abort(new Error("given up"));
  await assert.rejects(client.connect("a.example", 1, { signal }), { message: "given up" });
  await assert.rejects(client.connect("a.example", 1, { timeoutMs: 0 }), RangeError);
});

test("timeoutMs covers a handshake that is never answered", async (t) => {
  class SilentServer extends TCPServer {
    override handleStream(socket: Socket): void {
      socket.on("error", () => {}).resume();
    }
  }
  const server = new SilentServer();
  t.after(() => server.stop());
  await server.listen(0, "127.0.0.1");

  const attempt = new TCPClient().connect("127.0.0.1", server.port ?? 0, { sslOptions: {}, timeoutMs: 50 });

  await assert.rejects(attempt, { code: "ERR_TIMEOUT" });
});

test("connect() of either family, by address and by name", async (t) => {
  const server = new AddressServer();
  t.after(() => server.stop());
  await server.listen(0, "localhost");
  const port = server.port ?? 0;
  const addresses = await new DefaultLoopResolver().resolve("localhost", port);

  for (const { address, family } of addresses.filter(({ address }) => address === server.address)) {
    for (const host of [address, "localhost"]) {
      const stream = await new TCPClient().connect(host, port, { family });
      assert.ok(String(await stream.readUntilClose()).startsWith(address));
    }
  }
  const stream = await new TCPClient().connect("localhost", port);
  assert.notEqual((await stream.readUntilClose()).length, 0);
});
