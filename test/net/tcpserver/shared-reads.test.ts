import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer, type Server, Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { type SharedReader, sharedReads, withSharedReads } from "#typhoon/net/tcpserver/shared-reads.js";
import { guardLog } from "../../support/guard-log.ts";

guardLog();

/** A client, the server's side of its connection with shared reads, and the listener that accepted it. */
async function connected(t: TestContext, reader: SharedReader) {
  const listener = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const accepted: Promise<Socket> = new Promise((resolve) =>
    listener.once("connection", (socket) => resolve(withSharedReads(socket, sharedReads(reader)))),
  );
  const client = connect(portOf(listener), "127.0.0.1");
  const socket = await accepted;
  t.after(() => {
    client.destroy();
    socket.destroy();
    listener.close();
  });
  return { listener, client, socket };
}

function portOf(listener: Server): number {
  const address = listener.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Writes down what is read, and resolves when that many bytes have come. */
class Collector implements SharedReader {
  readonly #wanted: number;
  readonly #pieces: Buffer[] = [];
  readonly buffers = new Set<ArrayBufferLike>();
  readonly complete: Promise<void>;
  #enough = () => {};

  constructor(wanted: number) {
    this.#wanted = wanted;
    this.complete = new Promise((resolve) => {
      this.#enough = resolve;
    });
  }

  get text(): string {
    return Buffer.concat(this.#pieces).toString("latin1");
  }

  receive(_socket: Socket, bytes: Buffer, length: number): boolean {
    this.buffers.add(bytes.buffer);
    this.#pieces.push(Buffer.from(bytes.subarray(0, length)));
    if (this.text.length >= this.#wanted) this.#enough();
    return true;
  }
}

/** What somebody does who wants an ordinary stream. */
const pushing: SharedReader = {
  receive: (socket, bytes, length) => socket.push(Buffer.from(bytes.subarray(0, length))),
};

test("every read goes to the reader and into one buffer, and none is emitted", async (t) => {
  const reader = new Collector(6);
  const first = await connected(t, reader);
  const second = await connected(t, reader);
  first.socket.on("data", () => assert.fail("it was emitted"));

  first.client.write("abc");
  second.client.write("abc");
  await reader.complete;

  assert.equal(reader.text, "abcabc");
  assert.equal(reader.buffers.size, 1);
});

test("what is longer than a read comes in order, whatever was read before", async (t) => {
  const sent = Buffer.from(Array.from({ length: 2_000_000 }, (_, index) => index % 251)).toString("latin1");
  const reader = new Collector(sent.length);
  const { client } = await connected(t, reader);

  client.write(sent, "latin1");
  await reader.complete;

  assert.ok(reader.text === sent);
});

test("what the reader pushes into the socket comes out of it as from any other stream", async (t) => {
  const { client, socket } = await connected(t, pushing);
  const large = Buffer.alloc(1_000_000, "x");

  client.end(large);
  let received = 0;
  for await (const chunk of socket) received += chunk.length;

  assert.equal(received, large.length);
});

test("the socket writes, ends and closes, knows its peer, and its listener stops counting it", async (t) => {
  const { listener, client, socket } = await connected(t, new Collector(0));
  const ports = [socket.remotePort, client.localPort];

  socket.end("bye");
  client.end();
  const [answer] = await Promise.all([readAll(client), once(socket, "end"), once(socket, "close")]);
  const connections = await new Promise((resolve) => listener.getConnections((_, count) => resolve(count)));

  assert.equal(answer, "bye");
  assert.equal(ports[0], ports[1]);
  assert.equal(connections, 0);
});

test("a paused socket reads nothing until it is resumed", async (t) => {
  const reader = new Collector(3);
  const { client, socket } = await connected(t, reader);

  socket.pause();
  await new Promise((resolve) => client.write("abc", resolve));
  // A connection that was opened later has been served: the paused one had its chance.
  const other = await connected(t, new Collector(0));
  other.client.end();
  await once(other.socket, "end");
  const before = reader.text;
  socket.resume();
  await reader.complete;

  assert.equal(before, "");
  assert.equal(reader.text, "abc");
});

test("a socket of another kind, or without a connection, is left as it is", () => {
  class OtherSocket extends Socket {}
  for (const socket of [new OtherSocket(), new Socket()])
    assert.equal(withSharedReads(socket, sharedReads(pushing)), socket);
});

async function readAll(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket) text += chunk;
  return text;
}
