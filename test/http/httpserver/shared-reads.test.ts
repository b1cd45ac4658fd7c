import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { guardLog } from "../../support/guard-log.ts";
import { holdRequests } from "../../support/hold-requests.ts";
import type { RawHTTPClient } from "../../support/raw-http-client.ts";
import { ServerWithSockets } from "../../support/server-sockets.ts";
import { answer, echo, started, withServer } from "../../support/with-server.ts";

guardLog();

const clientCount = 8;

/** All read into one buffer: whoever kept a view of it would have the bytes of somebody else. */
for (const [name, messageOf] of [
  ["head", (mark: string) => `GET /${mark.repeat(40)} HTTP/1.1\r\nHost: x\r\nX-Mark: ${mark}\r\n\r\n`],
  [
    "body",
    (mark: string) => `POST /${mark} HTTP/1.1\r\nHost: x\r\nContent-Length: 60\r\n\r\n${mark.repeat(60)}`,
  ],
  [
    "chunk",
    (mark: string) =>
      `POST /${mark} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1e\r\n${mark.repeat(30)}\r\n1e\r\n${mark.repeat(30)}\r\n0\r\n\r\n`,
  ],
] as const) {
  test(`a ${name} that comes in pieces among those of other clients stays the one that was sent`, async (t) => {
    const { connect, server } = await started(t, new ServerWithSockets(echo));
    const clients: RawHTTPClient[] = [];
    for (let index = 0; index < clientCount; index++) clients.push(await connect());
    const marks = clients.map((_, index) => String.fromCharCode(0x61 + index));

    for (let start = 0; start < messageOf("a").length; start += 7) {
      for (const [index, client] of clients.entries()) {
        const piece = messageOf(marks[index] ?? "").slice(start, start + 7);
        await client.send(piece);
        await server.hasRead(start + piece.length, index);
      }
    }
    const answers = await Promise.all(clients.map((client) => client.readResponse()));

    for (const [index, { body }] of answers.entries()) {
      const other = marks.filter((_, at) => at !== index).join("");
      assert.doesNotMatch(body.replace(/^(GET|POST)/, ""), new RegExp(`[${other}]`));
      assert.match(body, new RegExp(`/${marks[index]}`));
    }
  });
}

test("a pipelined request waits for the answer ahead of it while other clients are read", async (t) => {
  const held = holdRequests();
  const { connect } = await withServer(t, held.callback);
  const [first, other] = [await connect(), await connect()];

  await first.send(
    "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
  );
  const one = await held.next();
  await other.send(`GET /${"z".repeat(100)} HTTP/1.1\r\nHost: x\r\n\r\n`);
  answer(await held.next(), "");
  answer(one, "one");
  const two = await held.next();
  answer(two, `${two.uri} ${two.body}`);

  assert.equal((await first.readResponse()).body, "one");
  assert.equal((await first.readResponse()).body, "/2 abc");
});

test("a detached socket emits what was read ahead, what comes later, and the end", async (t) => {
  const held = holdRequests();
  const { connect } = await withServer(t, held.callback);
  const client = await connect();
  await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nahead");
  const request = await held.next();

  const socket = request.connection.detach?.();
  assert.ok(socket);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.resume();
  await client.send(" and later");
  client.endSending();
  await once(socket, "end");

  assert.equal(text, "ahead and later");
  socket.end("over");
  await once(socket, "close");
  assert.equal(await client.readToEnd(), "over");
});
