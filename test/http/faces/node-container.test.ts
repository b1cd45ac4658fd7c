import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { nodeContainer, nodeListener } from "typhoon/faces";
import { HTTPHeaders } from "typhoon/httputil";
import { Application, FallbackHandler } from "typhoon/web";
import { guardLog } from "../../support/guard-log.ts";
import { sendAndReadToEnd } from "../../support/raw-http-client.ts";
import { withServer } from "../../support/with-server.ts";

guardLog();

type Test = Parameters<typeof withServer>[0];
type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** What the client reads of the answer to that head, by a rule that leads to the listener. */
async function contained(t: Test, listener: Listener, bytes: string, options = {}): Promise<string> {
  const app = new Application([["/.*", nodeContainer(listener)]], { logFunction() {} });
  const { port } = await withServer(t, app, options);
  return sendAndReadToEnd(port, bytes);
}

const showMessage: Listener = ({ httpVersion, method, rawHeaders }, response) => {
  response.end(JSON.stringify([httpVersion, method, rawHeaders]));
};

function bodyOf(response: string): unknown {
  return JSON.parse(response.slice(response.indexOf("\r\n\r\n") + 4));
}

for (const [what, head, expected] of [
  ["HTTP/1.0 without Host", "GET / HTTP/1.0\r\n", ["1.0", "GET", []]],
  [
    "HTTP/1.0 with keep-alive",
    "HEALTH / HTTP/1.0\r\nx-A: b\r\n".replace("HEALTH", "GET"),
    ["1.0", "GET", ["x-A", "b"]],
  ],
  [
    "HTTP/1.1 that closes",
    "POST / HTTP/1.1\r\nhOst: h\r\nConnection: close\r\n",
    ["1.1", "POST", ["hOst", "h", "Connection", "close"]],
  ],
] as const) {
  test(`nodeContainer() shows ${what} as it came, without fields of its own`, async (t) => {
    assert.deepEqual(bodyOf(await contained(t, showMessage, `${head}\r\n`)), expected);
  });
}

test("nodeContainer() passes on more fields than Node reads by default", async (t) => {
  const lines = Array.from({ length: 2_500 }, (_, index) => `a${index}: b\r\n`).join("");
  const head = `GET / HTTP/1.0\r\n${lines}\r\n`;
  const listener: Listener = ({ rawHeaders }, response) => response.end(JSON.stringify(rawHeaders.length));

  const answer = await contained(t, listener, head, { maxHeaderCount: 5_000 });

  assert.equal(bodyOf(answer), 5_000);
});

const trailing: Listener = (request, response) => {
  response.writeHead(200, { Trailer: "X-Sum" });
  request.on("data", (piece: Buffer) => response.write(piece));
  request.on("end", () => {
    response.addTrailers({ "X-Sum": "7" });
    response.end();
  });
};
const chunkedRequest =
  "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n";

test("nodeContainer() sends the trailers of an answer behind its last chunk (RFC 9110 §6.5)", async (t) => {
  const answer = await contained(t, trailing, chunkedRequest);

  assert.match(answer, /\r\nTrailer: X-Sum\r\n/);
  assert.match(answer, /\r\n3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n$/);
});

test("FallbackHandler and nodeListener() pass trailers on as well", async (t) => {
  const app = new Application([["/.*", FallbackHandler, { fallback: nodeContainer(trailing) }]], {
    logFunction() {},
  });
  const { port } = await withServer(t, app);
  const server = createServer(nodeListener(app));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());

  for (const one of [port, (server.address() as AddressInfo).port]) {
    assert.match(await sendAndReadToEnd(one, chunkedRequest), /\r\n0\r\nX-Sum: 7\r\n\r\n$/);
  }
});

test("a connection refuses a trailer of the framing, and drops trailers where there are no chunks", async (t) => {
  const thrown: unknown[] = [];
  const { port } = await withServer(t, ({ connection, path }) => {
    const headers = new HTTPHeaders(path === "/whole" ? { "Content-Length": "1" } : {});
    connection.writeHeaders({ version: "HTTP/1.1", code: 200, reason: "OK" }, headers, "a");
    try {
      connection.finish(new HTTPHeaders(path === "/framing" ? { "Content-Length": "1" } : { "X-Sum": "7" }));
    } catch (error) {
      thrown.push(error);
    }
  });
  const ask = (path: string) =>
    sendAndReadToEnd(port, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);

  assert.match(await ask("/whole"), /\r\n\r\na$/);
  assert.match(await ask("/chunks"), /\r\n1\r\na\r\n0\r\nX-Sum: 7\r\n\r\n$/);
  assert.doesNotMatch(await ask("/framing"), /\r\n0\r\n/);
  assert.match(
    String(thrown),
    /^HTTPOutputError: Cannot write Content-Length or Transfer-Encoding as a trailer/,
  );
});

const hinting: Listener = (_request, response) => {
  response.writeProcessing();
  response.writeEarlyHints({ link: "</a.css>; rel=preload" });
  response.end("done");
};

test("nodeContainer() and nodeListener() pass interim answers on (RFC 9110 §15.2)", async (t) => {
  const app = new Application([["/.*", nodeContainer(hinting)]], { logFunction() {} });
  const { port } = await withServer(t, app);
  const server = createServer(nodeListener(app));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());

  for (const one of [port, (server.address() as AddressInfo).port]) {
    const answer = await sendAndReadToEnd(one, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d+ [^\r]*)/g)].map(([, status]) => status);
    assert.deepEqual(statuses, ["102 Processing", "103 Early Hints", "200 OK"]);
    assert.match(answer, /\r\nlink: <\/a\.css>; rel=preload\r\n/i);
  }
});

test("the socket of a contained request has the addresses of the client's connection", async (t) => {
  const seen: unknown[] = [];
  const listener: Listener = ({ socket }, response) => {
    const { remoteAddress, remotePort, remoteFamily, localAddress, localPort, localFamily } = socket;
    seen.push(remoteAddress, remotePort, remoteFamily, localAddress, localPort, localFamily);
    seen.push(socket.address(), Reflect.get(socket, "encrypted"), socket.readyState);
    response.end();
  };
  const app = new Application([["/.*", nodeContainer(listener)]], { logFunction() {} });
  const { port, connect } = await withServer(t, app);
  const client = await connect();

  await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await client.readResponse();

  const { localPort } = client.socket;
  const address = { address: "127.0.0.1", family: "IPv4", port };
  assert.deepEqual(seen, ["127.0.0.1", localPort, "IPv4", "127.0.0.1", port, "IPv4", address, false, "open"]);
});

test("behind a proxy the socket of a contained request has the client's address, and not the proxy's port", async (t) => {
  const seen: unknown[] = [];
  const listener: Listener = ({ socket }, response) => {
    seen.push(socket.remoteAddress, socket.remotePort, socket.localAddress);
    response.end();
  };
  const head = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Real-Ip: 2001:db8::1\r\n\r\n";

  await contained(t, listener, head, { xheaders: true });

  assert.deepEqual(seen, ["2001:db8::1", undefined, "127.0.0.1"]);
});

test("a contained listener's setTimeout() ends an answer in which nothing moves", async (t) => {
  const listener: Listener = (request, response) => {
    response.write("begun");
    request.setTimeout(5, () => request.destroy());
  };

  const answer = await contained(t, listener, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

  assert.match(answer, /\r\n5\r\nbegun\r\n$/);
});
