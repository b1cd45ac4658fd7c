import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPError, RequestHandler, type SendErrorOptions } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

class Limited extends RequestHandler {
  override get() {
    throw new HTTPError(429, "bucket of customer 17 is empty", { detail: "Try again in a minute" });
  }
  override post() {
    throw new Error("secret");
  }
  override put() {
    this.getArgument("q");
  }
}

async function quietly<T>(status: number, logs: readonly RegExp[], ask: () => Promise<T>): Promise<T> {
  const answer = await ask();
  for (const log of [...logs, new RegExp(`^${status} `)]) await expectLog(log);
  return answer;
}

test("the text for the log is in no message: a writeError may send that", async (t) => {
  class Api extends Limited {
    override writeError(status: number, { error }: SendErrorOptions) {
      this.finish({ status, error: (error as Error).message });
    }
  }
  const site = await serve(t, [["/", Api]]);

  const { body } = await quietly(429, [/bucket of customer 17/], () => site.fetch("/"));

  assert.deepEqual(JSON.parse(body), {
    status: 429,
    error: "HTTP 429: Too Many Requests: Try again in a minute",
  });
});

test("the detail of an HTTPError is on its page, escaped", async (t) => {
  class Page extends RequestHandler {
    override get() {
      throw new HTTPError(400, undefined, { detail: "<b>" });
    }
  }
  const site = await serve(t, [["/", Page]]);

  const { body } = await quietly(400, [], () => site.fetch("/"));

  assert.match(body, /<body>400: Bad Request: &lt;b&gt;<\/body>/);
});

test('with errorFormat "problem" every error is a problem: of handlers, of paths, of methods', async (t) => {
  const site = await serve(t, [["/", Limited]], { errorFormat: "problem" });
  const about = { type: "about:blank" };

  const known = await quietly(429, [/bucket/], () => site.fetch("/", { headers: { Accept: "text/html" } }));
  const unknown = await quietly(404, [], () => site.fetch("/none"));
  const method = await quietly(405, [], () => site.fetch("/", { method: "DELETE" }));
  const unexpected = await quietly(500, [/^Uncaught/], () => site.fetch("/", { method: "POST" }));
  const missing = await quietly(400, [/Missing argument/], () => site.fetch("/", { method: "PUT" }));

  assert.equal(known.headers["content-type"], "application/problem+json");
  assert.deepEqual(
    [known, unknown, method, unexpected, missing].map(({ body }) => JSON.parse(body)),
    [
      { ...about, title: "Too Many Requests", status: 429, detail: "Try again in a minute" },
      { ...about, title: "Not Found", status: 404 },
      { ...about, title: "Method Not Allowed", status: 405 },
      { ...about, title: "Internal Server Error", status: 500 },
      { ...about, title: "Bad Request", status: 400, detail: "Missing argument q" },
    ],
  );
});

test('with errorFormat "negotiate" a browser gets a page, and a program a problem', async (t) => {
  const site = await serve(t, [], { errorFormat: "negotiate" });

  const page = await quietly(404, [], () => site.fetch("/", { headers: { Accept: "text/html,*/*" } }));
  const problem = await quietly(404, [], () => site.fetch("/"));

  assert.equal(page.headers["content-type"], "text/html; charset=UTF-8");
  assert.equal(problem.headers["content-type"], "application/problem+json");
});

test("a value that is no error is logged with the method that threw it", async (t) => {
  class Text extends RequestHandler {
    override get() {
      throw "oops";
    }
  }
  const site = await serve(t, [["/", Text]]);

  await quietly(500, [/^Uncaught exception GET \/ \(127\.0\.0\.1\) in Text\.get\(\)$/], () =>
    site.fetch("/"),
  );
});

const jsonBodies: [string, string | undefined, string | Uint8Array, number, string | undefined][] = [
  ["JSON", "application/json; charset=utf-8", '{"name":"Ada"}', 200, undefined],
  ["a +json", "application/vnd.a+json", "[1]", 200, undefined],
  ["null", "application/json", "null", 200, undefined],
  ["text", "text/plain", "{}", 415, "The body has to be of type application/json"],
  ["no type", undefined, "{}", 415, "The body has to be of type application/json"],
  ["a form", "application/x-www-form-urlencoded", "a=1", 415, "The body has to be of type application/json"],
  ["no body", "application/json", "", 400, "The body is empty"],
  ["half of it", "application/json", '{"name', 400, "The body is not valid: malformed JSON"],
  ["latin1", "application/json", new Uint8Array([0x22, 0xe9, 0x22]), 400, "The body is not valid: not UTF-8"],
  [
    "__proto__",
    "application/json",
    '{"__proto__":{}}',
    400,
    "The body is not valid: a key __proto__ or constructor.prototype is not allowed",
  ],
  ["deep nesting", "application/json", "[".repeat(100_000), 400, "The body is not valid: malformed JSON"],
];

for (const [what, type, body, status, detail] of jsonBodies) {
  test(`getJsonBody() of ${what} is ${status === 200 ? "its value" : `a ${status} that says why`}`, async (t) => {
    class Json extends RequestHandler {
      override post() {
        return { value: this.getJsonBody() };
      }
    }
    const site = await serve(t, [["/", Json]], { errorFormat: "problem" });

    const answer = await site.fetch("/", {
      method: "POST",
      body,
      headers: type === undefined ? {} : { "Content-Type": type },
    });
    if (status !== 200) await expectLog(/^4\d\d POST/);

    assert.equal(answer.status, status);
    const answered = JSON.parse(answer.body);
    if (status === 200) assert.deepEqual(answered, { value: JSON.parse(String(body)) });
    else assert.equal(answered.detail, detail);
  });
}

test("options of an argument that are none are an error that names them", () => {
  class Strip extends RequestHandler {
    override get() {
      const strip = false as unknown as { strip: boolean };
      assert.throws(
        () => this.getArgument("q", null, strip),
        /because its options are an object: pass \{ strip: false \}/,
      );
      assert.throws(() => this.getArguments("q", strip), /pass \{ strip: false \} instead of false/);
    }
  }
  return serveOnce(Strip);
});

test("what ports of Tornado read is there: cookies, reason, and whether the response is complete", () => {
  class Reads extends RequestHandler {
    override get() {
      assert.equal(this.cookies.get("a"), "1");
      this.setStatus(404, "Gone fishing");
      assert.deepEqual([this.getReason(), this.isFinished], ["Gone fishing", false]);
      this.setStatus(200);
      this.finish();
      assert.equal(this.isFinished, true);
    }
  }
  return serveOnce(Reads);
});

async function serveOnce(handler: typeof RequestHandler): Promise<void> {
  const { Application } = await import("typhoon/web");
  const { status } = await new Application([["/", handler]]).inject({
    path: "/?q=1",
    headers: { Cookie: "a=1" },
  });
  assert.equal(status, 200);
}
