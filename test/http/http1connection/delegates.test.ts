import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTP1Connection } from "typhoon/http1connection";
import { HTTPHeaders, HTTPInputError } from "typhoon/httputil";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { answerEmpty, RecordingDelegate } from "../../support/recording-delegate.ts";
import { withServer } from "../../support/with-server.ts";

guardLog();

const post = (body: string) => `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

test("a fixed body arrives in pieces of at most chunkSize", async (t) => {
  const delegate = new RecordingDelegate();
  const client = await (await withServer(t, delegate, { chunkSize: 16 })).connect();

  await client.send(post("a".repeat(50)));
  await client.readResponse();

  const sizes = delegate.calls.slice(1, -1).map((call) => call.length);
  assert.deepEqual(sizes, [16, 16, 16, 2]);
});

test("a chunked body shows the borders of its chunks, and no piece is empty", async (t) => {
  const delegate = new RecordingDelegate();
  const client = await (await withServer(t, delegate, { chunkSize: 16 })).connect();
  const chunks = `14\r\n${"a".repeat(20)}\r\n1e\r\n${"b".repeat(30)}\r\n0\r\n\r\n`;

  await client.send(`POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`);
  await client.readResponse();

  const sizes = delegate.calls.slice(1, -1).map((call) => call.length);
  assert.deepEqual(sizes, [16, 4, 16, 14]);
});

test("a promise from headersReceived or dataReceived holds back the next call", async (t) => {
  const gates: (() => void)[] = [];
  const gate = () => new Promise<void>((resolve) => gates.push(resolve));
  const delegate = new RecordingDelegate({ headersReceived: gate, dataReceived: gate });
  const client = await (await withServer(t, delegate, { chunkSize: 2 })).connect();

  await client.send(post("abcd"));
  await delegate.until("headers");
  const atHead = [...delegate.calls];
  gates.shift()?.();
  await delegate.until("ab");
  const atFirst = [...delegate.calls];
  gates.shift()?.();
  await delegate.until("cd");
  const atSecond = [...delegate.calls];
  gates.shift()?.();
  await client.readResponse();

  assert.deepEqual(atHead, ["headers"]);
  assert.deepEqual(atFirst, ["headers", "ab"]);
  assert.deepEqual(atSecond, ["headers", "ab", "cd"]);
  assert.deepEqual(delegate.calls, ["headers", "ab", "cd", "finish"]);
});

test("a client that leaves before its message is complete means onConnectionClose instead of finish", async (t) => {
  const delegate = new RecordingDelegate();
  const client = await (await withServer(t, delegate)).connect();

  await client.send(post("abc").slice(0, -1));
  await delegate.until("ab");
  client.close();
  await delegate.until("connection closed");

  assert.deepEqual(delegate.calls, ["headers", "ab", "close", "connection closed"]);
});

test("a client that leaves before its answer means onConnectionClose after finish", async (t) => {
  const delegate = new RecordingDelegate({ finish: () => {} });
  const client = await (await withServer(t, delegate)).connect();

  await client.send(post("abc"));
  await delegate.until("finish");
  client.close();
  await delegate.until("connection closed");

  assert.deepEqual(delegate.calls, ["headers", "abc", "finish", "close", "connection closed"]);
});

test("a client that leaves after its answer closes the connection alone", async (t) => {
  const delegate = new RecordingDelegate();
  const client = await (await withServer(t, delegate)).connect();

  await client.send(post("abc"));
  await client.readResponse();
  client.close();
  await delegate.until("connection closed");

  assert.deepEqual(delegate.calls, ["headers", "abc", "finish", "connection closed"]);
});

test("an answer before the body was read ends the connection, and nothing more is delivered", async (t) => {
  const delegate = new RecordingDelegate({ headersReceived: answerEmpty });
  const client = await (await withServer(t, delegate)).connect();

  await client.send(post("abc") + post("def"));

  assert.equal((await client.readResponse()).code, 200);
  assert.equal(await client.readToEnd(), "");
  client.close();
  await delegate.until("connection closed");
  assert.deepEqual(delegate.calls, ["headers", "close", "connection closed"]);
});

test("an HTTPInputError of the delegate is the client's fault: its status and sentence are the answer", async (t) => {
  const delegate = new RecordingDelegate({
    headersReceived: () => {
      throw new HTTPInputError("No such luck", 422);
    },
  });
  const client = await (await withServer(t, delegate)).connect();

  await client.send(post("abc"));

  const { code, body } = await client.readResponse();
  assert.equal(code, 422);
  assert.equal(body, "422 Unprocessable Content: No such luck\n");
  assert.equal(await client.readToEnd(), "");
});

for (const call of ["headersReceived", "dataReceived", "finish"] as const) {
  test(`an error thrown by ${call} is logged, answered with 500, and closes the connection`, async (t) => {
    const fail = () => {
      throw new Error("broken");
    };
    const delegate = new RecordingDelegate({ [call]: fail });
    const client = await (await withServer(t, delegate)).connect();

    await client.send(post("abc"));
    const { code, body } = await client.readResponse();

    assert.equal(code, 500);
    assert.doesNotMatch(body, /broken/);
    assert.equal(await client.readToEnd(), "");
    client.close();
    await expectLog(/Uncaught exception in a delegate/);
    await delegate.until("connection closed");
    assert.equal(delegate.calls.at(-2), "close");
  });
}

test("a rejected promise of the delegate is logged and answered with 500", async (t) => {
  const delegate = new RecordingDelegate({ dataReceived: () => Promise.reject(new Error("broken")) });
  const client = await (await withServer(t, delegate)).connect();

  await client.send(post("abc"));

  assert.equal((await client.readResponse()).code, 500);
  await expectLog(/Uncaught exception in a delegate/);
});

test("100 (Continue) is sent when the body will be taken (RFC 9110 §10.1.1)", async (t) => {
  const client = await (await withServer(t, new RecordingDelegate())).connect();

  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  const interim = await client.readUntil("\r\n\r\n");
  await client.send("abc");

  assert.equal(interim, "HTTP/1.1 100 Continue\r\n\r\n");
  assert.equal((await client.readResponse()).code, 200);
});

test("100 (Continue) is not sent when the body is too large (RFC 9110 §10.1.1)", async (t) => {
  const client = await (await withServer(t, new RecordingDelegate(), { maxBodySize: 2 })).connect();

  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");

  assert.equal((await client.readResponse()).code, 413);
});

test("100 (Continue) is not sent when the answer is already there (RFC 9110 §10.1.1)", async (t) => {
  const delegate = new RecordingDelegate({ headersReceived: answerEmpty });
  const client = await (await withServer(t, delegate)).connect();

  await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");

  assert.equal((await client.readResponse()).code, 200);
  assert.equal(await client.readToEnd(), "");
});

test("setMaxBodySize() changes the limit of one request", async (t) => {
  let count = 0;
  const delegate = new RecordingDelegate({
    headersReceived(connection) {
      if (connection instanceof HTTP1Connection && count++ === 0) connection.setMaxBodySize(5);
    },
  });
  const client = await (await withServer(t, delegate, { maxBodySize: 2 })).connect();

  await client.send(post("abcde") + post("abcde"));

  assert.equal((await client.readResponse()).code, 200);
  assert.equal((await client.readResponse()).code, 413);
});

test("detach() hands over the socket with the bytes that were read too far", async (t) => {
  const delegate = new RecordingDelegate({
    finish(connection) {
      if (!(connection instanceof HTTP1Connection)) return;
      const startLine = { version: "HTTP/1.1", code: 101, reason: "Switching Protocols" };
      connection.writeHeaders(startLine, new HTTPHeaders({ Upgrade: "echo", Connection: "Upgrade" }));
      const socket = connection.detach();
      socket.on("data", (chunk) => socket.write(chunk));
      socket.resume();
    },
  });
  const client = await (await withServer(t, delegate)).connect();

  await client.send("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\nahead");
  const head = await client.readUntil("\r\n\r\n");
  const ahead = await client.readUntil("ahead");
  await client.send("after");

  assert.match(head, /^HTTP\/1\.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n$/);
  assert.equal(ahead, "ahead");
  assert.equal(await client.readUntil("after"), "after");
});
