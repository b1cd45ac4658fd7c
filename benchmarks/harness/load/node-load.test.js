import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { test } from "node:test";
import { certificate } from "../../peers/certificate.js";
import { nodeLoad } from "./node.js";

const variant = {
  connections: 4,
  pipeline: 1,
  request: { method: "GET", target: "/", headers: [["Host", "127.0.0.1"]] },
  answer: { status: 200 },
};

test("the node load counts the answers whose status is not the wanted one", async (t) => {
  let requests = 0;
  const { port } = await listen(t, (_request, response) => {
    requests += 1;
    response.writeHead(requests % 10 === 0 ? 503 : 200, { "Content-Length": 2 });
    response.end("ok");
  });

  const result = await nodeLoad.run({ port, variant, seconds: 1 });

  assert.ok(result.badStatus > 0);
  assert.ok(Math.abs(result.badStatus - requests / 10) <= variant.connections);
});

test("the node load counts lost connections and opens them again", async (t) => {
  let requests = 0;
  const { port } = await listen(t, (_request, response) => {
    requests += 1;
    if (requests === 8) response.socket.destroy();
    else response.writeHead(200, { "Content-Length": 2 }).end("ok");
  });

  const result = await nodeLoad.run({ port, variant, seconds: 1 });

  assert.equal(result.socketErrors, 1);
  assert.equal(result.badStatus, 0);
});

test("the node load fails with a sentence when answers cannot be counted", async (t) => {
  const { port } = await listen(t, (_request, response) => {
    response.write("a");
    response.end("b");
  });

  await assert.rejects(nodeLoad.run({ port, variant, seconds: 1 }), /no Content-Length/);
});

test("the node load speaks TLS to a server of a variant that asks for it", async (t) => {
  const server = createSecureServer(certificate, (_request, response) => {
    response.writeHead(200, { "Content-Length": 2 }).end("ok");
  });
  const { port } = await listening(t, server);

  const result = await nodeLoad.run({ port, variant: { ...variant, isSecure: true }, seconds: 1 });

  assert.ok(result.answers > 0);
  assert.deepEqual([result.badStatus, result.socketErrors], [0, 0]);
});

function listen(t, handle) {
  return listening(t, createServer(handle));
}

async function listening(t, server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return server.address();
}
