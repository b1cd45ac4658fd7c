import assert from "node:assert/strict";
import { test } from "node:test";
import { fetchFrom, MessageExchange } from "typhoon/faces";
import {
  ClientClosedError,
  type HTTPConnection,
  HTTPHeaders,
  HTTPInputError,
  type HTTPServerConnectionDelegate,
  type HTTPServerRequest,
} from "typhoon/httputil";
import { RuleRouter } from "typhoon/routing";
import { Application, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { holdRequests } from "../../support/hold-requests.ts";
import { RecordingDelegate } from "../../support/recording-delegate.ts";
import { answer } from "../../support/with-server.ts";

guardLog();

const ok = { version: "HTTP/1.1", code: 200, reason: "OK" };
const url = "http://example.com/";

function routed(callback: (request: HTTPServerRequest) => void | Promise<void>): RuleRouter {
  return new RuleRouter([["/.*", callback]]);
}

/** A body that a test feeds piece by piece. */
function fedBody() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: (started) => {
      controller = started;
    },
  });
  return {
    stream,
    send: (text: string) => controller?.enqueue(Buffer.from(text)),
    end: () => controller?.close(),
    fail: (error: Error) => controller?.error(error),
  };
}

function upload(stream: ReadableStream<Uint8Array>, init: RequestInit = {}): Request {
  return new Request(url, { method: "POST", body: stream, duplex: "half", ...init });
}

test("the request has the URL's target, host and protocol, and the client's address", async () => {
  const app = routed((request) =>
    answer(request, `${request.uri} ${request.host} ${request.protocol} ${request.remoteIp}`),
  );

  const known = await fetchFrom(app, new Request("https://a.example:8443/p%20q?x=1#top"), {
    remoteIp: "::1",
  });
  const unknown = await fetchFrom(app, new Request(url));

  assert.equal(await known.text(), "/p%20q?x=1 a.example:8443 https ::1");
  assert.equal(await unknown.text(), "/ example.com http 0.0.0.0");
});

test("several Set-Cookie fields stay apart", async () => {
  class Cookies extends RequestHandler {
    override get() {
      this.setCookie("a", "1");
      this.setCookie("b", "2");
    }
  }

  const response = await new Application([["/", Cookies]]).fetch(new Request(url));

  assert.deepEqual(response.headers.getSetCookie(), ["a=1; Path=/", "b=2; Path=/"]);
});

test("the response is there with its head, and its body streams", async () => {
  const held = holdRequests();
  const responding = fetchFrom(routed(held.callback), new Request(url));
  const { connection } = await held.next();

  connection.writeHeaders(ok, new HTTPHeaders(), "first");
  const response = await responding;
  const reader = response.body?.getReader();

  assert.equal(String(Buffer.from((await reader?.read())?.value ?? [])), "first");
  connection.write("second");
  assert.equal(String(Buffer.from((await reader?.read())?.value ?? [])), "second");
  connection.finish();
  assert.equal((await reader?.read())?.done, true);
});

test("write() waits while nobody reads the body", async () => {
  const held = holdRequests();
  const responding = fetchFrom(routed(held.callback), new Request(url));
  const { connection } = await held.next();
  connection.writeHeaders(ok, new HTTPHeaders());
  const response = await responding;

  const room = connection.write(Buffer.alloc(100_000));

  assert.ok(room instanceof Promise);
  void response.body?.getReader().read();
  await room;
  assert.equal(connection.write("more"), undefined);
});

test("the body of a request comes piece by piece, and waits for the application", async () => {
  const body = fedBody();
  const gate = gateOf();
  const delegate = new RecordingDelegate({
    dataReceived: (chunk) => (String(chunk) === "one" ? gate.promise : undefined),
  });
  const responding = fetchFrom(delegate, upload(body.stream));
  body.send("one");
  body.send("two");
  await delegate.until("one");
  assert.deepEqual(delegate.calls, ["headers", "one"]);

  gate.resolve();
  await delegate.until("two");
  body.end();

  assert.equal((await responding).status, 200);
  assert.deepEqual(delegate.calls, ["headers", "one", "two", "finish", "connection closed"]);
});

function gateOf() {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((made) => {
    resolve = made;
  });
  return { promise, resolve };
}

test("an abort before the answer rejects with the signal's reason, and the client has left", async () => {
  const held = holdRequests();
  const aborter = new AbortController();
  const responding = fetchFrom(routed(held.callback), new Request(url, { signal: aborter.signal }));
  const request = await held.next();
  const reason = new Error("enough");

  aborter.abort(reason);

  await assert.rejects(responding, reason);
  assert.ok(request.signal.reason instanceof ClientClosedError);
  await assert.rejects(Promise.resolve(request.connection.writeHeaders(ok, new HTTPHeaders())), {
    code: "ERR_CLIENT_CLOSED",
  });
  request.connection.finish();
});

test("an abort in the middle of the answer breaks its body, and the client has left", async () => {
  const held = holdRequests();
  const aborter = new AbortController();
  const responding = fetchFrom(routed(held.callback), new Request(url, { signal: aborter.signal }));
  const request = await held.next();
  request.connection.writeHeaders(ok, new HTTPHeaders(), "half");
  const response = await responding;

  aborter.abort(new Error("enough"));

  await assert.rejects(response.text(), /enough/);
  assert.equal(request.signal.aborted, true);
});

test("an abort before the request is sent never reaches the application", async () => {
  const app = routed(() => assert.fail("reached"));

  const responding = fetchFrom(app, new Request(url, { signal: AbortSignal.abort(new Error("early")) }));

  await assert.rejects(responding, /early/);
});

test("to cancel the body of the response is to leave", async () => {
  const held = holdRequests();
  const responding = fetchFrom(routed(held.callback), new Request(url));
  const request = await held.next();
  request.connection.writeHeaders(ok, new HTTPHeaders(), "half");
  const response = await responding;

  await response.body?.cancel();

  assert.ok(request.signal.reason instanceof ClientClosedError);
});

test("a body of the request that breaks is a client that left", async () => {
  const body = fedBody();
  const delegate = new RecordingDelegate();
  void fetchFrom(delegate, upload(body.stream));
  body.send("one");
  await delegate.until("one");

  body.fail(new Error("the line broke"));

  await delegate.until("close");
  assert.deepEqual(delegate.calls, ["headers", "one", "close", "connection closed"]);
});

test("a body beyond maxBodySize is a 413, announced or not", async () => {
  const delegate = new RecordingDelegate();
  const body = fedBody();
  const announced = new Request(url, {
    method: "POST",
    body: "12345678",
    headers: { "Content-Length": "8" },
  });
  body.send("1234");
  body.send("5678");
  body.end();

  const first = await fetchFrom(delegate, announced, { maxBodySize: 7 });
  const second = await fetchFrom(delegate, upload(body.stream), { maxBodySize: 7 });

  assert.deepEqual([first.status, second.status], [413, 413]);
  assert.match(await first.text(), /^413 .*larger than 7 bytes\n$/);
});

test("setBodyTimeout() answers 408 to a body that does not come, and setMaxBodySize() 413 to a longer one", async () => {
  const slow = new RecordingDelegate({
    headersReceived: (connection) => limits(connection).setBodyTimeout(5),
  });
  const small = new RecordingDelegate({
    headersReceived: (connection) => limits(connection).setMaxBodySize(3),
  });
  const body = fedBody();
  body.send("half");

  const tooSlow = await fetchFrom(slow, upload(body.stream));
  const tooLong = await fetchFrom(small, new Request(url, { method: "POST", body: "four" }));

  assert.deepEqual([tooSlow.status, tooLong.status], [408, 413]);
  assert.deepEqual(slow.calls, ["headers", "half", "close", "connection closed"]);
});

test("the time that the application takes is not the client's", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const gate = gateOf();
  const delegate = new RecordingDelegate({
    headersReceived: (connection) => limits(connection).setBodyTimeout(50),
    dataReceived: () => gate.promise,
  });
  const responding = fetchFrom(delegate, new Request(url, { method: "POST", body: "all" }));
  await delegate.until("all");

  t.mock.timers.tick(1000);
  gate.resolve();

  assert.equal((await responding).status, 200);
});

test("a rejected finish() of a delegate is an error of the message", async () => {
  const delegate: HTTPServerConnectionDelegate = {
    startRequest: () => ({
      headersReceived() {},
      dataReceived() {},
      finish: () => Promise.reject(new HTTPInputError("The form is malformed")),
      onConnectionClose() {},
    }),
  };

  assert.equal((await fetchFrom(delegate, new Request(url))).status, 400);
});

function limits(connection: HTTPConnection): MessageExchange {
  assert.ok(connection instanceof MessageExchange);
  return connection;
}

test("an answer before the end of the body leaves the rest undelivered", async () => {
  const body = fedBody();
  const delegate = new RecordingDelegate({
    headersReceived: (connection: HTTPConnection) => {
      connection.writeHeaders(
        { version: "HTTP/1.1", code: 403, reason: "Forbidden" },
        new HTTPHeaders(),
        "no",
      );
      connection.finish();
    },
  });
  body.send("one");

  const response = await fetchFrom(delegate, upload(body.stream));

  assert.equal(await response.text(), "no");
  assert.deepEqual(delegate.calls, ["headers", "close", "connection closed"]);
});

test("a delegate that throws is a 500, and logged", async () => {
  const app = routed(() => {
    throw new Error("broken");
  });

  const response = await fetchFrom(app, new Request(url));

  assert.equal(response.status, 500);
  assert.equal(await response.text(), "500 Internal Server Error: The server failed to handle the request\n");
  await expectLog(/Uncaught exception in a delegate/);
});

test("a handler that fails after a part was sent breaks the body", async () => {
  class Half extends RequestHandler {
    override async get() {
      this.write("half");
      await this.flush();
      throw new Error("broken");
    }
  }
  const response = await new Application([["/", Half]]).fetch(new Request(url));

  await assert.rejects(response.text(), { code: "ERR_HTTP_OUTPUT" });
  await expectLog(/Uncaught exception GET/);
  await expectLog(/Cannot send error response after headers written/);
});

test("Content-Length is kept as a promise", async () => {
  const errors: unknown[] = [];
  const write = (length: string, text: string) =>
    routed(({ connection }) => {
      try {
        connection.writeHeaders(ok, new HTTPHeaders({ "Content-Length": length }), text);
        connection.finish();
      } catch (error) {
        errors.push(error);
      }
    });

  await assert.rejects(fetchFrom(write("3", "four"), new Request(url)), { code: "ERR_HTTP_OUTPUT" });
  await assert.rejects(fetchFrom(write("5", "four"), new Request(url)), { code: "ERR_HTTP_OUTPUT" });

  assert.match(String(errors[0]), /more data than Content-Length/);
  assert.match(String(errors[1]), /1 bytes less than Content-Length/);
});

test("what a connection refuses is refused here too", async () => {
  const held = holdRequests();
  const responding = fetchFrom(routed(held.callback), new Request(url));
  const { connection } = await held.next();
  const chunked = new HTTPHeaders({ "Transfer-Encoding": "chunked" });

  assert.throws(() => connection.write("early"), { code: "ERR_HTTP_OUTPUT" });
  assert.throws(() => connection.finish(), { code: "ERR_HTTP_OUTPUT" });
  assert.throws(() => connection.writeHeaders(ok, chunked), { code: "ERR_HTTP_OUTPUT" });
  assert.throws(() => connection.writeHeaders({ ...ok, code: 700 }, new HTTPHeaders()), RangeError);
  assert.throws(() => connection.detach?.(), /Cannot detach/);
  connection.writeHeaders({ ...ok, code: 103 }, new HTTPHeaders());
  connection.writeHeaders(ok, new HTTPHeaders());
  assert.throws(() => connection.writeHeaders(ok, new HTTPHeaders()), { code: "ERR_HTTP_OUTPUT" });
  connection.finish();
  assert.throws(() => connection.write("late"), { code: "ERR_HTTP_OUTPUT" });
  assert.equal((await responding).status, 200);
});
