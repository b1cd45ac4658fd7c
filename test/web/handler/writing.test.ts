import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

/** The answer to GET after `write` ran in a handler. */
async function answerOf(t: Parameters<typeof serve>[0], write: (handler: RequestHandler) => unknown) {
  class Writer extends RequestHandler {
    override async get() {
      await write(this);
    }
  }
  const site = await serve(t, [["/", Writer]]);
  return site.fetch("/");
}

test("a page has Tornado's fields in Tornado's order", async (t) => {
  const { rawHeaders, headers } = await answerOf(t, (handler) => handler.setCookie("a", "b"));

  assert.deepEqual(rawHeaders.filter((_, index) => index % 2 === 0).slice(0, 6), [
    "Server",
    "Content-Type",
    "Date",
    "Etag",
    "Content-Length",
    "Set-Cookie",
  ]);
  assert.equal(headers["content-type"], "text/html; charset=UTF-8");
  assert.equal(headers.etag, '"da39a3ee5e6b4b0d3255bfef95601890afd80709"');
});

test("the Server field has the package's version", async (t) => {
  const { version } = JSON.parse(readFileSync(new URL("../../../../package.json", import.meta.url), "utf8"));

  const { headers } = await answerOf(t, () => {});

  assert.equal(headers["server"], `TyphoonServer/${version}`);
});

test("text and bytes are written in order, and the length counts bytes", async (t) => {
  const { body, headers } = await answerOf(t, (handler) => {
    handler.write("é");
    handler.write("");
    handler.write(Buffer.from("€"));
    handler.write("x");
    handler.write(new Uint8Array([0x79]));
  });

  assert.deepEqual([body, headers["content-length"]], ["é€xy", "7"]);
});

test("an object goes out as JSON that cannot end a script element", async (t) => {
  const { body, headers } = await answerOf(t, (handler) => handler.write({ a: "</script>", b: [1, null] }));

  assert.equal(body, '{"a":"<\\/script>","b":[1,null]}');
  assert.equal(headers["content-type"], "application/json; charset=UTF-8");
});

for (const [what, chunk, message] of [
  ["a list", [1], /Lists are not accepted for security reasons/],
  ["a promise", Promise.resolve("a"), /await it first/],
  ["a Map", new Map(), /Cannot write Map/],
  ["an ArrayBuffer", new ArrayBuffer(1), /Cannot write ArrayBuffer/],
  ["a number", 1, /only accepts text, bytes and objects: current value is 1/],
  ["null", null, /only accepts text, bytes and objects/],
] as const) {
  test(`write() refuses ${what}`, async (t) => {
    const { body } = await answerOf(t, (handler) => {
      assert.throws(() => Reflect.apply(handler.write, handler, [chunk]), message);
      handler.write("refused");
    });

    assert.equal(body, "refused");
  });
}

test("write(), flush() and finish() after finish() are errors", async (t) => {
  await answerOf(t, (handler) => {
    handler.finish();
    assert.throws(() => handler.write("x"), /Cannot write\(\) after finish\(\)/);
    assert.throws(() => handler.flush(), /Cannot flush\(\) after finish\(\)/);
    assert.throws(() => handler.finish(), /finish\(\) called twice/);
  });
});

test("header fields take text, numbers, bytes and dates", async (t) => {
  const { headers, rawHeaders } = await answerOf(t, (handler) => {
    handler.setHeader("X-Text", "a");
    handler.setHeader("x-text", "b");
    handler.setHeader("X-Number", 42);
    handler.setHeader("X-Bytes", Buffer.from([0xe9]));
    handler.setHeader("X-Date", new Date(0));
    handler.setHeader("X-Empty", "");
    handler.addHeader("X-Many", "1");
    handler.addHeader("X-Many", 2);
    handler.clearHeader("server");
  });

  assert.deepEqual(
    ["x-text", "x-number", "x-bytes", "x-date", "x-empty", "x-many", "server"].map((name) => headers[name]),
    ["b", "42", "é", "Thu, 01 Jan 1970 00:00:00 GMT", "", "1, 2", undefined],
  );
  assert.equal(rawHeaders.filter((name) => name.toLowerCase() === "x-many").length, 2);
});

test("a header field that could begin another is refused", async (t) => {
  await answerOf(t, (handler) => {
    assert.throws(() => handler.setHeader("X", "a\r\nSet-Cookie: b=c"), /Unsafe header value/);
    assert.throws(() => handler.addHeader("X", "\x00"), /Unsafe header value/);
    assert.throws(() => handler.setHeader("X Y", "a"), TypeError);
    assert.throws(() => handler.setHeader("X", 1.5), /Unsupported header value/);
  });
});

test("setStatus() makes a reason that could do harm Unknown", async (t) => {
  for (const [reason, sent] of [
    ["Just So", "Just So"],
    ["a\r\nX: y", "Unknown"],
    ["<script>", "Unknown"],
    [undefined, "Created"],
  ] as const) {
    const answer = await answerOf(t, (handler) => handler.setStatus(201, reason));
    assert.deepEqual([answer.status, answer.reason], [201, sent]);
  }
});

test("setStatus() takes codes that have no phrase, and refuses what is no status", async (t) => {
  const { status, reason } = await answerOf(t, (handler) => {
    for (const bad of [99, 1000, 200.5, Number.NaN]) assert.throws(() => handler.setStatus(bad), RangeError);
    handler.setStatus(682);
    assert.equal(handler.getStatus(), 682);
  });
  await expectLog(/682 GET/);

  assert.deepEqual([status, reason], [682, "Unknown"]);
});

test("clear() takes back everything but cookies, and setDefaultHeaders() is called again", async (t) => {
  class Cleared extends RequestHandler {
    override setDefaultHeaders() {
      this.setHeader("X-Default", "1");
    }
    override get() {
      this.setStatus(201);
      this.setHeader("X-Gone", "1");
      this.write("gone");
      this.clear();
      this.write("kept");
    }
  }
  const site = await serve(t, [["/", Cleared]]);

  const { status, headers, body } = await site.fetch("/");

  assert.deepEqual([status, headers["x-gone"], headers["x-default"], body], [200, undefined, "1", "kept"]);
});

test("flush() sends what there is at once, as chunks and without an Etag", async (t) => {
  let goOn = () => {};
  class Streams extends RequestHandler {
    override async get() {
      this.write("abc");
      await this.flush();
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      this.write("def");
    }
  }
  const site = await serve(t, [["/", Streams]]);
  const socket = await site.open("GET / HTTP/1.1\r\nHost: x");
  let text = "";
  socket.setEncoding("latin1").on("data", (piece: string) => {
    text += piece;
  });
  while (!text.includes("abc")) await once(socket, "data");

  assert.match(text, /Transfer-Encoding: chunked/);
  assert.doesNotMatch(text, /Etag|Content-Length/);
  goOn();
  while (!text.endsWith("0\r\n\r\n")) await once(socket, "data");

  assert.match(text, /\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n$/);
});

test("flush() before anything is written sends the header fields alone", async (t) => {
  const { status, body } = await answerOf(t, async (handler) => {
    await handler.flush();
    await handler.finish("late");
  });

  assert.deepEqual([status, body], [200, "late"]);
});

for (const [options, status] of [
  [undefined, 302],
  [{ permanent: true }, 301],
  [{ status: 307 }, 307],
] as const) {
  test(`redirect(url, ${JSON.stringify(options)}) answers ${status}`, async (t) => {
    const answer = await answerOf(t, (handler) => handler.redirect("/née?x=1", options));

    assert.equal(answer.status, status);
    assert.equal(answer.headers.location, "/n%C3%A9e?x=1");
  });
}

for (const [url, location] of [
  ["/café", "/caf%C3%A9"],
  ["/caf%C3%A9", "/caf%C3%A9"],
  ["/100%", "/100%"],
  ["/a b?q=\u{1f600}&r={x}", "/a%20b?q=%F0%9F%98%80&r=%7Bx%7D"],
  ["/\\evil.example", "/%5Cevil.example"],
  ["https://[::1]:8888/a;b=c?d#e", "https://[::1]:8888/a;b=c?d#e"],
  ["/lone\ud800", "/lone%EF%BF%BD"],
] as const) {
  test(`redirect(${JSON.stringify(url)}) sends the URI reference ${location} (RFC 9110 §10.2.2)`, async (t) => {
    const { headers } = await answerOf(t, (handler) => handler.redirect(url));

    assert.equal(headers.location, location);
  });
}

test("redirect() refuses a status that is none of a redirection, and a URL that could begin a field", async (t) => {
  await answerOf(t, (handler) => {
    assert.throws(() => handler.redirect("/", { status: 200 }), RangeError);
    assert.throws(() => handler.redirect("/\r\nSet-Cookie: a=b"), /Unsafe header value/);
    handler.setStatus(200);
  });
});

test("a response without content says nothing about its type", async (t) => {
  const { headers, status } = await answerOf(t, (handler) => handler.setStatus(204));

  assert.deepEqual(
    [status, headers["content-type"], headers["content-length"], headers["transfer-encoding"]],
    [204, undefined, undefined, undefined],
  );
});
