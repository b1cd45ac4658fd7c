import assert from "node:assert/strict";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { HTTPError, RequestHandler, type VerbResult } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

interface Gate {
  readonly passed: Promise<void>;
  open(): void;
}

function gate(): Gate {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/** A handler whose get() and head() stream this. */
function streaming(get: (this: RequestHandler) => VerbResult): typeof RequestHandler {
  return class Streams extends RequestHandler {
    override get() {
      return get.call(this);
    }
    override head() {
      return get.call(this);
    }
    override post() {
      return get.call(this);
    }
  };
}

/** What the client has read when the server has closed the connection. */
async function readAll(t: TestContext, handler: typeof RequestHandler): Promise<string> {
  const site = await serve(t, [["/", handler]]);
  const socket = await site.open("GET / HTTP/1.1\r\nHost: a\r\nConnection: close");
  let text = "";
  socket.on("data", (data) => {
    text += data;
  });
  await once(socket, "close");
  return text;
}

test("what an async generator yields is sent piece by piece, before the next is asked for", async (t) => {
  const seen = gate();
  const site = await serve(t, [
    [
      "/",
      streaming(async function* () {
        this.setHeader("Content-Type", "text/plain");
        yield "a";
        await seen.passed;
        yield { b: 1 };
        yield new Uint8Array([99]);
      }),
    ],
  ]);
  const socket = await site.open("GET / HTTP/1.1\r\nHost: a\r\nConnection: close");
  let text = "";
  socket.on("data", (data) => {
    text += data;
    if (text.includes("1\r\na\r\n")) seen.open();
  });
  await once(socket, "close");

  assert.match(text, /Transfer-Encoding: chunked/);
  assert.ok(text.endsWith('1\r\na\r\n7\r\n{"b":1}\r\n1\r\nc\r\n0\r\n\r\n'), text);
});

test("any async iterable is streamed, and what is written goes before what is yielded", async (t) => {
  const site = await serve(t, [
    [
      "/",
      streaming(async function () {
        this.write("0");
        return (async function* () {
          yield "1";
          yield undefined;
          yield "2";
        })();
      }),
    ],
  ]);

  assert.equal((await site.fetch("/")).body, "012");
  assert.equal((await site.fetch("/", { method: "POST" })).body, "012");
});

test("an async generator without a value is an empty answer with its length", async (t) => {
  const site = await serve(t, [["/", streaming(async function* () {})]]);

  const { status, body, headers } = await site.fetch("/");

  assert.deepEqual([status, body, headers["content-length"]], [200, "", "0"]);
});

test("a HEAD ends the generator after its first value, and sends no body", async (t) => {
  const ended = gate();
  const site = await serve(t, [
    [
      "/",
      streaming(async function* () {
        try {
          this.setHeader("X-Kind", "stream");
          yield "a";
          throw new Error("never");
        } finally {
          ended.open();
        }
      }),
    ],
  ]);

  const { status, body, headers } = await site.fetch("/", { method: "HEAD" });
  await ended.passed;

  assert.deepEqual([status, body, headers["x-kind"]], [200, "", "stream"]);
});

test("a stream is compressed as any answer", async (t) => {
  const site = await serve(
    t,
    [
      [
        "/",
        streaming(async function* () {
          yield "a".repeat(2000);
          yield "b";
        }),
      ],
    ],
    { compressResponse: true },
  );
  const response = await fetch(`http://127.0.0.1:${site.port}/`, { headers: { "Accept-Encoding": "gzip" } });

  assert.equal(response.headers.get("content-encoding"), "gzip");
  assert.equal(await response.text(), `${"a".repeat(2000)}b`);
});

test("an error before the first value is an error page, and what was written is not sent", async (t) => {
  const site = await serve(t, [
    [
      "/",
      streaming(async function* () {
        this.write("half");
        if (this.request.method === "GET") throw new HTTPError(409);
        yield "a";
      }),
    ],
  ]);

  const { status, body } = await site.fetch("/");
  await expectLog(/^409 GET/);

  assert.equal(status, 409);
  assert.doesNotMatch(body, /half/);
});

test("an error after the first value is logged, and cuts the connection", async (t) => {
  const text = await readAll(
    t,
    streaming(async function* () {
      yield "a";
      throw new Error("boom");
    }),
  );
  await expectLog(/^Uncaught exception GET \/ /);
  await expectLog(/^Cannot send error response/);

  assert.ok(text.endsWith("1\r\na\r\n"), text);
});

test("a value that no response can hold ends the generator, and is a 500", async (t) => {
  const ended = gate();
  const site = await serve(t, [
    [
      "/",
      streaming(async function* () {
        try {
          yield 5 as unknown as string;
        } finally {
          ended.open();
        }
      }),
    ],
  ]);

  const { status } = await site.fetch("/");
  await ended.passed;
  const line = await expectLog(/^Uncaught exception GET \/ /);
  await expectLog(/^500 GET/);

  assert.equal(status, 500);
  assert.match(
    (line as unknown as { err: { message: string } }).err.message,
    /^Cannot send what Streams\.get\(\) yielded because/,
  );
});

test("the generator ends, finally included, when the client leaves while it waits for room", async (t) => {
  const ended = gate();
  const site = await serve(t, [
    [
      "/",
      streaming(async function* () {
        try {
          while (true) yield "x".repeat(65_536);
        } finally {
          ended.open();
        }
      }),
    ],
  ]);
  const socket = await site.open("GET / HTTP/1.1\r\nHost: a");
  await once(socket, "readable");
  socket.destroy();

  await ended.passed;
});

test("an iterator that waits is returned as soon as the client leaves", async (t) => {
  const left = gate();
  const asked = gate();
  const values = {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        asked.open();
        return new Promise<IteratorResult<string>>(() => {});
      },
      return: async () => {
        left.open();
        return { done: true as const, value: undefined };
      },
    }),
  };
  const site = await serve(t, [["/", streaming(() => values)]]);
  const socket = await site.open("GET / HTTP/1.1\r\nHost: a");
  await asked.passed;
  socket.destroy();

  await left.passed;
});

test("a finally that throws once the client has left is logged with its request", async (t) => {
  const site = await serve(t, [
    [
      "/",
      streaming(async function* () {
        try {
          while (true) yield "x".repeat(65_536);
        } finally {
          // biome-ignore lint/correctness/noUnsafeFinally: it is what is tested
          throw new Error("closing failed");
        }
      }),
    ],
  ]);
  const socket = await site.open("GET / HTTP/1.1\r\nHost: a");
  await once(socket, "readable");
  socket.destroy();

  await expectLog(/^Uncaught exception GET \/ /);
});

test("the generator ends when the time for the response is over", async (t) => {
  const ended = gate();
  class Limited extends streaming(async function* () {
    try {
      while (true) {
        yield "x";
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      ended.open();
    }
  }) {
    static override requestTimeoutMs = 20;
  }
  await readAll(t, Limited);
  await ended.passed;

  await expectLog(/^503 GET \/ .*requestTimeoutMs/);
});

test("a generator that never waits leaves the loop its turns", async (t) => {
  let isOver = false;
  const site = await serve(t, [
    [
      "/",
      streaming(async function* () {
        while (!isOver) yield undefined;
        yield "over";
      }),
    ],
  ]);
  const answer = site.fetch("/");
  setImmediate(() => {
    isOver = true;
  });

  assert.equal((await answer).body, "over");
});

test("an async generator as prepare() is refused", async (t) => {
  class Prepares extends RequestHandler {
    override prepare() {
      return (async function* () {})() as unknown as undefined;
    }
  }
  const site = await serve(t, [["/", Prepares]]);

  assert.equal((await site.fetch("/")).status, 500);
  await expectLog(/^Uncaught exception GET/);
  await expectLog(/^500 GET/);
});
