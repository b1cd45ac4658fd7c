import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { ClientClosedError, HTTPHeaders } from "typhoon/httputil";
import { RuleRouter } from "typhoon/routing";
import { inject } from "typhoon/testing";
import { Application, RequestHandler } from "typhoon/web";
import { guardLog } from "../../support/guard-log.ts";
import { holdRequests } from "../../support/hold-requests.ts";
import { RecordingDelegate } from "../../support/recording-delegate.ts";
import { answer, echo } from "../../support/with-server.ts";

guardLog();

const ok = { version: "HTTP/1.1", code: 200, reason: "OK" };

test("a path is enough", async () => {
  const response = await inject(new RuleRouter([["/a", echo]]), "/a?b=1");

  assert.deepEqual([response.status, response.reason, await response.text()], [200, "OK", "GET /a?b=1 "]);
});

test("the request has what the injection says, and what a client adds", async () => {
  const router = new RuleRouter([
    [
      "/.*",
      (request) =>
        answer(
          request,
          JSON.stringify([
            request.remoteIp,
            request.fullUrl(),
            request.headers.get("Content-Length"),
            request.body,
          ]),
        ),
    ],
  ]);

  const plain = await inject(router, { method: "POST", body: "é" });
  const own = await inject(router, { headers: { Host: "a.example" }, protocol: "https", remoteIp: "::1" });

  assert.deepEqual(await plain.json(), ["127.0.0.1", "http://localhost/", "2", Buffer.from("é").toJSON()]);
  assert.deepEqual(await own.json(), ["::1", "https://a.example/", null, Buffer.alloc(0).toJSON()]);
});

test("header fields keep their case and their number", async () => {
  class Twice extends RequestHandler {
    override get() {
      this.addHeader("X-Twice", "1");
      this.addHeader("X-Twice", "2");
    }
  }

  const { headers } = await inject(new Application([["/", Twice]]));

  assert.deepEqual(
    [...headers].filter(([name]) => name === "X-Twice").map(([, value]) => value),
    ["1", "2"],
  );
});

test("a body of pieces is delivered piece by piece", async () => {
  const delegate = new RecordingDelegate();
  async function* pieces() {
    yield Buffer.from("one");
    await delegate.until("one");
    yield Buffer.from("two");
  }

  await inject(delegate, { method: "POST", body: pieces() });

  assert.deepEqual(delegate.calls, ["headers", "one", "two", "finish", "connection closed"]);
});

test("an answer streams, and to cancel it is to leave", async () => {
  const held = holdRequests();
  const responding = inject(new RuleRouter([["/", held.callback]]));
  const request = await held.next();
  request.connection.writeHeaders(ok, new HTTPHeaders(), "first");

  const { body } = await responding;
  const reader = body?.getReader();
  assert.equal(String(Buffer.from((await reader?.read())?.value ?? [])), "first");
  await reader?.cancel();

  assert.ok(request.signal.reason instanceof ClientClosedError);
});

test("an abort is a client that leaves", async () => {
  const held = holdRequests();
  const aborter = new AbortController();
  const responding = inject(new RuleRouter([["/", held.callback]]), { signal: aborter.signal });
  const request = await held.next();

  aborter.abort(new Error("enough"));

  await assert.rejects(responding, /enough/);
  assert.ok(request.signal.reason instanceof ClientClosedError);
});

for (const isTold of [true, false]) {
  test(`a handler can take the connection over ${isTold ? "after" : "without"} a head of its own`, async () => {
    class Echo extends RequestHandler {
      override async get() {
        if (isTold) {
          this.setStatus(101);
          this.setHeader("Upgrade", "echo");
          await this.flush();
        }
        const stream = this.detach();
        stream.pipe(stream);
      }
    }

    const { status, headers, stream } = await inject(new Application([["/", Echo]]));
    stream?.write("hello");
    const [heard] = await once(stream ?? assert.fail("no stream"), "data");
    stream?.destroy();

    assert.deepEqual(
      [status, headers.get("Upgrade"), String(heard)],
      [101, isTold ? "echo" : undefined, "hello"],
    );
  });
}

test("requests of one application do not disturb each other", async () => {
  const router = new RuleRouter([["/.*", echo]]);

  const responses = await Promise.all(["/a", "/b", "/c"].map((path) => inject(router, path)));

  assert.deepEqual(await Promise.all(responses.map((response) => response.text())), [
    "GET /a ",
    "GET /b ",
    "GET /c ",
  ]);
});

for (const wrong of [
  { path: "/a b" },
  { path: "a" },
  { path: "/ä…" },
  { path: "/#top" },
  { method: "GET /" },
]) {
  test(`${JSON.stringify(wrong)} is a TypeError, as no client could send it`, () => {
    assert.throws(() => inject(new RuleRouter(), wrong), /no client could send it/);
  });
}

test("an application is asked by its own method, too", async () => {
  class Main extends RequestHandler {
    override get() {
      this.write(this.request.method + this.request.uri);
    }
  }

  const response = await new Application([["/.*", Main]]).inject({ path: "/a" });

  assert.equal(await response.text(), "GET/a");
});
