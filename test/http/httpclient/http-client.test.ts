import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { HTTPClient } from "typhoon/httpclient";
import { bodyInWorker } from "../../fixtures/http/fetched-in-worker.ts";
import { guardLog } from "../../support/guard-log.ts";

guardLog();

const serverProgram = `
  require("node:http").createServer((request, response) => {
    if (request.url === "/missing") response.statusCode = 404;
    if (request.url !== "/never") response.end(request.method + " " + request.url);
  }).listen(0, "127.0.0.1", function () { console.log(this.address().port); });
`;

/** In a process of its own: this thread blocks while it waits for the answer. */
async function serverElsewhere(t: TestContext): Promise<string> {
  const child: ChildProcess = spawn(process.execPath, ["-e", serverProgram], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => child.kill());
  const [port] = await once(child.stdout ?? child, "data");
  return `http://127.0.0.1:${String(port).trim()}`;
}

test("fetch() returns the answer itself, not a promise", async (t) => {
  const url = await serverElsewhere(t);
  using client = new HTTPClient();

  const response = client.fetch(`${url}/now`);

  assert.equal(response.body.toString(), "GET /now");
  assert.equal(response.headers.get("Content-Length"), "8");
  assert.ok(Buffer.isBuffer(response.body));
});

test("fetch() throws what AsyncHTTPClient would fail with", async (t) => {
  const url = await serverElsewhere(t);
  using client = new HTTPClient();

  assert.throws(() => client.fetch(`${url}/missing`), { code: "ERR_HTTP_RESPONSE", statusCode: 404 });
  assert.throws(() => client.fetch(`${url}/never`, { requestTimeoutMs: 100 }), { code: "ERR_HTTP_TIMEOUT" });
  assert.throws(() => client.fetch("http://127.0.0.1:1/"), {
    code: "ERR_HTTP_CONNECT",
    statusCode: 599,
  });
});

test("a closed client can be used again", async (t) => {
  const url = await serverElsewhere(t);
  const client = new HTTPClient();
  client.fetch(url);
  client.close();

  assert.equal(client.fetch(`${url}/again`).code, 200);

  client.close();
});

test("options of the client and of the request go along", async (t) => {
  const url = await serverElsewhere(t);
  using client = new HTTPClient({
    hostnameMapping: { "site.example": "127.0.0.1" },
  });

  const response = client.fetch(url.replace("127.0.0.1", "site.example"), { method: "DELETE" });

  assert.equal(response.body.toString(), "DELETE /");
  assert.ok((response.timeInfo?.totalMs ?? 0) > 0);
  assert.equal(response.effectiveUrl, `${url.replace("127.0.0.1", "site.example")}/`);
});

test("an option that is a function is refused with its name", () => {
  using client = new HTTPClient();

  for (const option of ["bodyProducer", "headerCallback", "streamingCallback"]) {
    assert.throws(
      () => client.fetch("http://127.0.0.1:1/", { [option]: () => {} }),
      new RegExp(`and ${option} as`),
    );
  }
});

test("where the event loop has work, fetch() refuses and says what to do", async (t) => {
  const url = await serverElsewhere(t);
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  using client = new HTTPClient();

  assert.throws(() => client.fetch(url), {
    code: "ERR_INVALID_STATE",
    message: /1 servers and 0 connections; use AsyncHTTPClient/,
  });

  server.close();
  await once(server, "close");
  // The system's handle goes some turns later.
  while (process.getActiveResourcesInfo().includes("TCPServerWrap"))
    await new Promise((resolve) => setImmediate(resolve));
  assert.equal(client.fetch(url).code, 200);
});

test("in a worker it may block, whatever the loop of the application does", async (t) => {
  const url = await serverElsewhere(t);
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());

  assert.equal(await bodyInWorker(`${url}/worker`), "GET /worker");
});
