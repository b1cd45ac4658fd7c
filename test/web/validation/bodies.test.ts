import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPFile } from "typhoon/httputil";
import { described, type MethodDescription } from "typhoon/web";
import { z } from "zod";
import { guardLog } from "../../support/guard-log.ts";
import { ask, errorsIn, form, type JSONAnswer, json, placesIn } from "./ask.ts";

guardLog();

const anything = z.unknown();
const fields = z.record(z.string(), z.unknown());

/** Answers with the query and the body as the schemas have left them. */
function echo(description: MethodDescription) {
  return class extends described({ post: description }) {
    override post() {
      const { query, body } = Object.fromEntries(Object.entries(this));
      this.write({ query, body });
    }
  };
}

function bodyOf({ value }: JSONAnswer): unknown {
  return (value as { body?: unknown }).body;
}

test("an argument that comes once is a text, one that comes several times a list, unless it is always one", async () => {
  const answer = await ask(echo({ query: fields, lists: ["always"] }), {
    method: "POST",
    path: "/?one=1&two=a&two=b&always=x&empty=&gr%C3%B6%C3%9Fe=gro%C3%9F",
  });

  assert.deepEqual((answer.value as { query: unknown }).query, {
    one: "1",
    two: ["a", "b"],
    always: ["x"],
    empty: "",
    größe: "groß",
  });
});

for (const type of ["application/json", "Application/JSON; charset=utf-8", "application/vnd.api+json"]) {
  test(`a body of type ${type} is JSON`, async () => {
    const headers = { "Content-Type": type };

    const answer = await ask(echo({ body: anything }), {
      method: "POST",
      headers,
      body: '\ufeff[1,{"a":null}]',
    });

    assert.deepEqual(bodyOf(answer), [1, { a: null }]);
  });
}

test("a urlencoded form is an object of texts and lists", async () => {
  const answer = await ask(echo({ form: fields, lists: ["c"] }), form("a=1&b=2&b=3&c=4"));

  assert.deepEqual(bodyOf(answer), { a: "1", b: ["2", "3"], c: ["4"] });
});

test("a multipart form is that too, with its files", async () => {
  const Upload = z.object({ title: z.string(), photo: z.instanceof(HTTPFile).transform(({ size }) => size) });
  const data = new FormData();
  data.append("title", "Sea");
  data.append("photo", new Blob(["12345"]), "sea.png");
  const request = new Request("http://localhost/", { method: "POST", body: data });
  const headers = { "Content-Type": request.headers.get("Content-Type") ?? "" };

  const answer = await ask(echo({ form: Upload }), {
    method: "POST",
    headers,
    body: new Uint8Array(await request.arrayBuffer()),
  });

  assert.deepEqual(bodyOf(answer), { title: "Sea", photo: 5 });
});

test("with body and form declared each type goes to its own schema", async () => {
  const both = echo({ body: z.object({ a: z.number() }), form: z.object({ a: z.coerce.number() }) });

  assert.deepEqual(bodyOf(await ask(both, json({ a: 1 }))), { a: 1 });
  assert.deepEqual(bodyOf(await ask(both, form("a=1"))), { a: 1 });
  assert.deepEqual(placesIn(await ask(both, json({ a: "1" }))), ["body a"]);
});

const unsupported: readonly (readonly [string, MethodDescription, Record<string, string>, string])[] = [
  [
    "a form for JSON",
    { body: anything },
    { "Content-Type": "application/x-www-form-urlencoded" },
    "application/json",
  ],
  ["text for JSON", { body: anything }, { "Content-Type": "text/plain" }, "application/json"],
  ["no type for JSON", { body: anything }, {}, "application/json"],
  [
    "JSON for a form",
    { form: anything },
    { "Content-Type": "application/json" },
    "application/x-www-form-urlencoded, multipart/form-data",
  ],
];
for (const [what, description, headers, accept] of unsupported) {
  test(`${what} is a 415 that says what would do (RFC 9110 §15.5.16)`, async () => {
    const answer = await ask(echo(description), { method: "POST", headers, body: "{}" });

    assert.deepEqual([answer.status, answer.headers.get("Accept")], [415, accept]);
    assert.match(JSON.stringify(answer.value), new RegExp(`has to be of type ${accept}`));
  });
}

test("compressed JSON is a 415", async () => {
  const headers = { "Content-Type": "application/json", "Content-Encoding": "br" };

  const answer = await ask(echo({ body: anything }), { method: "POST", headers, body: "{}" });

  assert.deepEqual([answer.status, answer.headers.get("Accept-Encoding")], [415, "identity"]);
});

test("a body that is missing is said to be, unless the schema does without", async () => {
  const User = z.object({ name: z.string() });

  assert.deepEqual(errorsIn(await ask(echo({ body: User }), { method: "POST" })), [
    "body : a body is required",
  ]);
  assert.deepEqual(
    errorsIn(
      await ask(echo({ body: User }), { method: "POST", headers: { "Content-Type": "application/json" } }),
    ),
    ["body : a body is required"],
  );
  assert.equal((await ask(echo({ body: User.optional() }), { method: "POST" })).status, 200);
  assert.deepEqual(placesIn(await ask(echo({ form: User }), form(""))), ["body name"]);
});

const malformed = [
  ["cut off", '{"name":"hunter2"', "malformed JSON"],
  ["not UTF-8", Buffer.from([0x22, 0xff, 0x22]), "not UTF-8"],
  [
    "with a prototype in it",
    '{"a":[{"__proto__":{"admin":true}}]}',
    "a key __proto__ or constructor.prototype is not allowed",
  ],
  [
    "with a hidden one",
    '{"\\u005f_proto__":{"admin":true}}',
    "a key __proto__ or constructor.prototype is not allowed",
  ],
  [
    "with that of its constructor",
    '{"constructor":{"prototype":{}}}',
    "a key __proto__ or constructor.prototype is not allowed",
  ],
] as const;
for (const [what, body, message] of malformed) {
  test(`JSON that is ${what} is told with whatever else is wrong`, async () => {
    const both = echo({ body: anything, query: z.object({ a: z.string() }) });

    const answer = await ask(both, { method: "POST", headers: { "Content-Type": "application/json" }, body });

    assert.equal(answer.status, 400);
    assert.deepEqual(errorsIn(answer)[1], `body : ${message}`);
    assert.doesNotMatch(JSON.stringify(answer.value), /hunter2/);
  });
}

test("words that only look like a prototype are let through", async () => {
  const harmless = { text: "__proto__", constructor: "Eiffel", prototype: 1 };

  assert.deepEqual(bodyOf(await ask(echo({ body: anything }), json(harmless))), harmless);
});

test("no argument or field changes a prototype", async () => {
  const query = await ask(echo({ query: fields }), {
    method: "POST",
    path: "/?__proto__=a&__proto__=b&constructor=c",
  });
  const posted = await ask(echo({ form: fields }), form("__proto__=a&toString=b"));

  assert.deepEqual((query.value as { query: unknown }).query, { constructor: "c" });
  assert.deepEqual(bodyOf(posted), { toString: "b" });
});

test("a body as deep as its size allows ends no server", async () => {
  const deep = `${"[".repeat(200_000)}"__proto__"${"]".repeat(200_000)}`;
  const Size = z.unknown().transform((value) => Array.isArray(value));

  const answer = await ask(echo({ body: Size }), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: deep,
  });

  assert.deepEqual(bodyOf(answer), true);
});

test("a body that is nested deeper than its schema can follow is refused", async () => {
  const Tree = z.object({
    get child() {
      return Tree.optional();
    },
  });
  const deep = `${'{"child":'.repeat(100_000)}{}${"}".repeat(100_000)}`;
  const headers = { "Content-Type": "application/json" };

  const answer = await ask(echo({ body: Tree }), { method: "POST", headers, body: deep });

  assert.deepEqual(errorsIn(answer), ["body : nested too deeply"]);
});

test("of very many errors the first hundred are told", async () => {
  const answer = await ask(echo({ body: z.array(z.string()) }), json(Array(1_000).fill(1)));

  assert.equal(errorsIn(answer).length, 100);
  assert.equal(errorsIn(answer)[99], "body 99: Invalid input: expected string, received number");
});

test("the token against forged requests is not a field of the form", async () => {
  const strict = echo({ form: z.strictObject({ a: z.string() }) });
  const token = "0123456789abcdef0123456789abcdef";
  const headers = { "Content-Type": "application/x-www-form-urlencoded", Cookie: `_xsrf=${token}` };

  const answer = await ask(
    strict,
    { method: "POST", headers, body: `a=1&_xsrf=${token}` },
    { xsrfCookies: true },
  );

  assert.deepEqual(bodyOf(answer), { a: "1" });
});
