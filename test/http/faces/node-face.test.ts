import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { nodeListener, nodeUpgradeListener } from "typhoon/faces";
import { ClientClosedError, HTTPHeaders } from "typhoon/httputil";
import { RuleRouter } from "typhoon/routing";
import { Application, RequestHandler } from "typhoon/web";
import { serverCertificate } from "../../support/certificates.ts";
import { connectTls } from "../../support/connect-tls.ts";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { holdRequests } from "../../support/hold-requests.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";
import { RecordingDelegate } from "../../support/recording-delegate.ts";
import { answer } from "../../support/with-server.ts";

guardLog();

const ok = { version: "HTTP/1.1", code: 200, reason: "OK" };
const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const offer = "GET /talk?x=1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

async function listen(t: TestContext, server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  t.after(() => server.closeAllConnections());
  return (server.address() as AddressInfo).port;
}

async function connectTo(t: TestContext, listener: RequestListener): Promise<RawHTTPClient> {
  return open(t, await listen(t, createServer(listener)));
}

async function open(t: TestContext, port: number): Promise<RawHTTPClient> {
  const client = await RawHTTPClient.connect(port);
  t.after(() => client.close());
  return client;
}

/** Takes every offer to speak by `echo`, and refuses other requests. */
class Echo extends RequestHandler {
  override async get() {
    if (!this.request.headers.has("Upgrade")) return this.sendError(426);
    this.setStatus(101);
    this.setHeader("Upgrade", "echo");
    this.setHeader("Connection", "Upgrade");
    await this.flush();
    const stream = this.detach();
    stream.write(`${this.request.remoteIp} `);
    stream.pipe(stream);
  }
}

test("a connection of node:http is kept alive between answers", async (t) => {
  const router = new RuleRouter([
    ["/.*", (request) => answer(request, `${request.version} ${request.remoteIp}`)],
  ]);
  const client = await connectTo(t, nodeListener(router));

  await client.send(get);
  await client.send(get);

  const bodies = (await client.readResponses(2)).map(({ body }) => body);
  assert.deepEqual(bodies, ["HTTP/1.1 127.0.0.1", "HTTP/1.1 127.0.0.1"]);
});

test("xheaders count for the listener too, and for each request alone", async (t) => {
  const router = new RuleRouter([
    ["/.*", (request) => answer(request, `${request.remoteIp} ${request.protocol}`)],
  ]);
  const listener = nodeListener(router, { xheaders: true, trustedDownstream: ["10.0.0.0/8"] });
  const client = await connectTo(t, listener);

  await client.send(
    "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 4.4.4.4, 10.0.0.9\r\nX-Scheme: https\r\n\r\n",
  );
  await client.send(get);

  const bodies = (await client.readResponses(2)).map(({ body }) => body);
  assert.deepEqual(bodies, ["4.4.4.4 https", "127.0.0.1 http"]);
});

test("behind node:https, the request says https", async (t) => {
  const router = new RuleRouter([["/.*", (request) => answer(request, request.protocol)]]);
  const port = await listen(t, createSecureServer(serverCertificate, nodeListener(router)));
  const client = await connectTls(t, port);

  await client.send(get);

  assert.equal((await client.readResponse()).body, "https");
});

test("a client of node:http that leaves aborts the request's signal", async (t) => {
  const held = holdRequests();
  const client = await connectTo(t, nodeListener(new RuleRouter([["/.*", held.callback]])));
  await client.send(get);
  const request = await held.next();

  const aborted = once(request.signal, "abort");
  client.close();
  await aborted;

  assert.ok(request.signal.reason instanceof ClientClosedError);
});

test("a client of node:http that leaves in the middle of its body is told to the delegate", async (t) => {
  const delegate = new RecordingDelegate();
  const client = await connectTo(t, nodeListener(delegate));
  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf");
  await delegate.until("half");

  client.close();
  await delegate.until("connection closed");

  assert.deepEqual(delegate.calls, ["headers", "half", "close", "connection closed"]);
});

test("write() waits for a client of node:http that does not read", async (t) => {
  const held = holdRequests();
  const client = await connectTo(t, nodeListener(new RuleRouter([["/.*", held.callback]])));
  client.socket.pause();
  await client.send(get);
  const { connection } = await held.next();
  connection.writeHeaders(ok, new HTTPHeaders());
  let written = 0;

  let room: Promise<void> | undefined;
  while (room === undefined) {
    room = connection.write(Buffer.alloc(65_536, "x"));
    written += 65_536;
  }
  client.socket.resume();
  await room;
  connection.finish();

  assert.equal((await client.readResponse()).body.length, written);
});

test("an answer before the end of a body still goes out", async (t) => {
  class Refuses extends RecordingDelegate {}
  const delegate = new Refuses({
    headersReceived: (connection) => {
      connection.writeHeaders(
        { ...ok, code: 403, reason: "Forbidden" },
        new HTTPHeaders({ "Content-Length": "0" }),
      );
      connection.finish();
    },
  });
  const client = await connectTo(t, nodeListener(delegate));

  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf");

  assert.equal((await client.readResponse()).code, 403);
});

test("a failure after a part was sent breaks the connection", async (t) => {
  class Half extends RequestHandler {
    override async get() {
      this.write("half");
      await this.flush();
      throw new Error("broken");
    }
  }
  const client = await connectTo(t, nodeListener(new Application([["/", Half]], { logFunction() {} })));

  await client.send(get);

  assert.doesNotMatch(await client.readToEnd(), /\r\n0\r\n/);
  await expectLog(/Uncaught exception GET/);
  await expectLog(/Cannot send error response after headers written/);
});

test("a handler can take over a connection that node:http offers as an upgrade", async (t) => {
  const application = new Application([["/talk", Echo]], { logFunction() {} });
  const server = createServer(nodeListener(application)).on("upgrade", nodeUpgradeListener(application));
  const client = await open(t, await listen(t, server));

  await client.send(`${offer}ahead `);

  assert.match(
    await client.readUntil("\r\n\r\n"),
    /^HTTP\/1\.1 101 Switching Protocols\r\n.*Upgrade: echo\r\n/s,
  );
  assert.equal(await client.readUntil("ahead "), "127.0.0.1 ahead ");
  await client.send("later");
  assert.equal(await client.readUntil("later"), "later");
});

test("an offer that the application does not take is answered as any request", async (t) => {
  const application = new Application([["/", Echo]], { logFunction() {} });
  const server = createServer(nodeListener(application)).on("upgrade", nodeUpgradeListener(application));
  const client = await open(t, await listen(t, server));

  await client.send(offer);

  assert.equal((await client.readResponse()).code, 404);
});

test("detach() on a request of node:http says why it cannot", async (t) => {
  const application = new Application([["/talk", Echo]], { logFunction() {} });
  const client = await connectTo(t, nodeListener(application));

  await client.send(offer);
  await expectLog(/Uncaught exception GET \/talk/);
  await expectLog(/Cannot send error response after headers written/);
});
