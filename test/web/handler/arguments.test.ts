import assert from "node:assert/strict";
import { test } from "node:test";
import { MissingArgumentError, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { type Ask, serve } from "../serve.ts";

guardLog();

const form = { "Content-Type": "application/x-www-form-urlencoded" };

/** Serves a handler that answers GET and POST with what `read` gives, as JSON. */
async function ask(
  t: Parameters<typeof serve>[0],
  read: (handler: RequestHandler) => unknown,
  path: string,
  how?: Ask,
) {
  class Reader extends RequestHandler {
    override get() {
      this.write({ value: read(this) });
    }
    override post() {
      this.get();
    }
  }
  const site = await serve(t, [["/", Reader]]);
  return site.fetch(path, how);
}

async function value(...args: Parameters<typeof ask>): Promise<unknown> {
  return JSON.parse((await ask(...args)).body).value;
}

test("getArgument() gives the last value, and the body's before the query's", async (t) => {
  const post = { method: "POST", headers: form, body: "a=3&a=4" };

  assert.equal(await value(t, (handler) => handler.getArgument("a"), "/?a=1&a=2"), "2");
  assert.equal(await value(t, (handler) => handler.getArgument("a"), "/?a=1&a=2", post), "4");
});

test("getArguments() gives all values, those of the query first", async (t) => {
  const post = { method: "POST", headers: form, body: "a=3" };
  const read = (handler: RequestHandler) => [
    handler.getArguments("a"),
    handler.getQueryArguments("a"),
    handler.getBodyArguments("a"),
    handler.getArguments("none"),
  ];

  assert.deepEqual(await value(t, read, "/?a=1&a=2", post), [["1", "2", "3"], ["1", "2"], ["3"], []]);
});

test("getQueryArgument() and getBodyArgument() look at one place alone", async (t) => {
  const post = { method: "POST", headers: form, body: "b=2" };
  const read = (handler: RequestHandler) => [
    handler.getQueryArgument("a"),
    handler.getQueryArgument("b", null),
    handler.getBodyArgument("b"),
    handler.getBodyArgument("a", 0),
  ];

  assert.deepEqual(await value(t, read, "/?a=1", post), ["1", null, "2", 0]);
});

test("an argument that is missing is a 400 that names it", async (t) => {
  const logged = [expectLog(/400 GET \/ .*: Missing argument a/), expectLog(/400 GET .*ms$/)];

  const { status, body } = await ask(t, (handler) => handler.getArgument("a"), "/");

  assert.equal(status, 400);
  assert.equal(
    body,
    "<html><title>400: Bad Request</title><body>400: Bad Request: Missing argument a</body></html>",
  );
  await Promise.all(logged);
});

test("MissingArgumentError tells which argument by a field and a code of its own", () => {
  const error = new MissingArgumentError("a");

  assert.deepEqual([error.argName, error.code, error.statusCode], ["a", "ERR_MISSING_ARGUMENT", 400]);
});

test("a default of undefined counts as one", async (t) => {
  assert.equal(await value(t, (handler) => typeof handler.getArgument("a", undefined), "/"), "undefined");
});

test("options alone are no default", async (t) => {
  const logged = [expectLog(/400 GET \/ .*: Missing argument a/), expectLog(/400 GET .*ms$/)];

  const { status } = await ask(t, (handler) => handler.getQueryArgument("a", { strip: false }), "/");

  assert.equal(status, 400);
  await Promise.all(logged);
});

test("control characters become spaces, and white space around is taken off unless asked otherwise", async (t) => {
  const read = (handler: RequestHandler) => [
    handler.getArgument("a"),
    handler.getArgument("a", "", { strip: false }),
    handler.getArgument("a", { strip: false }),
    handler.getArguments("a", { strip: false }),
  ];

  assert.deepEqual(await value(t, read, "/?a=%20%00x%08%09y%0A%C2%A0"), [
    "x \ty",
    "  x \ty\n\u00a0",
    "  x \ty\n\u00a0",
    ["  x \ty\n\u00a0"],
  ]);
});

test("a plus in a query is a space", async (t) => {
  assert.equal(await value(t, (handler) => handler.getArgument("a"), "/?a=1+2%2B3"), "1 2+3");
});

test("an argument that is not UTF-8 is a 400 that names it", async (t) => {
  const logged = [expectLog(/Invalid unicode in a: "\\?.*x"/), expectLog(/400 GET .*ms$/)];

  const { status } = await ask(t, (handler) => handler.getArgument("a"), "/?a=%E9x");

  assert.equal(status, 400);
  await Promise.all(logged);
});

test("decodeArgument() can be overridden, for arguments and for the path", async (t) => {
  class Latin1 extends RequestHandler {
    override decodeArgument(bytes: Buffer, name?: string) {
      return `${name ?? "path"}:${bytes.toString("latin1")}`;
    }
    override get(group: string) {
      this.write({ group, a: this.getArgument("a") });
    }
  }
  const site = await serve(t, [["/(.*)", Latin1]]);

  const { body } = await site.fetch("/%E9?a=%E8");

  assert.deepEqual(JSON.parse(body), { group: "path:é", a: "a:è" });
});

test("a form that is compressed is a 400, as it cannot be read", async (t) => {
  const headers = { ...form, "Content-Encoding": "gzip" };
  const logged = [expectLog(/Invalid body: Unsupported Content-Encoding gzip/), expectLog(/400 POST .*ms$/)];

  const { status } = await ask(t, () => "read", "/", { method: "POST", headers, body: "a=1" });

  assert.equal(status, 400);
  await Promise.all(logged);
});

test("an argument with a type is of that type, with and without a default", async (t) => {
  const read = (handler: RequestHandler) => [
    handler.getArgument("n", { type: Number }),
    handler.getArgument("f", null, { type: Number }),
    String(handler.getArgument("big", { type: BigInt })),
    handler.getArguments("b", { type: Boolean }),
    handler.getArgument("d", { type: Date }).getTime(),
    handler.getArgument("s", { type: String }),
    handler.getQueryArgument("list", { type: (text) => text.split(",") }),
    handler.getArgument("missing", 7, { type: Number }),
  ];
  const query = "n=+-1.5e1&f=x&f=.5&big=12345678901234567890&b=on&b=False&d=2026-01-31&s=+a+&list=a,b";

  assert.deepEqual(await value(t, read, `/?${query}`), [
    -15,
    0.5,
    "12345678901234567890",
    [true, false],
    Date.UTC(2026, 0, 31),
    "a",
    ["a", "b"],
    7,
  ]);
});

test("an argument of another type is a 400 that names it, and tells nothing of its value", async (t) => {
  const wrong = [
    ["n=", Number],
    ["n=0x10", Number],
    ["n=1e999", Number],
    ["n=1.5", BigInt],
    [`n=${"9".repeat(1_001)}`, BigInt],
    ["n=maybe", Boolean],
    ["n=2026-13-01", Date],
    ["n=January 1", Date],
    ["n={", JSON.parse],
  ] as const;
  for (const [query, type] of wrong) {
    const { status, body, reason } = await ask(
      t,
      (handler) => handler.getArgument("n", 5, { type }),
      `/?${encodeURI(query)}`,
    );

    assert.deepEqual([status, reason], [400, "Invalid argument n"], query);
    assert.match(body, /<body>400: Invalid argument n<\/body>/);
    await expectLog(/400 GET .*: Invalid argument n: /);
    await expectLog(/^400 GET .*ms$/);
  }
});

test("a required argument with a type is missing as others are", async (t) => {
  const { status } = await ask(t, (handler) => handler.getArgument("n", { type: Number }), "/");

  assert.equal(status, 400);
  await expectLog(/Missing argument n/);
  await expectLog(/^400 GET .*ms$/);
});
