import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import { createServer as createHttpsServer, type ServerOptions } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { TLSSocket } from "node:tls";
import { AsyncHTTPClient, type AsyncHTTPClientOptions, type FetchOptions } from "typhoon/httpclient";
import {
  authority,
  clientCertificate,
  otherCertificate,
  serverCertificate,
} from "../../support/certificates.ts";
import { guardLog } from "../../support/guard-log.ts";
import { peerServer } from "../../support/peer-server.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

guardLog();

const trusting: FetchOptions = { sslOptions: { ca: authority } };

function ownClient(t: TestContext, options: AsyncHTTPClientOptions = {}): AsyncHTTPClient {
  const client = new AsyncHTTPClient({ ...options, forceInstance: true });
  t.after(() => client.close());
  return client;
}

/** Answers with the name of the client's certificate, and whether the TLS session was taken up again. */
async function tlsServer(t: TestContext, options: ServerOptions = serverCertificate): Promise<string> {
  const server = createHttpsServer(options, (request, response) => {
    const socket = request.socket as TLSSocket;
    response.end(`${socket.getPeerCertificate()?.subject?.CN ?? "nobody"} ${request.headers.host}`);
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A proxy that notes what it is asked for; with `ask`, it wants credentials. */
async function proxyServer(t: TestContext, ask?: string) {
  const asked: string[] = [];
  const isRefused = ({ method, url, headers }: IncomingMessage) => {
    const authorization = headers["proxy-authorization"];
    asked.push(`${method} ${url?.replace(/\d{4,}/, "PORT")} ${authorization?.replace(/".*/, "")}`);
    return ask !== undefined && authorization === undefined;
  };
  const server = createServer((incoming, outgoing) => {
    if (isRefused(incoming)) return outgoing.writeHead(407, { "Proxy-Authenticate": ask }).end();
    const { method, headers, url = "" } = incoming;
    const onward = httpRequest(url, { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    return incoming.pipe(onward);
  });
  server.on("connect", (incoming, socket) => {
    socket.on("error", () => {});
    if (isRefused(incoming))
      return socket.write(`HTTP/1.1 407 No\r\nProxy-Authenticate: ${ask}\r\nContent-Length: 0\r\n\r\n`);
    const { port } = new URL(`http://${incoming.url}`);
    const onward = connect(Number(port), "127.0.0.1", () => socket.write("HTTP/1.1 200 Connected\r\n\r\n"));
    onward.on("error", () => socket.destroy());
    return onward.pipe(socket).pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const options = { proxyHost: "127.0.0.1", proxyPort: (server.address() as AddressInfo).port };
  return { asked, options };
}

const basic = `Basic ${Buffer.from("ann:x").toString("base64")}`;
const credentials = { proxyUsername: "ann", proxyPassword: "x" };

test("a proxy is sent http: requests with the whole URL, and they share its connection", async (t) => {
  const url = await peerServer(t, (request, response) =>
    response.end(
      `${request.method} ${request.url} ${request.headers.host?.replace(/\d+$/, "")} ${request.headers["proxy-authorization"]}`,
    ),
  );
  const { asked, options } = await proxyServer(t);
  const client = ownClient(t);

  const response = await client.fetch(`${url}/a?b=c`, { ...options, ...credentials });
  await client.fetch(`${url}/again`, { ...options, ...credentials });

  assert.match(String(response.body), /^GET \/a\?b=c 127\.0\.0\.1:/);
  assert.deepEqual(asked, [
    `GET http://127.0.0.1:PORT/a?b=c ${basic}`,
    `GET http://127.0.0.1:PORT/again ${basic}`,
  ]);
  assert.equal(client.stats?.idle, 1);
});

test("through a proxy, https: goes in a tunnel, and the certificate is the server's", async (t) => {
  const url = await tlsServer(t);
  const { asked, options } = await proxyServer(t);
  const client = ownClient(t);

  const response = await client.fetch(url, { ...options, ...credentials, ...trusting });

  assert.equal(String(response.body), `nobody ${new URL(url).host}`);
  assert.deepEqual(asked, [`CONNECT 127.0.0.1:PORT ${basic}`]);
  await assert.rejects(client.fetch(url, options), { code: "ERR_HTTP_TLS" });
});

test("a proxy that asks for digest credentials gets them, for requests and for tunnels", async (t) => {
  const [plain, encrypted] = [
    await peerServer(t, (_request, response) => response.end("plain")),
    await tlsServer(t),
  ];
  const { asked, options } = await proxyServer(t, 'Digest realm="r", nonce="n", qop="auth"');
  const client = ownClient(t);
  const all = { ...options, ...credentials, proxyAuthMode: "digest", ...trusting } as const;

  await client.fetch(plain, all);
  await client.fetch(encrypted, all);

  const target = "CONNECT 127.0.0.1:PORT";
  assert.deepEqual(asked, [
    "GET http://127.0.0.1:PORT/ undefined",
    "GET http://127.0.0.1:PORT/ Digest username=",
    `${target} undefined`,
    `${target} Digest username=`,
  ]);
});

test("a proxy that makes no tunnel, and one that is none", async (t) => {
  const { options } = await proxyServer(t, 'Basic realm="r"');
  const url = await tlsServer(t);
  const nowhere = { proxyHost: "127.0.0.1", proxyPort: 1 };
  const client = ownClient(t);

  await assert.rejects(client.fetch(url, options), {
    code: "ERR_HTTP_PROXY",
    message: /makes no tunnel to .*: 407 No/,
  });
  await assert.rejects(client.fetch(url, nowhere), { code: "ERR_HTTP_CONNECT" });
  assert.throws(() => client.fetch(url, { proxyHost: "127.0.0.1" }), /proxyPort is missing/);
});

test("what one request says to a proxy, the next one's connection does not know", async (t) => {
  const url = await tlsServer(t);
  const { asked, options } = await proxyServer(t);
  const client = ownClient(t);

  await client.fetch(url, { ...options, ...credentials, ...trusting });
  await client.fetch(url, { ...options, ...trusting });

  assert.deepEqual(asked, [`CONNECT 127.0.0.1:PORT ${basic}`, "CONNECT 127.0.0.1:PORT undefined"]);
});

const distrust: readonly [what: string, certificate: ServerOptions, options: FetchOptions, host?: string][] =
  [
    ["an authority that nobody knows", serverCertificate, {}],
    ["a certificate for another host", otherCertificate, trusting, "localhost"],
    [
      "a server without a cipher in common",
      { ...serverCertificate, maxVersion: "TLSv1.2" },
      { sslOptions: { ca: authority, minVersion: "TLSv1.3" } },
    ],
  ];

for (const [what, certificate, options, host = "127.0.0.1"] of distrust) {
  test(`TLS fails with ${what}`, async (t) => {
    const url = (await tlsServer(t, certificate)).replace("127.0.0.1", host);

    await assert.rejects(ownClient(t).fetch(url, options), { code: "ERR_HTTP_TLS", statusCode: 599 });
  });
}

test("validateCert: false takes any certificate, and the next request checks again", async (t) => {
  const url = await tlsServer(t);
  const client = ownClient(t);

  assert.equal((await client.fetch(url, { validateCert: false })).code, 200);
  await assert.rejects(client.fetch(url), { code: "ERR_HTTP_TLS" });
});

test("caCerts, clientCert and clientKey are files; connections are not shared with requests without them", async (t) => {
  const folder = temporaryFolder(t);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const url = await tlsServer(t, {
    ...serverCertificate,
    ca: authority,
    requestCert: true,
    rejectUnauthorized: false,
  });
  const client = ownClient(t);
  const caCerts = file("ca.pem", authority);
  const own = {
    clientCert: file("cert.pem", clientCertificate.cert),
    clientKey: file("key.pem", clientCertificate.key),
  };

  const known = await client.fetch(url, { caCerts, ...own });
  const unknown = await client.fetch(url, { caCerts });
  const knownAgain = await client.fetch(url, { caCerts, ...own });

  assert.deepEqual(
    [known, unknown, knownAgain].map(({ body }) => String(body).split(" 127")[0]),
    ["a client", "nobody", "a client"],
  );
  assert.equal(client.stats?.idle, 2);
  await assert.rejects(client.fetch(url, { caCerts: join(folder, "missing.pem") }), {
    code: "ERR_HTTP_TLS",
    message: /missing\.pem/,
  });
});

test("a server name that the URL does not have goes with the name that it does have", async (t) => {
  const url = await tlsServer(t, otherCertificate);
  const { port } = new URL(url);
  const client = ownClient(t, { hostnameMapping: { "other.example": "127.0.0.1" } });

  const response = await client.fetch(`https://other.example:${port}/`, trusting);

  assert.equal(String(response.body), `nobody other.example:${port}`);
  assert.ok((response.timeInfo?.appconnectMs ?? 0) > (response.timeInfo?.connectMs ?? 0));
});
