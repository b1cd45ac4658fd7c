import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { runPaced } from "./paced.js";

test("paced load tells the answers by status, and what was never answered", async (t) => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    if (requests === 3) return response.destroy();
    response.writeHead(requests % 2 === 1 ? 200 : 503, { "Content-Length": 2 });
    return response.end("ok");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => server.close());
  const request = { method: "GET", target: "/", headers: [["Host", "127.0.0.1"]] };
  const { port } = server.address();

  const paced = await runPaced({ port, request, perSecond: 20, seconds: 1 });

  assert.equal(paced.sent, 20);
  assert.equal(paced.lost, 1);
  assert.equal(paced.statuses[200].count, 9);
  assert.equal(paced.statuses[503].count, 10);
});

test("paced load counts no latency of its warm-up", async (t) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Length": 2 });
    response.end("ok");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => server.close());
  const request = { method: "GET", target: "/", headers: [["Host", "127.0.0.1"]] };
  const { port } = server.address();

  const paced = await runPaced({ port, request, perSecond: 20, warmUp: 1, seconds: 1 });

  assert.equal(paced.sent, 40);
  assert.ok(paced.statuses[200].count < 40);
});
