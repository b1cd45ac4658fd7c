import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import type { HTTPServerOptions } from "typhoon/httpserver";
import { ClientClosedError } from "typhoon/httputil";
import {
  Application,
  HTTPError,
  type PrepareResult,
  RequestHandler,
  streamRequestBody,
  type VerbResult,
} from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { RawHTTPClient } from "../../support/raw-http-client.ts";

guardLog();

/** What is only garbage does not count, whenever Node would have collected it. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

const head = (fields: string) => `POST / HTTP/1.1\r\nHost: x\r\n${fields}\r\n\r\n`;
const post = (body: string) => `${head(`Content-Length: ${body.length}`)}${body}`;

/** Writes down what is called, in order. */
class Recorder extends RequestHandler {
  static override streamRequestBody = true;
  calls: string[] = [];
  override initialize({ calls }: { calls: string[] }) {
    this.calls = calls;
  }
  override prepare(): PrepareResult {
    this.calls.push("prepare");
  }
  override dataReceived(chunk: Buffer): PrepareResult {
    this.calls.push(chunk.toString("latin1"));
  }
  override post(): VerbResult {
    this.calls.push("post");
    this.write("done");
    return undefined;
  }
  override onConnectionClose() {
    this.calls.push("close");
  }
  override onFinish() {
    this.calls.push("finish");
  }
}

async function clientOf(
  t: TestContext,
  handler: typeof RequestHandler,
  calls: string[],
  options?: HTTPServerOptions,
) {
  const application = new Application([["/", handler, { calls }]], { logFunction() {} });
  const server = await application.listen(0, "127.0.0.1", options);
  const client = await RawHTTPClient.connect(server.port ?? 0);
  t.after(async () => {
    client.close();
    server.stop();
    await server.closeAllConnections();
  });
  return client;
}

/** Resolves when the list has that many entries. */
async function until(calls: readonly unknown[], count: number): Promise<void> {
  while (calls.length < count) await new Promise((resolve) => setImmediate(resolve));
}

const chunked = "a\r\n0123456789\r\n3\r\nabc\r\n0\r\n\r\n";
for (const [what, request, options, pieces] of [
  ["of a known length", post("0123456789abc"), { chunkSize: 10 }, ["0123456789", "abc"]],
  ["in chunks", head("Transfer-Encoding: chunked") + chunked, {}, ["0123456789", "abc"]],
  ["without a byte", post(""), {}, []],
] as const) {
  test(`a body ${what} comes to dataReceived between prepare and the method`, async (t) => {
    const calls: string[] = [];
    const client = await clientOf(t, Recorder, calls, options);

    for (let i = 0; i < 2; i++) {
      await client.send(request);
      await client.readResponse();
    }

    const one = ["prepare", ...pieces, "post", "finish"];
    assert.deepEqual(calls, [...one, ...one]);
  });
}

test("a compressed body comes to dataReceived decompressed, in pieces of chunkSize", async (t) => {
  const calls: string[] = [];
  const client = await clientOf(t, Recorder, calls, { chunkSize: 10, decompressRequest: true });
  const body = gzipSync("0123456789abc");

  await client.send(
    Buffer.concat([Buffer.from(head(`Content-Encoding: gzip\r\nContent-Length: ${body.length}`)), body]),
  );
  await client.readResponse();

  assert.deepEqual([calls[0], ...calls.slice(-2)], ["prepare", "post", "finish"]);
  assert.equal(calls.slice(1, -2).join(""), "0123456789abc");
  assert.ok(calls.slice(1, -2).every((piece) => piece.length <= 10));
});

test("the decorator works in both shapes and as a function, and refuses what is no handler class", async (t) => {
  @streamRequestBody
  class Standard extends Recorder {}
  class Legacy extends Recorder {}
  streamRequestBody(Legacy);
  class Plain extends RequestHandler {}

  for (const handler of [Standard, Legacy]) {
    const calls: string[] = [];
    const client = await clientOf(t, handler, calls);
    await client.send(post("abc"));
    await client.readResponse();
    assert.deepEqual(calls, ["prepare", "abc", "post", "finish"]);
  }
  assert.equal(Plain.streamRequestBody, false);
  assert.throws(() => Reflect.apply(streamRequestBody, undefined, [() => {}]), TypeError);
});

test("no body is read, and no 100 is sent, until prepare has ended", async (t) => {
  const calls: string[] = [];
  let accept = () => {};
  class Slow extends Recorder {
    override async prepare() {
      this.calls.push("prepare");
      await new Promise<void>((resolve) => {
        accept = resolve;
      });
      this.calls.push("prepared");
    }
  }
  const client = await clientOf(t, Slow, calls);

  await client.send(head("Content-Length: 3\r\nExpect: 100-continue"));
  await until(calls, 1);
  const before = [...calls];
  accept();
  const interim = await client.readUntil("\r\n\r\n");
  await client.send("abc");
  await client.readResponse();

  assert.deepEqual(before, ["prepare"]);
  assert.match(interim, /^HTTP\/1\.1 100 Continue/);
  assert.deepEqual(calls, ["prepare", "prepared", "abc", "post", "finish"]);
});

test("a prepare that refuses is the only answer: no 100, no body, and the connection closes", async (t) => {
  const calls: string[] = [];
  class Refuses extends Recorder {
    override prepare() {
      throw new HTTPError(403);
    }
  }
  const client = await clientOf(t, Refuses, calls);

  await client.send(head("Content-Length: 3\r\nExpect: 100-continue"));
  const answer = await client.readResponse();

  assert.deepEqual([answer.code, answer.headers.get("connection")], [403, "close"]);
  assert.equal(await client.readToEnd(), "");
  assert.deepEqual(calls, ["finish"]);
});

test("a promise of dataReceived holds back the next piece, a generator too", async (t) => {
  const calls: string[] = [];
  const gates: (() => void)[] = [];
  const gate = () => new Promise<void>((resolve) => gates.push(resolve));
  class Gated extends Recorder {
    override *dataReceived(chunk: Buffer) {
      this.calls.push(`${chunk}`);
      yield gate();
      this.calls.push(`${chunk} taken`);
    }
  }
  const client = await clientOf(t, Gated, calls, { chunkSize: 2 });

  await client.send(post("abcd"));
  await until(calls, 2);
  const first = [...calls];
  gates.shift()?.();
  await until(calls, 4);
  gates.shift()?.();
  await client.readResponse();

  assert.deepEqual(first, ["prepare", "ab"]);
  assert.deepEqual(calls, ["prepare", "ab", "ab taken", "cd", "cd taken", "post", "finish"]);
});

test("a handler that is not ready stops a client that sends a lot", async (t) => {
  const calls: string[] = [];
  let received = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  class Stalls extends Recorder {
    override async dataReceived(chunk: Buffer) {
      received += chunk.length;
      await released;
    }
  }
  const client = await clientOf(t, Stalls, calls);
  const size = 32 * 2 ** 20;

  await client.send(head(`Content-Length: ${size}`));
  const sending = client.send(Buffer.alloc(size));
  await until(calls, 1);
  // The client's socket has taken what the system's buffers hold, and can go no further.
  for (
    let stalled = 0, last = -1;
    stalled < 50;
    stalled = client.socket.bytesWritten === last ? stalled + 1 : 0
  ) {
    last = client.socket.bytesWritten;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const whileStalled = received;
  release();
  await sending;
  await client.readResponse();

  assert.ok(whileStalled <= 65_536);
  assert.equal(received, size);
});

for (const [how, fail] of [
  [
    "throws",
    () => {
      throw new HTTPError(422);
    },
  ],
  ["rejects", () => Promise.reject(new HTTPError(422))],
] as const) {
  test(`a dataReceived that ${how} is answered by the error page, and the connection closes`, async (t) => {
    const calls: string[] = [];
    class Fails extends Recorder {
      override dataReceived(chunk: Buffer) {
        super.dataReceived(chunk);
        return fail();
      }
    }
    const client = await clientOf(t, Fails, calls, { chunkSize: 2 });

    await client.send(post("abcd"));
    const answer = await client.readResponse();

    assert.deepEqual([answer.code, answer.headers.get("connection")], [422, "close"]);
    assert.equal(await client.readToEnd(), "");
    assert.deepEqual(calls, ["prepare", "ab", "finish"]);
  });
}

test("a client that leaves in the middle aborts the signal, and the method is never called", async (t) => {
  const calls: string[] = [];
  class Notes extends Recorder {
    override prepare() {
      this.request.signal.addEventListener("abort", () => this.calls.push(this.request.signal.reason.name));
      return super.prepare();
    }
  }
  const client = await clientOf(t, Notes, calls);

  await client.send(post("abc").slice(0, -1));
  await until(calls, 2);
  client.close();
  await until(calls, 5);

  assert.deepEqual(calls, ["prepare", "ab", "ClientClosedError", "close", "finish"]);
});

test("prepare may set other limits for its body, which count for this request alone", async (t) => {
  const calls: string[] = [];
  let count = 0;
  class Limits extends Recorder {
    override prepare() {
      if (count++ === 0) this.request.connection.setMaxBodySize(5);
    }
  }
  const client = await clientOf(t, Limits, calls, { maxBodySize: 2 });

  await client.send(post("abcde") + post("abcde"));

  assert.equal((await client.readResponse()).code, 200);
  assert.equal((await client.readResponse()).code, 413);
  assert.equal(await client.readToEnd(), "");
});

test("a body that takes longer than prepare allows is a 408", async (t) => {
  const calls: string[] = [];
  class Hurries extends Recorder {
    override prepare() {
      this.calls.push("prepare");
      this.request.connection.setBodyTimeout(1);
    }
  }
  const client = await clientOf(t, Hurries, calls, { headerTimeoutMs: 8 });

  await client.send(post("abc").slice(0, -1));

  assert.equal((await client.readResponse()).code, 408);
  await until(calls, 4);
  assert.deepEqual(calls, ["prepare", "ab", "close", "finish"]);
});

test("an answer in the middle of the body ends the connection, even while dataReceived is not ready", async (t) => {
  const calls: string[] = [];
  class Answers extends Recorder {
    override async dataReceived() {
      this.finish("enough");
      await new Promise(() => {});
    }
  }
  const client = await clientOf(t, Answers, calls, { chunkSize: 2 });

  await client.send(post("abcd"));

  assert.equal((await client.readResponse()).body, "enough");
  assert.equal(await client.readToEnd(), "");
});

/** Reads the body by itself: it has no dataReceived. */
class Puller extends RequestHandler {
  static override streamRequestBody = true;
  calls: string[] = [];
  override initialize({ calls }: { calls: string[] }) {
    this.calls = calls;
  }
  override async post() {
    for await (const piece of this.bodyStream()) this.calls.push(`${piece}`);
    this.write("done");
  }
  override onFinish() {
    this.calls.push("finish");
  }
}

test("a handler without dataReceived reads the body by itself, also one that is empty", async (t) => {
  const calls: string[] = [];
  const client = await clientOf(t, Puller, calls, { chunkSize: 2 });

  await client.send(post("abcde") + post("") + post("fg"));
  await client.readResponses(3);

  assert.deepEqual(calls, ["ab", "cd", "e", "finish", "finish", "fg", "finish"]);
});

test("no piece is taken from the connection before the loop asks for it", async (t) => {
  const calls: string[] = [];
  const gates: (() => void)[] = [];
  class Gated extends Puller {
    override async post() {
      for await (const piece of this.bodyStream()) {
        this.calls.push(`${piece}`);
        await new Promise<void>((resolve) => gates.push(resolve));
      }
    }
  }
  const client = await clientOf(t, Gated, calls, { chunkSize: 2 });

  await client.send(post("abcd"));
  await until(gates, 1);
  const first = [...calls];
  gates[0]?.();
  await until(gates, 2);
  gates[1]?.();
  await client.readResponse();

  assert.deepEqual(first, ["ab"]);
  assert.deepEqual(calls, ["ab", "cd", "finish"]);
});

test("a loop is told that its client has left", async (t) => {
  const calls: string[] = [];
  class Tells extends Puller {
    override async post() {
      try {
        await super.post();
      } catch (error) {
        this.calls.push(error instanceof ClientClosedError ? "left" : String(error));
        throw error;
      }
    }
  }
  const client = await clientOf(t, Tells, calls);

  await client.send(post("abc").slice(0, -1));
  await until(calls, 1);
  client.close();
  await until(calls, 3);

  assert.deepEqual(calls, ["ab", "finish", "left"]);
});

test("a handler that leaves the loop drops the rest, and its connection lives on", async (t) => {
  class Leaves extends Puller {
    override async post() {
      for await (const piece of this.bodyStream()) {
        this.calls.push(`${piece}`);
        break;
      }
      await until(this.calls, 2);
      this.write("enough");
    }
  }
  const calls: string[] = [];
  const client = await clientOf(t, Leaves, calls, { chunkSize: 2 });

  await client.send(post("abcdef"));
  await until(calls, 1);
  calls.push("go on");
  const answer = await client.readResponse();

  assert.equal(answer.body, "enough");
  assert.deepEqual(calls, ["ab", "go on", "finish"]);
});

test("a handler that answers without reading ends the connection with its answer", async (t) => {
  class Ignores extends Puller {
    override async post() {
      this.write("no, thanks");
    }
  }
  const client = await clientOf(t, Ignores, []);

  await client.send(post("abc"));
  const answer = await client.readResponse();

  assert.deepEqual([answer.code, answer.headers.get("connection")], [200, "close"]);
  assert.equal(await client.readToEnd(), "");
});

test("bodyStream() in another class says which classes have it", async (t) => {
  class Plain extends RequestHandler {
    override initialize() {}
    override post() {
      this.bodyStream();
    }
  }
  const client = await clientOf(t, Plain, []);

  await client.send(post("abc"));

  assert.equal((await client.readResponse()).code, 500);
  assert.match(
    String(Reflect.get(await expectLog(/Uncaught exception/), "err")?.message),
    /streamRequestBody = true/,
  );
});

const part = (parameters: string, content: string) =>
  `--b\r\nContent-Disposition: form-data; ${parameters}\r\n\r\n${content}\r\n`;
const multipart = (body: string) =>
  `${head(`Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}`)}${body}`;

class Parts extends Puller {
  override async post() {
    for await (const one of this.multipart({ maxFileSize: 8 })) {
      if (one.filename === undefined) this.calls.push(`${one.name}=${await one.text()}`);
      else for await (const piece of one) this.calls.push(`${one.filename}: ${piece}`);
    }
  }
}

test("the parts of a multipart form come while it arrives", async (t) => {
  const calls: string[] = [];
  const client = await clientOf(t, Parts, calls);
  const form = multipart(
    `${part("name=a", "1")}${part("name=f; filename=x", "abcdef")}${part("name=b", "2")}--b--\r\n`,
  );
  const [first = "", rest = ""] = form.split("cdef");

  await client.send(first);
  await until(calls, 2);
  const early = [...calls];
  await client.send(`cdef${rest}`);
  await client.readResponse();

  assert.deepEqual(early, ["a=1", "x: ab"]);
  assert.deepEqual(calls, ["a=1", "x: ab", "x: cdef", "b=2", "finish"]);
});

test("the parts are the same however the form is cut, and compressed too", async (t) => {
  const body = `${part("name=a", "1\r\n-")}${part("name=f; filename=x", "abcdef")}--b--\r\n`;
  const packed = gzipSync(body);
  const fields = `Content-Type: multipart/form-data; boundary=b\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}`;
  for (const chunkSize of [1, 2, 3, 7, 50]) {
    const calls: string[] = [];
    const client = await clientOf(t, Parts, calls, { chunkSize, decompressRequest: true });

    await client.send(multipart(body));
    await client.readResponse();
    await client.send(Buffer.concat([Buffer.from(head(fields)), packed]));
    await client.readResponse();

    const read = calls.join("").replaceAll("x: ", "");
    assert.equal(read, "a=1\r\n-abcdeffinish".repeat(2));
  }
});

test("what a handler does not read of a part is skipped", async (t) => {
  const calls: string[] = [];
  class Skips extends Puller {
    override async post() {
      const parts = this.multipart();
      const { value: first } = await parts.next();
      for await (const one of parts) this.calls.push(`${one.name}=${await one.text()}`);
      for await (const piece of first ?? []) this.calls.push(`too late: ${piece}`);
    }
  }
  const client = await clientOf(t, Skips, calls, { chunkSize: 7 });
  const form = multipart(`${part("name=a", "1".repeat(50))}${part("name=b", "2")}--b--`);

  await client.send(form + form);
  await client.readResponses(2);

  assert.deepEqual(calls, ["b=2", "finish", "b=2", "finish"]);
});

for (const [what, request, status] of [
  ["is malformed", multipart(part("x=a", "1")), 400],
  ["ends too early", multipart(part("name=a", "1")), 400],
  ["has a file beyond the limit", multipart(`${part("name=a; filename=x", "123456789")}--b--`), 413],
  ["has a field that is not UTF-8", multipart(`${part("name=a", "\xff")}--b--`), 400],
  ["is none", post("abc"), 415],
] as const) {
  test(`a multipart form that ${what} is answered with ${status} if the handler lets it through`, async (t) => {
    const client = await clientOf(t, Parts, []);

    await client.send(request);

    assert.equal((await client.readResponse()).code, status);
    await expectLog(/Invalid body/);
  });
}

test("bytes() of a part has a limit of its own", async (t) => {
  class Bounds extends Puller {
    override async post() {
      for await (const one of this.multipart()) this.write(await one.bytes(3));
    }
  }
  const client = await clientOf(t, Bounds, []);

  await client.send(multipart(`${part("name=a", "123")}--b--`) + multipart(`${part("name=a", "1234")}--b--`));

  assert.equal((await client.readResponse()).body, "123");
  assert.equal((await client.readResponse()).code, 413);
  await expectLog(/larger than 3 bytes/);
});

test("a large upload passes through without being gathered", async (t) => {
  let received = 0;
  class Counts extends Puller {
    override async post() {
      for await (const one of this.multipart()) for await (const piece of one) received += piece.length;
      collectGarbage();
      this.write(`${process.memoryUsage().arrayBuffers < 64 * 2 ** 20}`);
    }
  }
  const client = await clientOf(t, Counts, [], { maxBodySize: 2 ** 30 });
  const size = 128 * 2 ** 20;
  const begin = '--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\n';
  const piece = Buffer.alloc(2 ** 20);

  await client.send(
    `${head(`Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${begin.length + size + 9}`)}${begin}`,
  );
  for (let i = 0; i < 128; i++) await client.send(piece);
  await client.send("\r\n--b--\r\n");

  assert.equal((await client.readResponse()).body, "true");
  assert.equal(received, size);
});
