import assert from "node:assert/strict";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import {
  AsyncHTTPClient,
  HTTPClientError,
  HTTPConnectError,
  HTTPRequest,
  HTTPStreamClosedError,
  HTTPTimeoutError,
} from "typhoon/httpclient";
import { guardLog } from "../../support/guard-log.ts";
import { peerServer } from "../../support/peer-server.ts";

guardLog();

test("fetch() gives status, header fields and body", async (t) => {
  const url = await peerServer(t, (_request, response) => response.setHeader("X-Answer", "42").end("Hello"));

  const response = await new AsyncHTTPClient().fetch(`${url}/`);

  assert.equal(response.code, 200);
  assert.equal(response.headers.get("x-answer"), "42");
  assert.equal(response.body.toString(), "Hello");
  assert.equal(response.effectiveUrl, `${url}/`);
});

test("fetch() sends method, header fields and body", async (t) => {
  const url = await peerServer(t, async (request, response) => {
    const body = (await request.toArray()).join("");
    response.end(`${request.method} ${request.headers["content-type"]} ${request.headers["x-own"]} ${body}`);
  });

  const options = { method: "POST", body: "a=1", headers: { "X-Own": "yes" } };
  const response = await new AsyncHTTPClient().fetch(url, options);

  assert.equal(response.body.toString(), "POST application/x-www-form-urlencoded yes a=1");
});

test("a 304 may tell the length of the body that it does not have (RFC 9110 §8.6)", async (t) => {
  const url = await peerServer(t, (_request, response) =>
    response.writeHead(304, { "Content-Length": 10 }).end(),
  );

  const response = await new AsyncHTTPClient().fetch(url, { raiseError: false });

  assert.equal(response.code, 304);
  assert.equal(response.headers.get("content-length"), "10");
  assert.equal(response.body.length, 0);
});

test("fetch() fails with the answer when the status is no 2xx", async (t) => {
  const url = await peerServer(t, (_request, response) => response.writeHead(404).end("nothing here"));

  const fetching = new AsyncHTTPClient().fetch(url);

  await assert.rejects(fetching, (error) => {
    assert.ok(error instanceof HTTPClientError);
    assert.deepEqual(
      [error.code, error.statusCode, error.message],
      ["ERR_HTTP_RESPONSE", 404, "HTTP 404: Not Found"],
    );
    assert.equal(error.response?.body.toString(), "nothing here");
    return true;
  });
});

test("fetch() with raiseError: false gives any answer", async (t) => {
  const url = await peerServer(t, (_request, response) => response.writeHead(500).end());

  const response = await new AsyncHTTPClient().fetch(url, { raiseError: false });

  assert.equal(response.code, 500);
  assert.equal(response.error?.statusCode, 500);
});

test("fetch() follows a redirect after POST with a GET that has no body", async (t) => {
  const url = await peerServer(t, (request, response) => {
    if (request.url === "/new") response.end(`${request.method} ${request.headers["content-type"]}`);
    else response.writeHead(302, { Location: "/new" }).end();
  });

  const response = await new AsyncHTTPClient().fetch(`${url}/old`, { method: "POST", body: "x" });

  assert.equal(response.body.toString(), "GET undefined");
  assert.equal(response.effectiveUrl, `${url}/new`);
  assert.equal(response.request.url, `${url}/old`);
});

test("fetch() keeps method and body over a 307", async (t) => {
  const url = await peerServer(t, async (request, response) => {
    if (request.url === "/new") response.end(`${request.method} ${(await request.toArray()).join("")}`);
    else response.writeHead(307, { Location: "/new" }).end();
  });

  const response = await new AsyncHTTPClient().fetch(`${url}/old`, { method: "POST", body: "kept" });

  assert.equal(response.body.toString(), "POST kept");
});

test("fetch() sends no credentials to another origin", async (t) => {
  const other = await peerServer(t, (request, response) => {
    response.end(`${request.headers.authorization} ${request.headers.cookie} ${request.headers["x-own"]}`);
  });
  const url = await peerServer(t, (_request, response) => response.writeHead(302, { Location: other }).end());

  const headers = { Authorization: "Basic c2VjcmV0", Cookie: "id=1", "X-Own": "yes" };
  const response = await new AsyncHTTPClient().fetch(url, { headers });

  assert.equal(response.body.toString(), "undefined undefined yes");
});

test("fetch() sends the URL's user and password as Basic credentials", async (t) => {
  const url = await peerServer(t, (request, response) => response.end(request.headers.authorization));

  const response = await new AsyncHTTPClient().fetch(url.replace("//", "//ann:p%40ss@"));

  assert.equal(response.body.toString(), `Basic ${Buffer.from("ann:p@ss").toString("base64")}`);
});

test("fetch() gives the last redirect itself after maxRedirects", async (t) => {
  const url = await peerServer(t, (_request, response) =>
    response.writeHead(302, { Location: "/again" }).end(),
  );

  const response = await new AsyncHTTPClient().fetch(url, { maxRedirects: 2, raiseError: false });

  assert.equal(response.code, 302);
});

test("fetch() decompresses the body", async (t) => {
  const url = await peerServer(t, (_request, response) => {
    response.setHeader("Content-Encoding", "gzip").end(gzipSync("x".repeat(1000)));
  });

  const response = await new AsyncHTTPClient().fetch(url);

  assert.equal(response.body.length, 1000);
});

test("fetch() stops at a body that is too large once it is decompressed", async (t) => {
  const url = await peerServer(t, (_request, response) => {
    response.setHeader("Content-Encoding", "gzip").end(gzipSync(Buffer.alloc(1_000_000)));
  });

  const fetching = new AsyncHTTPClient().fetch(url, { maxBodySize: 10_000 });

  await assert.rejects(fetching, {
    code: "ERR_HTTP_TOO_LARGE",
    message: /larger than 10000 bytes/,
  });
});

test("fetch() fails with 599 when nobody listens, and keeps the cause", async () => {
  const fetching = new AsyncHTTPClient().fetch("http://127.0.0.1:1/");

  await assert.rejects(fetching, (error) => {
    assert.ok(error instanceof HTTPConnectError);
    assert.deepEqual([error.statusCode, error.code], [599, "ERR_HTTP_CONNECT"]);
    assert.equal(Reflect.get(Object(error.cause), "code"), "ECONNREFUSED");
    return true;
  });
});

test("fetch() fails when the server closes before the answer is complete", async (t) => {
  const url = await peerServer(t, (_request, response) => {
    response.setHeader("Content-Length", "10");
    response.write("half", () => response.destroy());
  });

  await assert.rejects(new AsyncHTTPClient().fetch(url), HTTPStreamClosedError);
});

test("fetch() gives up after requestTimeoutMs, and the server sees that", async (t) => {
  const closed: Promise<unknown>[] = [];
  const url = await peerServer(
    t,
    (_request, response: ServerResponse) => void closed.push(once(response, "close")),
  );

  const fetching = new AsyncHTTPClient().fetch(url, { requestTimeoutMs: 200 });

  await assert.rejects(
    fetching,
    (error) => error instanceof HTTPTimeoutError && error.code === "ERR_HTTP_TIMEOUT",
  );
  await Promise.all(closed);
});

test("cancelling the future gives the request up, and the server sees that", async (t) => {
  let asked: (request: { readonly closed: Promise<unknown> }) => void;
  const asking = new Promise<{ readonly closed: Promise<unknown> }>((resolve) => {
    asked = resolve;
  });
  const url = await peerServer(t, (_request, response) => asked({ closed: once(response, "close") }));

  const fetching = new AsyncHTTPClient().fetch(url);
  const fetched = assert.rejects(fetching, { code: "ERR_CANCELLED" });
  const { closed } = await asking;
  fetching.cancel();

  await closed;
  await fetched;
});

test("fetch() refuses what makes no request", () => {
  const client = new AsyncHTTPClient();

  assert.throws(() => client.fetch("ftp://127.0.0.1/"), /no http: or https: URL/);
  assert.throws(() => client.fetch("http://127.0.0.1/", { method: "POST" }), /method POST needs a body/);
  assert.throws(() => client.fetch("http://127.0.0.1/", { body: "x" }), /method GET must not have a body/);
  assert.throws(
    () => client.fetch("http://127.0.0.1/", { method: "BREW" }),
    /Cannot fetch with method "BREW"/,
  );
  assert.throws(() => {
    const options = { raiseError: true, method: "GET" };
    client.fetch(new HTTPRequest("http://127.0.0.1/"), options);
  }, /Cannot fetch an HTTPRequest with method/);
});

test("a closed client refuses to fetch, and the shared one is made anew", async (t) => {
  const url = await peerServer(t, (_request, response) => response.end("ok"));
  const client = new AsyncHTTPClient();
  await client.close();

  assert.throws(() => client.fetch(url), /the client was closed/);
  assert.equal((await new AsyncHTTPClient().fetch(url)).body.toString(), "ok");
});
