import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { test } from "node:test";
import { InvalidStateError } from "typhoon/concurrent";
import { IOStream, SSLIOStream, StreamClosedError } from "typhoon/iostream";
import { TCPServer } from "typhoon/tcpserver";
import { authority, otherCertificate, serverCertificate } from "../../support/certificates.ts";
import { guardLog } from "../../support/guard-log.ts";
import { streamPair } from "../../support/stream-pair.ts";

guardLog();

class EchoServer extends TCPServer {
  override async handleStream(socket: Socket): Promise<void> {
    const stream = IOStream.from(socket);
    assert.ok(stream instanceof SSLIOStream);
    await stream.waitForHandshake();
    await stream.write(await stream.readUntil("\n"));
    stream.close();
  }
}

test("a conversation goes on encrypted after startTls() on both sides", async (t) => {
  const { client, server } = await streamPair(t);
  await server.write("250 STARTTLS\r\n");
  await client.readUntil("\r\n");
  await client.write("STARTTLS\r\n");
  await server.readUntil("\r\n");
  await server.write("220 Go ahead\r\n");
  await client.readUntil("\r\n");

  const [clientTls, serverTls] = await Promise.all([
    client.startTls({ sslOptions: { ca: authority }, serverHostname: "localhost" }),
    server.startTls({ serverSide: true, sslOptions: serverCertificate }),
  ]);

  assert.equal(client.closed(), true);
  await clientTls.write("EHLO mail.example.com\r\n");
  assert.equal(String(await serverTls.readUntil("\r\n")), "EHLO mail.example.com\r\n");
  await serverTls.write("250 welcome\r\n");
  assert.equal(String(await clientTls.readUntil("\r\n")), "250 welcome\r\n");
});

test("the close callback goes over to the stream with TLS", async (t) => {
  const { client, server } = await streamPair(t);
  const closed = new Promise<void>((resolve) => client.setCloseCallback(resolve));
  const [clientTls, serverTls] = await Promise.all([
    client.startTls({ sslOptions: { ca: authority } }),
    server.startTls({ serverSide: true, sslOptions: serverCertificate }),
  ]);

  serverTls.close();

  await closed;
  assert.equal(clientTls.closed(), true);
});

for (const [what, sslOptions, serverHostname] of [
  ["nobody trusts", {}, "localhost"],
  ["is for another host", { ca: authority }, "other.example"],
] as const) {
  test(`a certificate that ${what} ends startTls() on the client`, async (t) => {
    const { client, server } = await streamPair(t);
    const accepted = server
      .startTls({ serverSide: true, sslOptions: serverCertificate })
      .catch(() => "failed");

    const failure: unknown = await client
      .startTls({ sslOptions, serverHostname })
      .catch((error: unknown) => error);

    assert.ok(failure instanceof StreamClosedError);
    assert.ok(failure.realError instanceof Error);
    await accepted;
  });
}

test("startTls() of a stream that is not idle is refused", async (t) => {
  const { client } = await streamPair(t);
  client.readBytes(1).catch(() => {});

  await assert.rejects(client.startTls(), InvalidStateError);
});

test("what came in plain text before startTls() is not taken for encrypted data", async (t) => {
  const { client, server } = await streamPair(t);
  await client.write("STARTTLS\r\nMAIL FROM:<mallory>\r\n");
  await server.readUntil("\r\n");

  const secured = server.startTls({ serverSide: true, sslOptions: serverCertificate });

  await assert.rejects(secured, { code: "ERR_STREAM_CLOSED" });
});

test("an SSLIOStream connects, checks the certificate, and sends what was written before", async (t) => {
  const server = new EchoServer({ sslOptions: serverCertificate });
  t.after(() => server.stop());
  await server.listen(0, "127.0.0.1");
  const address = { host: "127.0.0.1", port: server.port ?? 0 };

  const stream = new SSLIOStream(undefined, { sslOptions: { ca: authority } });
  stream.write("hello\n");
  assert.equal(await stream.connect(address), stream);

  assert.equal(String(await stream.readUntilClose()), "hello\n");
});

test("an SSLIOStream refuses a certificate for another host, unless the check is off", async (t) => {
  const server = new EchoServer({ sslOptions: otherCertificate });
  t.after(() => server.stop());
  await server.listen(0, "127.0.0.1");
  const address = { host: "127.0.0.1", port: server.port ?? 0 };
  const strict = new SSLIOStream(undefined, { sslOptions: { ca: authority } });
  const lax = new SSLIOStream(undefined, { sslOptions: { rejectUnauthorized: false } });

  const failure: unknown = await strict
    .connect(address, { serverHostname: "localhost" })
    .catch((error: unknown) => error);
  await lax.connect(address, { serverHostname: "localhost" });

  assert.ok(failure instanceof StreamClosedError);
  assert.equal((failure.realError as NodeJS.ErrnoException).code, "ERR_TLS_CERT_ALTNAME_INVALID");
  lax.close();
});
