import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect as connectPlain, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { connect as connectSecure } from "node:tls";
import { HTTPServer } from "typhoon/httpserver";
import { genLog } from "typhoon/log";
import { sslOptionsToContext } from "typhoon/netutil";
import {
  authority,
  clientCertificate,
  otherCertificate,
  serverCertificate,
} from "../../support/certificates.ts";
import { connectTls } from "../../support/connect-tls.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { sendAndReadToEnd } from "../../support/raw-http-client.ts";
import { answer, echo, withServer } from "../../support/with-server.ts";

guardLog();

const get = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const sslOptions = serverCertificate;

/** Lines at level info are there to be expected. */
function logInfo(t: TestContext): void {
  const { level } = genLog;
  genLog.level = "info";
  t.after(() => {
    genLog.level = level;
  });
}

async function certificateFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "typhoon-tls-"));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

async function writePair(folder: string, { cert, key }: typeof serverCertificate): Promise<void> {
  await writeFile(join(folder, "server.crt"), cert);
  await writeFile(join(folder, "server.key"), key);
}

/** A reset is as good an end as any. */
function closing(socket: Socket): Promise<void> {
  socket.on("error", () => {});
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

test("a server with sslOptions answers over TLS, and the request says https", async (t) => {
  const { port } = await withServer(t, (request) => answer(request, request.fullUrl()), { sslOptions });
  const client = await connectTls(t, port);

  await client.send(get);
  assert.equal((await client.readResponse()).body, "https://localhost/");
  await client.send(get);
  assert.equal((await client.readResponse()).body, "https://localhost/");
});

test("ALPN agrees on http/1.1 with a client that also knows h2", async (t) => {
  const { port } = await withServer(t, echo, { sslOptions });

  const client = await connectTls(t, port, { ALPNProtocols: ["h2", "http/1.1"] });

  assert.equal(client.tls.alpnProtocol, "http/1.1");
});

test("a large body goes both ways over TLS", async (t) => {
  const { port } = await withServer(t, (request) => answer(request, request.body), { sslOptions });
  const client = await connectTls(t, port);
  const body = "x".repeat(1_000_000);

  void client.send(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`);

  assert.equal((await client.readResponse()).body, body);
});

test("certificate and key can be files", async (t) => {
  const folder = await certificateFolder(t);
  await writePair(folder, serverCertificate);
  const files = { certfile: join(folder, "server.crt"), keyfile: join(folder, "server.key") };
  const { port } = await withServer(t, echo, { sslOptions: files });

  const client = await connectTls(t, port);

  await client.send(get);
  assert.equal((await client.readResponse()).code, 200);
});

test("reloadSslOptions() reads the files again for connections from then on", async (t) => {
  const folder = await certificateFolder(t);
  await writePair(folder, serverCertificate);
  const files = { certfile: join(folder, "server.crt"), keyfile: join(folder, "server.key") };
  const { server, port } = await withServer(t, echo, { sslOptions: files });
  const before = await connectTls(t, port);
  await writePair(folder, otherCertificate);

  await server.reloadSslOptions();
  const after = await connectTls(t, port);

  assert.equal(after.tls.getPeerCertificate().subject.CN, "other.example");
  await before.send(get);
  assert.equal((await before.readResponse()).code, 200);
});

test("reloadSslOptions() with a file that is broken keeps the old certificate", async (t) => {
  const { server, port } = await withServer(t, echo, { sslOptions });

  await assert.rejects(server.reloadSslOptions({ certfile: "/nowhere.pem" }), { code: "ERR_SSL_OPTIONS" });

  const client = await connectTls(t, port);
  assert.equal(client.tls.getPeerCertificate().subject.CN, "localhost");
});

test("an SNICallback chooses the certificate by the host that the client asks for", async (t) => {
  const other = await sslOptionsToContext(otherCertificate);
  const { port } = await withServer(t, echo, {
    sslOptions: {
      ...serverCertificate,
      SNICallback: (name, callback) => callback(null, name === "other.example" ? other : undefined),
    },
  });

  const named = await connectTls(t, port, { servername: "other.example" });
  const unnamed = await connectTls(t, port);

  assert.equal(named.tls.getPeerCertificate().subject.CN, "other.example");
  assert.equal(unnamed.tls.getPeerCertificate().subject.CN, "localhost");
});

test("request.getSslCertificate() has the certificate that the client proved to own", async (t) => {
  const { port } = await withServer(
    t,
    (request) => answer(request, String(request.getSslCertificate()?.subject.CN)),
    { sslOptions: { ...serverCertificate, ca: authority, requestCert: true } },
  );
  const client = await connectTls(t, port, clientCertificate);

  await client.send(get);

  assert.equal((await client.readResponse()).body, "a client");
});

test("request.getSslCertificate() is undefined without a certificate, and without TLS", async (t) => {
  const say = (request: Parameters<typeof echo>[0]) => answer(request, String(request.getSslCertificate()));
  const asking = { ...serverCertificate, ca: authority, requestCert: true, rejectUnauthorized: false };
  const secure = await withServer(t, say, { sslOptions: asking });
  const plain = await withServer(t, say);

  for (const client of [await connectTls(t, secure.port), await plain.connect()]) {
    await client.send(get);
    assert.equal((await client.readResponse()).body, "undefined");
  }
});

test("a client without the certificate that is required never reaches the application", async (t) => {
  logInfo(t);
  const { port } = await withServer(t, () => assert.fail("reached"), {
    sslOptions: { ...serverCertificate, ca: authority, requestCert: true },
  });
  const socket = connectSecure({ port, host: "127.0.0.1", ca: authority });
  socket.on("error", () => {});

  const closed = closing(socket);
  socket.write(get);
  await closed;

  await expectLog(/^TLS handshake with .* failed: /);
});

test("plain HTTP on a port of TLS gets a 400 that says so, and the connection closes", async (t) => {
  logInfo(t);
  const { port } = await withServer(t, () => assert.fail("reached"), { sslOptions });

  const received = await sendAndReadToEnd(port, get);

  assert.match(received, /^HTTP\/1\.1 400 Bad Request\r\n/);
  assert.match(received, /Content-Type: text\/plain/);
  assert.match(received, /Connection: close\r\n/);
  assert.match(received, /This port speaks HTTPS: ask for a URL that begins with https:\/\/\n$/);
  const line = await expectLog(/This port speaks HTTPS/);
  assert.equal(line.level, "info");
});

test("plain HTTP that comes byte by byte to a port of TLS gets the same answer", async (t) => {
  const { port } = await withServer(t, () => assert.fail("reached"), { sslOptions });
  const socket = connectPlain({ port, host: "127.0.0.1", noDelay: true });
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });

  for (const byte of get) await new Promise<unknown>((resolve) => socket.write(byte, resolve));
  await closing(socket);

  assert.match(received, /^HTTP\/1\.1 400 Bad Request\r\n.*HTTPS.*\n$/s);
});

for (const [what, bytes] of [
  ["bytes that are no handshake", Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5])],
  ["the beginning of a handshake", Buffer.from([0x16, 3, 1])],
  ["nothing", Buffer.alloc(0)],
] as const) {
  test(`a client that sends ${what} and leaves harms nobody`, async (t) => {
    const { port } = await withServer(t, echo, { sslOptions, handshakeTimeoutMs: 1000 });
    const socket = connectPlain(port, "127.0.0.1");
    socket.resume().on("error", () => {});
    await once(socket, "connect");

    const closed = closing(socket);
    socket.end(bytes);
    await closed;

    const client = await connectTls(t, port);
    await client.send(get);
    assert.equal((await client.readResponse()).code, 200);
  });
}

test("a client that is silent is closed after handshakeTimeoutMs", async (t) => {
  const { port } = await withServer(t, echo, { sslOptions, handshakeTimeoutMs: 20 });
  const socket = connectPlain(port, "127.0.0.1");

  await closing(socket.resume());
});

test("a client that sends its handshake byte by byte is closed after handshakeTimeoutMs", async (t) => {
  const { port } = await withServer(t, echo, { sslOptions, handshakeTimeoutMs: 50 });
  const socket = connectPlain(port, "127.0.0.1");
  t.after(() => socket.destroy());
  socket.resume().on("error", () => {});

  // A record of 16 KiB, of which each byte is well in time for its predecessor.
  const dripping = drip(
    socket,
    Buffer.concat([Buffer.from([0x16, 3, 1, 0x3f, 0xff, 1]), Buffer.alloc(16_384)]),
  );
  await closing(socket);

  assert.ok((await dripping) < 16_390);
});

/** Sends byte by byte until the other side closes. @returns how many went out */
async function drip(socket: Socket, bytes: Buffer): Promise<number> {
  let sent = 0;
  for (; sent < bytes.length && !socket.destroyed; sent++) {
    await new Promise((resolve) => socket.write(bytes.subarray(sent, sent + 1), resolve));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return sent;
}

test("drain() does not wait for clients that have not sent a byte", async (t) => {
  const { server, port } = await withServer(t, echo, { sslOptions });
  const socket = connectPlain(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  // The server has accepted it once it has answered one that came later.
  const later = await connectTls(t, port);
  await later.send(get);
  await later.readResponse();

  const closed = closing(socket.resume());
  await server.drain();
  await closed;
});

test("drain() with idleMs serves a client that was accepted and has not begun its handshake", async (t) => {
  const { server, port } = await withServer(t, echo, { sslOptions });
  const socket = connectPlain(port, "127.0.0.1");
  await once(socket, "connect");
  const later = await connectTls(t, port);
  await later.send(get);
  await later.readResponse();

  const drained = server.drain({ idleMs: 60_000 });
  const client = await connectTls(t, port, { socket });
  await client.send(get);
  const { body, headers } = await client.readResponse();
  await client.readToEnd();
  later.endSending();
  client.endSending();

  assert.equal(body, "GET / ");
  assert.equal(headers.get("connection"), "close");
  await later.readToEnd();
  await drained;
});

test("the option protocol says what a proxy that ends TLS would", async (t) => {
  const { connect } = await withServer(t, (request) => answer(request, request.protocol), {
    protocol: "https",
  });
  const client = await connect();

  await client.send(get);

  assert.equal((await client.readResponse()).body, "https");
});

test("sslOptions without a certificate, or without its key, are a TypeError", () => {
  for (const wrong of [{}, { cert: serverCertificate.cert }, { key: serverCertificate.key }]) {
    assert.throws(() => new HTTPServer(echo, { sslOptions: wrong }), /has no certificate with its key/);
  }
});

test("a handshakeTimeoutMs that is no time is a RangeError", () => {
  for (const handshakeTimeoutMs of [0, -1, Number.NaN]) {
    assert.throws(() => new HTTPServer(echo, { sslOptions, handshakeTimeoutMs }), RangeError);
  }
});

test("a certificate file that is not there makes listen() reject, and nothing is bound", async () => {
  const server = new HTTPServer(echo, { sslOptions: { certfile: "/nowhere/server.pem" } });

  await assert.rejects(server.listen(0, "127.0.0.1"), (error: Error & { code?: string }) => {
    assert.equal(error.code, "ERR_SSL_OPTIONS");
    return error.message.includes("/nowhere/server.pem");
  });
  assert.equal(server.isListening, false);
});

test("a key that is not the certificate's makes listen() reject", async () => {
  const server = new HTTPServer(echo, { sslOptions: { ...serverCertificate, key: otherCertificate.key } });

  await assert.rejects(server.listen(0, "127.0.0.1"), { code: "ERR_SSL_OPTIONS" });
});

test("reloadSslOptions() of a server without TLS is a TypeError", async () => {
  await assert.rejects(new HTTPServer(echo).reloadSslOptions(), TypeError);
});
