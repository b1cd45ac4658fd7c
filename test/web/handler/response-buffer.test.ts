import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type HTTPConnection,
  HTTPHeaders,
  HTTPServerRequest,
  type RequestStartLine,
  type ResponseStartLine,
} from "typhoon/httputil";
import { RequestHandler } from "typhoon/web";
import {
  execute,
  handlerRoute,
  ResponseBuffer,
  TemplateLoaders,
  UIExtensions,
} from "#typhoon/web/handler/internal.js";

test("a snapshot is cloneable, and restore() brings every part of it back", () => {
  const buffer = new ResponseBuffer();
  buffer.setStatus(201, "Made");
  buffer.headers.add("X-Many", "1");
  buffer.headers.add("X-Many", "2");
  buffer.cookies = new Map([["a", "a=1; Path=/"]]);
  buffer.append("text ");
  buffer.append(Buffer.from("bytes"));
  buffer.autoFinish = false;

  const restored = new ResponseBuffer();
  restored.restore(structuredClone(buffer.snapshot()));

  assert.deepEqual([restored.status, restored.reason], [201, "Made"]);
  assert.deepEqual(restored.headers.getList("x-many"), ["1", "2"]);
  assert.deepEqual(restored.cookies, buffer.cookies);
  assert.equal(Buffer.from(restored.takeBody() ?? "").toString(), "text bytes");
  assert.deepEqual([restored.autoFinish, restored.finished, restored.headersWritten], [false, false, false]);
});

test("a body of nothing but text stays one text", () => {
  const buffer = new ResponseBuffer();
  buffer.append("a");
  buffer.append("é");

  assert.equal(buffer.bodyLength, 3);
  assert.equal(buffer.takeBody(), "aé");
  assert.equal(buffer.takeBody(), undefined);
});

test("a body of one piece of bytes is that piece, not a copy", () => {
  const buffer = new ResponseBuffer();
  const bytes = Buffer.from("abc");
  buffer.append(bytes);

  assert.equal(buffer.takeBody(), bytes);
});

/** Writes everything down. */
class RecordingConnection implements HTTPConnection {
  readonly calls: unknown[] = [];
  writeHeaders(
    startLine: RequestStartLine | ResponseStartLine,
    headers: HTTPHeaders,
    chunk?: Uint8Array | string,
  ) {
    this.calls.push(["writeHeaders", startLine, headers.get("Content-Length"), chunk]);
    return undefined;
  }
  write(chunk: Uint8Array | string) {
    this.calls.push(["write", chunk]);
    return undefined;
  }
  finish() {
    this.calls.push(["finish"]);
  }
  setMaxBodySize() {}
  setBodyTimeout() {}
}

test("a handler needs no more than the connection's interface, and a small answer is one call and finish", () => {
  class Hello extends RequestHandler {
    override get() {
      this.write("Hello");
    }
  }
  const connection = new RecordingConnection();
  const startLine = { method: "GET", path: "/", version: "HTTP/1.1" };
  const request = new HTTPServerRequest(startLine, { headers: new HTTPHeaders(), connection });
  const context = {
    settings: {},
    templateLoaders: new TemplateLoaders(),
    templateExtensions: new UIExtensions(),
    reverseUrl: () => "",
    makeStaticUrl: () => "",
    logRequest() {},
  };
  const route = handlerRoute(Hello);

  execute(new Hello(context, request), route, { pathArgs: [], pathKwargs: undefined });

  assert.deepEqual(connection.calls, [
    ["writeHeaders", { version: "HTTP/1.1", code: 200, reason: "OK" }, "5", "Hello"],
    ["finish"],
  ]);
});
