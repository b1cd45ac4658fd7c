import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { HTTPError, RequestHandler, type RuleLike, type SendErrorOptions } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

const page = (message: string) => `<html><title>${message}</title><body>${message}</body></html>`;

/** Rules for one handler that throws `error` on GET. */
function throwing(error: unknown): RuleLike[] {
  return [
    [
      "/",
      class extends RequestHandler {
        override get() {
          throw error;
        }
      },
    ],
  ];
}

test("a path that no rule matches is a 404, in Tornado's page", async (t) => {
  const site = await serve(t, []);

  const { status, body, headers } = await site.fetch("/nowhere");
  await expectLog(/^404 GET \/nowhere \(127\.0\.0\.1\) \d+\.\d\dms$/);

  assert.deepEqual([status, body], [404, page("404: Not Found")]);
  assert.equal(headers["content-type"], "text/html; charset=UTF-8");
});

for (const method of ["POST", "HEAD", "OPTIONS", "TRACE"]) {
  test(`a ${method} that a handler does not answer is a 405 that allows what it does`, async (t) => {
    class Some extends RequestHandler {
      override get() {}
      override put() {}
    }
    const site = await serve(t, [["/", Some]]);

    const { status, headers } = await site.fetch("/", { method });
    await expectLog(/405/);

    assert.deepEqual([status, headers["allow"]], [405, "GET, PUT"]);
  });
}

test("a method of the handler that is no HTTP method cannot be called from outside", async (t) => {
  class Some extends RequestHandler {
    override get() {}
  }
  const site = await serve(t, [["/", Some]]);

  assert.equal((await site.fetch("/", { method: "WRITE" })).status, 405);
  await expectLog(/405 WRITE/);
});

test("what nobody expected is a 500, and the log has its stack", async (t) => {
  const site = await serve(t, throwing(new Error("secret")));
  const logged = [expectLog(/Uncaught exception GET \/ \(127\.0\.0\.1\)/), expectLog(/^500 GET/)];

  const { status, body } = await site.fetch("/");

  assert.deepEqual([status, body], [500, page("500: Internal Server Error")]);
  await Promise.all(logged);
});

for (const thrown of [undefined, null, "text", 7]) {
  test(`throwing ${JSON.stringify(thrown)} is a 500 like any other`, async (t) => {
    const site = await serve(t, throwing(thrown));
    const logged = [expectLog(/Uncaught exception/), expectLog(/^500 GET/)];

    assert.equal((await site.fetch("/")).status, 500);
    await Promise.all(logged);
  });
}

test("serveTraceback shows the stack and its causes as text, and debug turns it on", async (t) => {
  for (const settings of [{ serveTraceback: true }, { debug: true, autoreload: false }]) {
    const site = await serve(t, throwing(new Error("outer", { cause: new Error("inner") })), settings);
    const logged = [expectLog(/Uncaught exception/), expectLog(/^500 GET/)];

    const { body, headers } = await site.fetch("/");
    await Promise.all(logged);

    assert.equal(headers["content-type"], "text/plain; charset=UTF-8");
    assert.match(body, /^Error: outer\n {4}at .*Caused by: Error: inner\n/s);
  }
});

test("HTTPError without a message logs nothing but the access line", async (t) => {
  const site = await serve(t, throwing(new HTTPError(418)));

  const { status, body } = await site.fetch("/");
  await expectLog(/^418 GET/);

  assert.deepEqual([status, body], [418, page("418: I&#x27;m a Teapot")]);
});

test("HTTPError with a message logs it as it stands, percent signs included, and does not show it", async (t) => {
  const site = await serve(t, throwing(new HTTPError(400, "100% of %s and %d")));
  const logged = [expectLog(/^400 GET \/ \(127\.0\.0\.1\): 100% of %s and %d$/), expectLog(/^400 GET .*ms$/)];

  assert.equal((await site.fetch("/")).body, page("400: Bad Request"));
  await Promise.all(logged);
});

test("HTTPError's reason and fields are sent, the reason only if it is harmless", async (t) => {
  for (const [reason, sent] of [
    ["Too Sleepy", "Too Sleepy"],
    ["<script>", "Unknown"],
    ["a\r\nX: y", "Unknown"],
  ] as const) {
    const site = await serve(
      t,
      throwing(new HTTPError(503, undefined, { reason, headers: { "Retry-After": "7" } })),
    );

    const answer = await site.fetch("/");
    await expectLog(/^503 GET/);

    assert.deepEqual([answer.reason, answer.body], [sent, page(`503: ${sent}`)]);
    assert.equal(answer.headers["retry-after"], "7");
  }
});

test("HTTPError says status, reason and detail in one line, and not what is for the log", () => {
  assert.equal(new HTTPError(404).message, "HTTP 404: Not Found");
  assert.equal(new HTTPError(404, "no a", { reason: "Nope" }).message, "HTTP 404: Nope");
  assert.equal(new HTTPError(404, "no a", { detail: "Gone" }).message, "HTTP 404: Not Found: Gone");
  assert.equal(new HTTPError(404).code, "ERR_HTTP_STATUS");
});

test("HTTPError(304) is answered without a page", async (t) => {
  const site = await serve(t, throwing(new HTTPError(304)));

  const { status, body, headers } = await site.fetch("/");

  assert.deepEqual([status, body, headers["content-type"]], [304, "", undefined]);
});

test("HTTPError(204) is answered without a page", async (t) => {
  const site = await serve(t, throwing(new HTTPError(204)));

  const { status, body, headers } = await site.fetch("/");

  assert.deepEqual([status, body, headers["content-type"]], [204, "", undefined]);
});

test("what was written and set before an error is gone", async (t) => {
  class Halfway extends RequestHandler {
    override get() {
      this.setHeader("Content-Type", "image/png");
      this.write("half");
      throw new HTTPError(403);
    }
  }
  const site = await serve(t, [["/", Halfway]]);

  const { body, headers } = await site.fetch("/");
  await expectLog(/^403 GET/);

  assert.deepEqual([body, headers["content-type"]], [page("403: Forbidden"), "text/html; charset=UTF-8"]);
});

test("writeError() writes a page of one's own, at once or later", async (t) => {
  const write = (handler: RequestHandler, status: number, { error }: SendErrorOptions) =>
    handler.finish(`${status} ${error instanceof HTTPError ? error.logMessage : "none"}`);
  class AtOnce extends RequestHandler {
    override get() {
      throw new HTTPError(402, "pay");
    }
    override writeError(status: number, options: SendErrorOptions) {
      write(this, status, options);
    }
  }
  class Later extends AtOnce {
    override async writeError(status: number, options: SendErrorOptions) {
      await Promise.resolve();
      await write(this, status, options);
    }
  }
  const site = await serve(t, [
    ["/at-once", AtOnce],
    ["/later", Later],
  ]);

  for (const path of ["/at-once", "/later"]) {
    const logged = [expectLog(/^402 GET .*: pay/), expectLog(/^402 GET .*ms/)];
    const { status, body } = await site.fetch(path);
    await Promise.all(logged);

    assert.deepEqual([status, body], [402, "402 pay"]);
  }
});

for (const kind of ["throws", "rejects"]) {
  test(`a writeError() that ${kind} leaves the client with the status and no page`, async (t) => {
    class Broken extends RequestHandler {
      override get() {
        throw new HTTPError(409);
      }
      override writeError(): void | Promise<void> {
        if (kind === "rejects") return Promise.reject(new Error("broken"));
        throw new Error("broken");
      }
    }
    const site = await serve(t, [["/", Broken]]);
    const logged = [expectLog(/Uncaught exception in writeError/), expectLog(/^409 GET/)];

    const { status, body } = await site.fetch("/");

    assert.deepEqual([status, body], [409, ""]);
    await Promise.all(logged);
  });
}

for (const kind of ["throws", "rejects"]) {
  test(`a logException() that ${kind} does not keep the client from its answer`, async (t) => {
    class Broken extends RequestHandler {
      override get() {
        throw new HTTPError(409);
      }
      override logException(): void | Promise<void> {
        if (kind === "rejects") return Promise.reject(new Error("broken"));
        throw new Error("broken");
      }
    }
    const site = await serve(t, [["/", Broken]]);
    const logged = [expectLog(/Uncaught exception in logException/), expectLog(/^409 GET/)];

    assert.equal((await site.fetch("/")).status, 409);
    await Promise.all(logged);
  });
}

for (const kind of ["throws", "rejects"]) {
  test(`an onFinish() that ${kind} is logged`, async (t) => {
    class Broken extends RequestHandler {
      override get() {
        this.write("fine");
      }
      override onFinish(): void | Promise<void> {
        if (kind === "rejects") return Promise.reject(new Error("broken"));
        throw new Error("broken");
      }
    }
    const site = await serve(t, [["/", Broken]]);
    const logged = expectLog(/Uncaught exception in onFinish/);

    assert.equal((await site.fetch("/")).body, "fine");
    await logged;
  });
}

test("a setDefaultHeaders() that always throws still leaves the client with a 500", async (t) => {
  class Broken extends RequestHandler {
    override setDefaultHeaders() {
      throw new Error("broken");
    }
    override get() {}
  }
  const site = await serve(t, [["/", Broken]]);
  const logged = [
    expectLog(/Uncaught exception GET/),
    expectLog(/the answer to an error/),
    expectLog(/^500 GET/),
  ];

  const { status, body } = await site.fetch("/");

  assert.deepEqual([status, body], [500, ""]);
  await Promise.all(logged);
});

for (const [what, error] of [
  ["status", new HTTPError(9999)],
  ["header field", new HTTPError(400, undefined, { headers: { "X-Bad": "a\nb" } })],
] as const) {
  test(`an HTTPError whose ${what} cannot be sent is a 500`, async (t) => {
    const site = await serve(t, throwing(error));
    const logged = [expectLog(/the answer to an error/), expectLog(/^500 GET/)];

    assert.equal((await site.fetch("/")).status, 500);
    await Promise.all(logged);
  });
}

test("a sendError() that throws still leaves the client with a 500", async (t) => {
  class Broken extends RequestHandler {
    override get() {
      throw new HTTPError(409);
    }
    override sendError() {
      throw new Error("broken");
    }
  }
  const site = await serve(t, [["/", Broken]]);
  const logged = [expectLog(/Uncaught exception in sendError/), expectLog(/^500 GET/)];

  assert.equal((await site.fetch("/")).status, 500);
  await Promise.all(logged);
});

test("a constructor that throws is a 500", async (t) => {
  class Broken extends RequestHandler {
    readonly field = ((): string => {
      throw new Error("broken");
    })();
  }
  const site = await serve(t, [["/", Broken]]);
  const logged = [expectLog(/in the constructor of Broken/), expectLog(/^500 GET/)];

  assert.equal((await site.fetch("/")).status, 500);
  await Promise.all(logged);
});

test("a body where the status allows none is a 500", async (t) => {
  class Empty extends RequestHandler {
    override get() {
      this.setStatus(204);
      this.write("x");
    }
  }
  const site = await serve(t, [["/", Empty]]);
  const logged = [expectLog(/Uncaught exception GET/), expectLog(/^500 GET/)];

  assert.equal((await site.fetch("/")).status, 500);
  await Promise.all(logged);
});

test("an error after a part was sent breaks the response off, so that the client sees it", async (t) => {
  class Streams extends RequestHandler {
    override async get() {
      this.write("part");
      await this.flush();
      throw new Error("broken");
    }
  }
  const site = await serve(t, [["/", Streams]]);
  const logged = [
    expectLog(/Uncaught exception GET/),
    expectLog(/Cannot send error response after headers written/),
  ];

  const socket = await site.open("GET / HTTP/1.1\r\nHost: x");
  let text = "";
  socket.setEncoding("latin1").on("data", (piece: string) => {
    text += piece;
  });
  socket.on("error", () => {});
  await once(socket, "close");

  assert.doesNotMatch(text, /0\r\n\r\n$/);
  await Promise.all(logged);
});

test("an error after the response is finished is logged and changes nothing", async (t) => {
  class Late extends RequestHandler {
    override async get() {
      await this.finish("sent");
      throw new Error("late");
    }
  }
  const site = await serve(t, [["/", Late]]);
  const logged = expectLog(/Uncaught exception GET/);

  assert.equal((await site.fetch("/")).body, "sent");
  await logged;
});

for (const [kind, length] of [
  ["more", 3],
  ["less", 9],
] as const) {
  test(`a body of ${kind} bytes than its Content-Length is seen by the client as failed`, async (t) => {
    class Miscounts extends RequestHandler {
      override get() {
        this.setHeader("Content-Length", length);
        this.write("12345");
      }
    }
    const site = await serve(t, [["/", Miscounts]]);
    const logged = expectLog(/Uncaught exception GET/);

    const failed = site.fetch("/").then(
      ({ body }) => assert.fail(`got ${body}`),
      (error: unknown) => error instanceof Error,
    );

    assert.equal(await failed, true);
    await logged;
  });
}
