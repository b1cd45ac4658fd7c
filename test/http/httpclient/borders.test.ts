import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { Readable } from "node:stream";
import { type TestContext, test } from "node:test";
import { createServer as createTlsServer } from "node:tls";
import {
  AsyncHTTPClient,
  type AsyncHTTPClientOptions,
  type FetchOptions,
  HTTPClientError,
  HTTPRequestError,
} from "typhoon/httpclient";
import { TCPClient } from "typhoon/tcpclient";
import { authority, otherCertificate } from "../../support/certificates.ts";
import { guardLog } from "../../support/guard-log.ts";
import { peerServer } from "../../support/peer-server.ts";
import { rawServer } from "../../support/raw-server.ts";

guardLog();

function ownClient(t: TestContext, options: AsyncHTTPClientOptions = {}): AsyncHTTPClient {
  const client = new AsyncHTTPClient({ ...options, forceInstance: true });
  t.after(() => client.close());
  return client;
}

test("of fields that a response has once, the first counts; others are lists", async (t) => {
  const server = await rawServer(t, async (connection) => {
    const [, path] = (await connection.readUntil("\r\n\r\n")).split(" ");
    connection.send(
      path === "/landed"
        ? 'HTTP/1.1 200 OK\r\nContent-Type: text/a\r\ncontent-type: text/b\r\nETag: "1"\r\nETag: "2"\r\n' +
            "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nVary: x\r\nVary: y\r\nContent-Length: 0\r\n\r\n"
        : "HTTP/1.1 302 Found\r\nLocation: /landed\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
    );
    connection.socket.end();
  });

  const { headers, effectiveUrl } = await ownClient(t).fetch(server.url);

  assert.equal(effectiveUrl, `${server.url}landed`);
  assert.deepEqual(headers.getList("Content-Type"), ["text/a"]);
  assert.deepEqual(headers.getList("ETag"), ['"1"']);
  assert.deepEqual(headers.getList("Set-Cookie"), ["a=1", "b=2"]);
  assert.deepEqual(headers.getList("Vary"), ["x", "y"]);
});

for (const [length, options] of [
  ["10", { body: "abc" }],
  ["2", { body: "abc" }],
  ["three", { body: "abc" }],
  ["5", { method: "DELETE" }],
  ["-1", { bodyProducer: () => {} }],
] as const satisfies readonly (readonly [string, FetchOptions])[]) {
  test(`Content-Length ${length} that cannot be right is a TypeError at once (${JSON.stringify(options)})`, (t) => {
    const client = ownClient(t);
    const all: FetchOptions = { method: "POST", headers: { "Content-Length": length }, ...options };

    assert.throws(() => client.fetch("http://127.0.0.1:1/", all), {
      name: "TypeError",
      message: new RegExp(`Content-Length "${length}"`),
    });
  });
}

for (const length of ["2", "10"]) {
  test(`a bodyProducer that does not make the ${length} bytes it promised is an HTTPRequestError`, async (t) => {
    const url = await peerServer(t, (request, response) => request.on("end", () => response.end()).resume());
    const fetching = ownClient(t).fetch(url, {
      method: "POST",
      headers: { "Content-Length": length },
      bodyProducer: (write) => write("abc"),
    });

    await assert.rejects(fetching, (error: unknown) => {
      assert.ok(error instanceof HTTPRequestError, String(error));
      assert.deepEqual([error.code, error.statusCode], ["ERR_HTTP_REQUEST", 599]);
      assert.ok(error.cause instanceof Error);
      return true;
    });
  });
}

const thrown = new RangeError("it is the caller's");

const callers: readonly [what: string, options: FetchOptions][] = [
  ["a bodyProducer", { method: "POST", bodyProducer: () => Promise.reject(thrown) }],
  [
    "an iterable bodyProducer",
    {
      method: "POST",
      bodyProducer: (async function* () {
        yield "x";
        throw thrown;
      })(),
    },
  ],
  [
    "a stream as bodyProducer",
    {
      method: "POST",
      bodyProducer: new Readable({
        read() {
          this.destroy(thrown);
        },
      }),
    },
  ],
  [
    "a streamingCallback",
    {
      streamingCallback: () => {
        throw thrown;
      },
    },
  ],
  [
    "a headerCallback",
    {
      headerCallback: () => {
        throw thrown;
      },
    },
  ],
];

for (const [what, options] of callers) {
  test(`what ${what} throws comes out of fetch() as it is`, async (t) => {
    const url = await peerServer(t, (request, response) =>
      request.on("end", () => response.end("x")).resume(),
    );

    await assert.rejects(ownClient(t).fetch(url, options), (error) => error === thrown);
  });
}

test("what allowAddress throws comes out of fetch() as it is", async (t) => {
  const client = ownClient(t, {
    allowAddress: () => {
      throw thrown;
    },
  });

  await assert.rejects(client.fetch("http://127.0.0.1:1/"), (error) => error === thrown);
});

test("a piece that is no bytes is a TypeError of ours", async (t) => {
  const url = await peerServer(t, (request, response) => request.on("end", () => response.end("x")).resume());
  const pieces: unknown[] = [42, null, {}];

  for (const piece of pieces) {
    const bodyProducer = (write: (chunk: string) => Promise<void>) =>
      Reflect.apply(write, undefined, [piece]);
    await assert.rejects(ownClient(t).fetch(url, { method: "POST", bodyProducer }), {
      name: "TypeError",
      message: /^Cannot send a piece of bodyProducer because it is not a string or a Uint8Array/,
    });
  }
});

test("port 0 of a URL is no other port, and nothing listens there", async (t) => {
  const failure: unknown = await ownClient(t)
    .fetch("http://127.0.0.1:0/")
    .catch((error: unknown) => error);

  assert.ok(failure instanceof HTTPClientError);
  assert.equal(failure.code, "ERR_HTTP_CONNECT");
  assert.match(failure.message, /port 0/);
});

/** Notes the names that clients ask for, and answers with the field `Host`. */
async function namedServer(t: TestContext) {
  const names: string[] = [];
  const options = {
    ...otherCertificate,
    SNICallback: (name: string, done: (error: null, context?: undefined) => void) => {
      names.push(name);
      done(null);
    },
  };
  const server = createTlsServer(options, (socket) => {
    socket.on("error", () => {});
    socket.once("data", (head: Buffer) => {
      const host = /^Host: (.*)\r$/im.exec(String(head))?.[1] ?? "";
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${host.length}\r\nConnection: close\r\n\r\n${host}`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return { names, port: (server.address() as AddressInfo).port };
}

test("the dot at the end of a host stays out of TLS (RFC 6066 §3), and in the Host field", async (t) => {
  const { names, port } = await namedServer(t);
  const client = ownClient(t, { hostnameMapping: { "other.example.": "127.0.0.1" } });

  const response = await client.fetch(`https://other.example.:${port}/`, { sslOptions: { ca: authority } });

  assert.deepEqual(names, ["other.example"]);
  assert.equal(String(response.body), `other.example.:${port}`);
});

test("a stream does not ask for it either", async (t) => {
  const { names, port } = await namedServer(t);
  const resolver = {
    resolve: async () => [{ address: "127.0.0.1", port, family: 4 as const }],
    close: () => {},
  };
  const options = { sslOptions: { ca: authority }, timeoutMs: 10_000 };

  const stream = await new TCPClient({ resolver }).connect("other.example.", port, options);

  stream.close();
  assert.deepEqual(names, ["other.example"]);
});

test("a proxy may send interim responses, fold its fields, and make a tunnel with any 2xx", async (t) => {
  const proxy = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      socket.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 Made\r\nVia: a\r\n b\r\n\r\n");
      socket.once("data", (bytes: Buffer) => socket.end(`${bytes[0]}`));
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  t.after(() => proxy.close());
  const options = { proxyHost: "127.0.0.1", proxyPort: (proxy.address() as AddressInfo).port };

  // The proxy answers the ClientHello with something else: so there was a tunnel.
  await assert.rejects(ownClient(t).fetch("https://other.example/", options), { code: "ERR_HTTP_TLS" });
});
