import assert from "node:assert/strict";
import { once } from "node:events";
import { Socket } from "node:net";
import { test } from "node:test";
import { IOStream } from "typhoon/iostream";
import { Application, RequestHandler } from "typhoon/web";
import { guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

const head = "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo";

/** Echoes by a plain listener, until the client has sent everything. */
class Echo extends RequestHandler {
  static override requestTimeoutMs = 1;
  override get() {
    const socket = this.detach();
    socket.on("data", (data) => socket.write(data));
    socket.on("end", () => socket.end("bye"));
  }
}

test("a detached stream flows once it is listened to, beginning with what came behind the head", async (t) => {
  const site = await serve(t, [["/", Echo]]);
  const socket = await site.open(head);
  socket.write("one ");
  const [first] = await once(socket, "data");
  socket.end("two ");
  let rest = "";
  for await (const chunk of socket) rest += chunk;

  assert.equal(`${first}${rest}`, "one two bye");
});

test("bytes in one packet with the head are read from the detached stream", async (t) => {
  const site = await serve(t, [["/", Echo]]);
  const socket = await site.open(`${head}\r\n\r\nearly`.replace(/\r\n\r\n$/, ""));
  socket.end();
  let text = "";
  for await (const chunk of socket) text += chunk;

  assert.equal(text, "early\r\n\r\nbye");
});

test("a detached stream that its owner pauses stays paused", async (t) => {
  let got = "";
  class Paused extends RequestHandler {
    override get() {
      const socket = this.detach();
      socket.on("data", (data) => {
        got += data;
      });
      socket.pause();
      setImmediate(() => setImmediate(() => socket.end("over")));
    }
  }
  const site = await serve(t, [["/", Paused]]);
  const socket = await site.open(head);
  socket.write("x");
  await once(socket, "data");

  assert.equal(got, "");
});

test("IOStream.from() reads a detached stream", async (t) => {
  class Lines extends RequestHandler {
    override async get() {
      const socket = this.detach();
      assert.ok(socket instanceof Socket);
      const stream = IOStream.from(socket);
      const line = await stream.readUntil("\n");
      await stream.write(`got ${line}`);
      stream.close();
    }
  }
  const site = await serve(t, [["/", Lines]]);
  const socket = await site.open(head);
  socket.write("a line\n");
  const [answer] = await once(socket, "data");

  assert.equal(String(answer), "got a line\n");
});

test("a stream that is detached from an injected request flows, too", async () => {
  const response = await new Application([["/", Echo]]).inject({
    path: "/",
    headers: { Connection: "Upgrade", Upgrade: "echo" },
  });
  const { stream } = response;
  assert.ok(stream !== undefined);
  stream.write("hello");
  const [answer] = await once(stream, "data");

  assert.equal(String(answer), "hello");
  stream.destroy();
});
