import assert from "node:assert/strict";
import { test } from "node:test";
import { unblock } from "typhoon/concurrent";
import { asynchronous, authenticated, described, RequestHandler, type VerbResult } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

const schema = (isValid: (value: unknown) => boolean) => ({
  "~standard": {
    version: 1 as const,
    vendor: "test",
    validate: (value: unknown) => (isValid(value) ? { value } : { issues: [{ message: "wrong" }] }),
  },
});

/** A handler whose get() does this. */
function returning(get: (this: RequestHandler) => unknown): typeof RequestHandler {
  class Returning extends RequestHandler {
    override get(): VerbResult {
      return get.call(this) as VerbResult;
    }
  }
  return Returning;
}

const bodies: [string, (this: RequestHandler) => unknown, string, string][] = [
  ["an object", () => ({ ok: true }), '{"ok":true}', "application/json; charset=UTF-8"],
  ["a text", () => "text", "text", "text/html; charset=UTF-8"],
  ["bytes", () => new Uint8Array([65]), "A", "text/html; charset=UTF-8"],
  ["an empty text", () => "", "", "text/html; charset=UTF-8"],
  ["a promise of an object", async () => ({ ok: 1 }), '{"ok":1}', "application/json; charset=UTF-8"],
  [
    "a generator that returns a text",
    function* (): Generator<unknown, string, string> {
      return `${yield Promise.resolve("waited")}`;
    },
    "waited",
    "text/html; charset=UTF-8",
  ],
  [
    "a text after what it has written",
    function () {
      this.write("written, ");
      return "returned";
    },
    "written, returned",
    "text/html; charset=UTF-8",
  ],
  [
    "a text after it has finished the response",
    function () {
      this.finish("finished");
      return "returned";
    },
    "finished",
    "text/html; charset=UTF-8",
  ],
];

for (const [what, get, body, type] of bodies) {
  test(`a method that returns ${what} is answered with ${JSON.stringify(body)}`, async (t) => {
    const site = await serve(t, [["/", returning(get)]]);

    const answer = await site.fetch("/");

    assert.deepEqual([answer.status, answer.body, answer.headers["content-type"]], [200, body, type]);
  });
}

test("a returned object has an Etag, and is a 304 to a client that has it", async (t) => {
  const site = await serve(t, [["/", returning(() => ({ ok: true }))]]);
  const { headers } = await site.fetch("/");

  const { status } = await site.fetch("/", { headers: { "If-None-Match": String(headers["etag"]) } });

  assert.equal(status, 304);
});

const refused: [string, unknown, RegExp][] = [
  ["a list", [1], /could read a list as a script: wrap it in an object/],
  ["a number", 1, /a body is text, bytes or an object: it is 1$/],
  ["null", null, /it is null$/],
  ["a symbol", Symbol("s"), /it is Symbol\(s\)$/],
  ["a Map", new Map(), /it is Map as JSON would not keep its content/],
];

for (const [what, value, sentence] of refused) {
  test(`a method that returns ${what} is a 500 whose line says what can be returned`, async (t) => {
    const site = await serve(t, [["/", returning(() => value)]]);

    const { status } = await site.fetch("/");
    const line = await expectLog(/^Uncaught exception GET \//);
    await expectLog(/^500 GET/);

    assert.equal(status, 500);
    const { err } = line as unknown as { err: { message: string } };
    assert.match(err.message, /^Cannot send what Returning\.get\(\) returned because /);
    assert.match(err.message, sentence);
  });
}

test("the value of prepare() is refused", async (t) => {
  class Prepares extends RequestHandler {
    override prepare() {
      return "value" as unknown as undefined;
    }
  }
  const site = await serve(t, [["/", Prepares]]);

  assert.equal((await site.fetch("/")).status, 500);
  await expectLog(/^Uncaught exception GET/);
  await expectLog(/^500 GET/);
});

test("a method that is guarded, and one whose user takes time, return their bodies too", async (t) => {
  class Guarded extends RequestHandler {
    override getCurrentUser(): unknown {
      return this.request.path === "/later" ? Promise.resolve("ada") : "ada";
    }
  }
  Object.assign(Guarded.prototype, { get: authenticated(() => ({ ok: true })) });
  const site = await serve(t, [["/.*", Guarded]]);

  assert.equal((await site.fetch("/")).body, '{"ok":true}');
  assert.equal((await site.fetch("/later")).body, '{"ok":true}');
});

test("what an asynchronous method returns is no body: it calls finish() itself", async (t) => {
  class Later extends RequestHandler {}
  Object.assign(Later.prototype, { get: asynchronous(() => ({ timer: 1 })) });
  const site = await serve(t, [["/", Later]]);

  assert.equal((await site.fetch("/")).status, 500);
  await expectLog(/^Uncaught exception GET/);
  await expectLog(/^500 GET/);
});

test("what a described method returns is checked as what it replies is", async (t) => {
  const isUser = schema((value) => typeof value === "object" && value !== null && "name" in value);
  class User extends described({ get: { response: isUser } }) {
    override get() {
      return this.request.path === "/right" ? { name: "Ada" } : { nom: "Ada" };
    }
  }
  const site = await serve(t, [["/.*", User]], { responseCheck: "check" });

  assert.equal((await site.fetch("/right")).body, '{"name":"Ada"}');
  assert.equal((await site.fetch("/wrong")).status, 500);
  await expectLog(/^Uncaught exception GET/);
  await expectLog(/^500 GET/);
});

/** Never run: its statements are there for the compiler. */
export class Typed extends RequestHandler {
  override get() {
    return { ok: true };
  }
  override async post() {
    return "text";
  }
  override async *put() {
    yield "text";
    yield { ok: true };
  }
  @unblock
  override patch() {
    return { ok: true };
  }
  // @ts-expect-error a list could be read as a script by another site
  override delete() {
    return [1];
  }
}
