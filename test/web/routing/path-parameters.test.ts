import assert from "node:assert/strict";
import { test } from "node:test";
import { Application, RedirectHandler, RequestHandler, StaticFileHandler, unblock, url } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { packageFolder } from "../../support/start-program.ts";

guardLog();

/** Writes what it is given. */
class Echo extends RequestHandler {
  override get(parameters: object) {
    this.write({ parameters, known: this.pathKwargs, args: this.pathArgs });
  }

  @unblock
  override put({ id }: { id: number }) {
    return { type: typeof id, id, known: this.pathKwargs["id"] ?? null };
  }
}

/** Its hook sees text only. */
class Shouting extends Echo {
  override decodeArgument(value: Buffer, name?: string) {
    return `${name}=${value.toString().toUpperCase()}`;
  }
}

const rules = [
  url("/users/:id(integer)", Echo, {}, "user"),
  ["/:kind/:name/at/:x(number)", Echo],
  ["/shout/:n(integer)/:text", Shouting],
  ["/old/:id(integer)", RedirectHandler, { url: "/users/{id}" }],
  ["/files/:path(path)", StaticFileHandler, { path: packageFolder }],
] as const;
const application = new Application(rules, { logFunction: () => {} });

interface Echoed {
  readonly parameters: Readonly<Record<string, unknown>>;
}

async function echoed(path: string): Promise<Echoed> {
  return (await ask(path)).json() as Promise<Echoed>;
}

async function ask(path: string, method = "GET"): Promise<Response> {
  return application.fetch(new Request(`http://a.example${path}`, { method, redirect: "manual" }));
}

test("a handler's method gets the parameters of its path, decoded and converted", async () => {
  const user = await echoed("/users/7");
  const other = await echoed("/caf%C3%A9/a%2Fb%20c/at/-1.5");

  assert.deepEqual(user, { parameters: { id: 7 }, known: { id: 7 }, args: [] });
  assert.deepEqual(other.parameters, { kind: "café", name: "a/b c", x: -1.5 });
});

test("a value that is not of its parameter's type is a 404", async () => {
  for (const path of ["/users/x", "/users/1.5", "/users/9007199254740993", "/users/%31"])
    assert.equal((await ask(path)).status, 404, path);
});

test("text that is not UTF-8 is a 400", async () => {
  assert.equal((await ask("/a/%FF/at/1")).status, 400);

  await expectLog(/Invalid unicode in name/);
});

test("a method on a worker gets the parameters of its path", async () => {
  const answer = await (await ask("/users/12", "PUT")).json();

  assert.deepEqual(answer, { type: "number", id: 12, known: 12 });
});

test("the hook decodeArgument() decodes what is text, and is told its name", async () => {
  const { parameters } = await echoed("/shout/5/a%20b");

  assert.deepEqual(parameters, { n: 5, text: "text=A B" });
});

test("ready-made handlers take the parameters of a path", async () => {
  assert.equal((await ask("/old/7")).headers.get("Location"), "/users/7");
  assert.match(await (await ask("/files/docs/errors.md")).text(), /^# /);
});

test("reverseUrl() takes values by position or by name", () => {
  assert.deepEqual(
    [application.reverseUrl("user", 7), application.reverseUrl("user", { id: 8 })],
    ["/users/7", "/users/8"],
  );
});
