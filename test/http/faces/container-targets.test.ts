import assert from "node:assert/strict";
import { createServer } from "node:http";
import { type AddressInfo, createConnection } from "node:net";
import { test } from "node:test";
import { fetchContainer, nodeContainer, nodeListener } from "typhoon/faces";
import { Application, FallbackHandler, HTTPError, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { RawHTTPClient, sendAndReadToEnd } from "../../support/raw-http-client.ts";
import { withServer } from "../../support/with-server.ts";

guardLog();

class Guard extends RequestHandler {
  override prepare() {
    throw new HTTPError(403);
  }
}

/** The URL that a contained application has. */
const showUrl = fetchContainer(({ url }) => new Response(url));
const showTarget = nodeContainer(({ url, headers }, response) => {
  response.end(Buffer.from(`${headers.host ?? ""} ${url}`, "latin1"));
});

async function askBehindGuard(
  t: Parameters<typeof withServer>[0],
  container: typeof showUrl,
): Promise<(head: string) => Promise<[number, string]>> {
  const app = new Application(
    [
      ["/admin/.*", Guard],
      [".*", container],
    ],
    { logFunction() {} },
  );
  const { connect } = await withServer(t, app);
  return async (head) => {
    const client = await connect();
    await client.send(`${head}\r\n\r\n`);
    const { code, body } = await client.readResponse();
    client.close();
    return [code, body];
  };
}

for (const target of [
  "/any/../admin/x",
  "/any/./x",
  "/any/%2e%2E/admin/x",
  "/any/..",
  "/any/%2e",
  "/any\\..\\admin",
  "/any\\x",
  "//evil/..",
  '/a"b',
  "/a{b}",
  "/a<b>",
  "/a`b",
  "/\xc3\xa9",
  "http://h/any/../admin/x",
]) {
  test(`fetchContainer() refuses ${JSON.stringify(target)}, whose path a URL would change`, async (t) => {
    const ask = await askBehindGuard(t, showUrl);

    const [code] = await ask(`GET ${target} HTTP/1.1\r\nHost: h`);

    assert.equal(code, 400);
  });
}

for (const host of ["h:99999", "0x7f.1", "127.1", "xn--a", "%61", "[::0001]", "h%2fx", "1.2.3.4.5"]) {
  test(`fetchContainer() refuses the host ${host}, which a URL would change or cannot have`, async (t) => {
    const ask = await askBehindGuard(t, showUrl);

    const [code] = await ask(`GET /any HTTP/1.1\r\nHost: ${host}`);

    assert.equal(code, 400);
  });
}

for (const [head, url] of [
  ["GET /any/admin/x HTTP/1.1\r\nHost:", "http://127.0.0.1/any/admin/x"],
  ["GET /any HTTP/1.0", "http://127.0.0.1/any"],
  ["GET //evil/x HTTP/1.1\r\nHost: h", "http://h//evil/x"],
  ["GET /a%2fb%20c|d;e=f,g'h HTTP/1.1\r\nHost: h", "http://h/a%2fb%20c|d;e=f,g'h"],
  ["GET /a? HTTP/1.1\r\nHost: h", "http://h/a?"],
  [
    "GET /a?b=/../c\\..&d=\"e\"'f'{|}\xc3\xa9 HTTP/1.1\r\nHost: h",
    "http://h/a?b=/../c\\..&d=%22e%22%27f%27{|}%C3%A9",
  ],
  ["GET /any HTTP/1.1\r\nHost: H.Example:8080", "http://h.example:8080/any"],
  ["GET /any HTTP/1.1\r\nHost: h:80", "http://h/any"],
  ["GET /any HTTP/1.1\r\nHost: h:", "http://h/any"],
  ["GET /any HTTP/1.1\r\nHost: [::1]:81", "http://[::1]:81/any"],
  ["GET http://y:81/any?b HTTP/1.1\r\nHost: h", "http://y:81/any?b"],
  ["GET http://y HTTP/1.1\r\nHost: h", "http://y/"],
] as const) {
  test(`fetchContainer() passes on ${JSON.stringify(head)} as it was matched`, async (t) => {
    const ask = await askBehindGuard(t, showUrl);

    assert.deepEqual(await ask(head), [200, url]);
  });
}

test("fetchContainer() answers 400 to targets that are no path, and 501 to methods that the standard has not", async (t) => {
  const ask = await askBehindGuard(t, showUrl);

  const codes: number[] = [];
  for (const line of ["OPTIONS *", "CONNECT h:80", "TRACE /", "TRACK /", "get /", "Put /"]) {
    codes.push((await ask(`${line} HTTP/1.1\r\nHost: h`))[0]);
  }

  assert.deepEqual(codes, [400, 400, 501, 501, 501, 501]);
  assert.deepEqual(await ask("M-SEARCH /a HTTP/1.1\r\nHost: h"), [200, "http://h/a"]);
});

test("FallbackHandler answers 400 where its container refuses the target", async (t) => {
  const app = new Application([["/.*", FallbackHandler, { fallback: showUrl }]], { logFunction() {} });
  const { connect } = await withServer(t, app);
  const client = await connect();

  await client.send("GET /any/../x HTTP/1.1\r\nHost: h\r\n\r\n");
  assert.equal((await client.readResponse()).code, 400);
  await expectLog(/^400 GET \/any\/\.\.\/x .*normal form/);
  await client.send("GET /any HTTP/1.1\r\nHost: h:99999\r\n\r\n");
  assert.equal((await client.readResponse()).code, 400);
  await expectLog(/^400 GET \/any .*normal form/);
});

for (const [head, expected] of [
  ["GET /any/../admin/x HTTP/1.1\r\nHost: h", [200, "h /any/../admin/x"]],
  ["GET //evil/.. HTTP/1.1\r\nHost: h", [200, "h //evil/.."]],
  ["GET http://y/any?b HTTP/1.1\r\nHost: h", [200, "y /any?b"]],
  [
    "GET http://y/admin/x HTTP/1.1\r\nHost: h",
    [403, "<html><title>403: Forbidden</title><body>403: Forbidden</body></html>"],
  ],
  ["GET http://y HTTP/1.1\r\nHost: h", [200, "y /"]],
  ["OPTIONS * HTTP/1.1\r\nHost: h", [200, "h *"]],
  ["GET /any HTTP/1.1\r\nHost:", [200, " /any"]],
] as const) {
  test(`nodeContainer() gives its listener the target and the host of ${JSON.stringify(head)} as the rules had them`, async (t) => {
    const ask = await askBehindGuard(t, showTarget);

    assert.deepEqual(await ask(head), expected);
  });
}

test("nodeContainer() answers 501 to a CONNECT", async (t) => {
  const ask = await askBehindGuard(t, showTarget);

  assert.equal((await ask("CONNECT h:80 HTTP/1.1\r\nHost: h"))[0], 501);
});

test("nodeListener() refuses targets and hosts that a server of ours refuses", async (t) => {
  const app = new Application([[".*", showTarget]], { logFunction() {} });
  const server = createServer(nodeListener(app));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;

  const codes: string[] = [];
  for (const [target, host] of [
    ["/a#b", "h"],
    ["/a", "h:x"],
    ["/a", "u@h"],
    ["/a", "h/x"],
    ["http://u@h/a", "h"],
    ["/a", "h:99"],
  ]) {
    const head = `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    codes.push((await sendAndReadToEnd(port, head)).slice(9, 12));
  }

  assert.deepEqual(codes, ["400", "400", "400", "400", "400", "200"]);
});

test("app.fetch() and app.inject() refuse a host that is none", async () => {
  class Show extends RequestHandler {
    override get() {
      this.write(this.request.host);
    }
  }
  const app = new Application([["/", Show]], { logFunction() {} });

  const fetched = await app.fetch(new Request("http://h/", { headers: { Host: "h/x" } }));
  const injected = await app.inject({ headers: { Host: "h:x" } });

  assert.deepEqual([fetched.status, injected.status], [400, 400]);
});

test("fullUrl() has a host and no more path than the target", async (t) => {
  class Show extends RequestHandler {
    static override supportedMethods = ["GET", "OPTIONS"];
    override get() {
      this.write(this.request.fullUrl());
    }
    override options() {
      this.write(this.request.fullUrl());
    }
  }
  const { port } = await withServer(t, new Application([[".*", Show]], { logFunction() {} }));

  const urls: string[] = [];
  for (const head of [
    "GET /a/b HTTP/1.1\r\nHost:",
    "GET /a HTTP/1.0",
    "OPTIONS * HTTP/1.1\r\nHost: h",
    "GET http://y/a HTTP/1.1\r\nHost: h",
  ]) {
    const client = new RawHTTPClient(createConnection(port, "127.0.0.1"));
    await client.send(`${head}\r\n\r\n`);
    urls.push((await client.readResponse()).body);
    client.close();
  }

  assert.deepEqual(urls, ["http://127.0.0.1/a/b", "http://127.0.0.1/a", "http://h", "http://y/a"]);
});
