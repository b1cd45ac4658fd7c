import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import {
  AsyncHTTPClient,
  type FetchContext,
  type FetchOptions,
  HTTPRequest,
  HTTPResponse,
  SimpleAsyncHTTPClient,
} from "typhoon/httpclient";
import { HTTPHeaders } from "typhoon/httputil";
import { guardLog } from "../../support/guard-log.ts";
import { peerServer } from "../../support/peer-server.ts";
import { timerDelays } from "../../support/timer-delays.ts";

guardLog();

const client = new AsyncHTTPClient();

/** Tells what it was sent. */
async function mirror(t: TestContext): Promise<string> {
  return await peerServer(t, async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    response.end(JSON.stringify({ method: request.method, body, headers: request.headers }));
  });
}

async function seen(url: string, options?: FetchOptions) {
  return JSON.parse(String((await client.fetch(url, options)).body));
}

test("every method can be sent, with the body that it may have", async (t) => {
  const url = await mirror(t);

  for (const method of ["GET", "DELETE", "OPTIONS"])
    assert.equal((await seen(url, { method })).method, method);
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const { method: sent, body } = await seen(url, { method, body: "é" });
    assert.deepEqual([sent, body], [method, "é"]);
  }
});

test("a body may be empty, and goes out as UTF-8 or as its bytes", async (t) => {
  const url = await mirror(t);

  assert.equal((await seen(url, { method: "POST", body: "" })).headers["content-length"], "0");
  assert.equal(
    (await seen(url, { method: "PUT", body: Buffer.from("\u00e9") })).headers["content-length"],
    "2",
  );
});

test("allowNonstandardMethods allows other methods, and bodies where there are none", async (t) => {
  const url = await mirror(t);
  const allowNonstandardMethods = true;

  assert.equal((await seen(url, { method: "PROPFIND", allowNonstandardMethods })).method, "PROPFIND");
  assert.equal((await seen(url, { body: "x", allowNonstandardMethods })).body, "x");
  assert.equal((await seen(url, { method: "POST", allowNonstandardMethods })).body, "");
});

test("what contradicts itself is refused at once", () => {
  const url = "http://127.0.0.1:1/";
  const wrong: readonly [FetchOptions, RegExp][] = [
    [{ connectTimeoutMs: -1 }, /connectTimeoutMs is -1: pass a number of milliseconds from 0/],
    [{ maxRedirects: Number.NaN }, /maxRedirects is NaN: pass a whole number from 0/],
    [{ method: "POST", body: "x", bodyProducer: () => {} }, /body and bodyProducer/],
    [{ authMode: JSON.parse('"asdf"') }, /authMode "asdf": use "basic" or "digest"/],
  ];

  for (const [options, message] of wrong) assert.throws(() => client.fetch(url, options), message);
  assert.throws(
    () => new AsyncHTTPClient({ forceInstance: true, maxClients: 0 }),
    /maxClients is 0: pass a whole number from 1/,
  );
  assert.throws(() => new AsyncHTTPClient({ maxClients: 5 }), /maxClients as all clients share one/);
});

test("the headers that were given are not changed, and an own copy is sent", async (t) => {
  const url = await mirror(t);
  const headers = new HTTPHeaders({ "X-Own": "yes" });

  const request = new HTTPRequest(url, { method: "POST", body: "x", headers, authUsername: "u" });
  await client.fetch(request);
  await client.fetch(request);

  assert.deepEqual([...headers], [["X-Own", "yes"]]);
  assert.deepEqual([...request.headers], [["X-Own", "yes"]]);
});

test("the request of a response can be fetched again", async (t) => {
  const url = await mirror(t);

  const first = await client.fetch(url, { method: "POST", body: "again" });
  const second = await client.fetch(first.request);

  assert.deepEqual(second.body, first.body);
});

test("userAgent, ifModifiedSince and Host", async (t) => {
  const url = await mirror(t);

  const { headers } = await seen(url, {
    ifModifiedSince: new Date(0),
    userAgent: "spider",
    headers: { Host: "site.example" },
  });

  assert.deepEqual(
    [headers["if-modified-since"], headers["user-agent"], headers.host],
    ["Thu, 01 Jan 1970 00:00:00 GMT", "spider", "site.example"],
  );
  assert.equal((await seen(url)).headers["user-agent"], "Typhoon");
});

test("header fields keep every character of latin-1", async (t) => {
  const url = await peerServer(t, (request, response) => {
    response.writeHead(200, "d\u00e9j\u00e0", { "X-Back": request.headers["x-to"] ?? "" }).end();
  });

  const response = await client.fetch(url, { headers: { "X-To": "\u00e4" } });

  assert.equal(response.headers.get("X-Back"), "\u00e4");
});

test("headerCallback gets start line, fields and the empty line", async (t) => {
  const url = await peerServer(t, (_request, response) => {
    response.sendDate = false;
    response
      .writeHead(
        200,
        [
          ["Set-Cookie", "a=1"],
          ["Set-Cookie", "b=2"],
          ["Connection", "close"],
        ].flat(),
      )
      .end();
  });
  const lines: string[] = [];

  await client.fetch(url, { headerCallback: (line) => void lines.push(line) });

  assert.deepEqual(
    lines.filter((line) => !line.startsWith("Transfer-Encoding")),
    ["HTTP/1.1 200 OK\r\n", "Set-Cookie: a=1\r\n", "Set-Cookie: b=2\r\n", "Connection: close\r\n", "\r\n"],
  );
});

test("a response tells where the time went", async (t) => {
  const url = await mirror(t);
  const before = Date.now();

  const { requestTimeMs, startTime, timeInfo, buffer, body } = await client.fetch(url, {
    requestTimeoutMs: 0,
    connectTimeoutMs: 0,
  });

  assert.ok(timeInfo);
  const { queueMs, namelookupMs, connectMs, pretransferMs, starttransferMs, totalMs, redirectMs } = timeInfo;
  const steps = [0, namelookupMs, connectMs, pretransferMs, starttransferMs, totalMs];
  assert.deepEqual(
    steps.toSorted((a, b) => a - b),
    steps,
  );
  assert.equal(requestTimeMs, totalMs);
  assert.equal(redirectMs, 0);
  assert.ok(queueMs >= 0 && Math.abs(startTime - before) < 10_000);
  assert.equal(buffer, body);
});

test("defaults of a client count where a request says nothing", async (t) => {
  const url = await mirror(t);
  await using own = new AsyncHTTPClient({
    forceInstance: true,
    defaults: { userAgent: "mine", decompressResponse: false },
  });

  const { headers } = JSON.parse(String((await own.fetch(url)).body));
  const other = JSON.parse(String((await own.fetch(url, { userAgent: "yours" })).body));

  assert.deepEqual([headers["user-agent"], headers["accept-encoding"]], ["mine", undefined]);
  assert.equal(other.headers["user-agent"], "yours");
});

test("configure() changes the clients that are made from then on", async (t) => {
  t.after(() => AsyncHTTPClient.configure(undefined));
  const url = await mirror(t);
  const before = new AsyncHTTPClient();

  AsyncHTTPClient.configure(undefined, { defaults: { userAgent: "configured" } });

  assert.equal(
    JSON.parse(String((await new AsyncHTTPClient().fetch(url)).body)).headers["user-agent"],
    "configured",
  );
  assert.equal(JSON.parse(String((await before.fetch(url)).body)).headers["user-agent"], "Typhoon");
});

test("configure() takes another implementation, for tests as well as for other transports", async (t) => {
  t.after(() => AsyncHTTPClient.configure(undefined));
  class Canned {
    readonly isClosed = false;
    async fetchImpl(request: HTTPRequest, _context: FetchContext) {
      const parts = {
        code: 404,
        reason: "Not Found",
        headers: new HTTPHeaders(),
        body: Buffer.from(request.url),
      };
      return new HTTPResponse(request, { ...parts, effectiveUrl: request.url, requestTimeMs: 0 });
    }
    async close() {}
  }
  AsyncHTTPClient.configure(Canned);

  const canned = new AsyncHTTPClient();

  assert.equal(String((await canned.fetch("http://a/", { raiseError: false })).body), "http://a/");
  await assert.rejects(canned.fetch("http://a/"), { statusCode: 404 });
  assert.equal(canned.stats, undefined);
});

test("the implementation can be used by itself", async (t) => {
  const url = await mirror(t);
  const simple = new SimpleAsyncHTTPClient({ maxClients: 1 });
  t.after(() => simple.close());

  const response = await simple.fetchImpl(new HTTPRequest(url), {});

  assert.equal(response.code, 200);
});

test("an aborted signal is why a fetch fails, before it begins and while it runs", async (t) => {
  const url = await peerServer(t, () => controller.abort(reason));
  const reason = new Error("changed my mind");
  const controller = new AbortController();

  await assert.rejects(client.fetch(url, { signal: AbortSignal.abort(reason) }), reason);
  await assert.rejects(client.fetch(url, { signal: controller.signal }), reason);
});

test("a 204 has no body", async (t) => {
  const url = await peerServer(t, (_request, response) => response.writeHead(204).end());

  const response = await client.fetch(url);

  assert.deepEqual([response.code, response.body.length], [204, 0]);
});

for (const name of ["requestTimeoutMs", "connectTimeoutMs"] as const) {
  test(`a ${name} of a month is not over at once`, async (t) => {
    const monthMs = 30 * 86_400_000;
    const url = await mirror(t);
    const ownClient = new AsyncHTTPClient({ forceInstance: true });
    t.after(() => ownClient.close());
    const delays = timerDelays(t);

    const { code } = await ownClient.fetch(url, { [name]: monthMs });

    assert.equal(code, 200);
    assert.ok(delays.includes(monthMs / 2), "the limit has no timer");
    assert.deepEqual(
      delays.filter((delayMs) => delayMs >= 2 ** 31),
      [],
    );
  });
}
