import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { APIReferenceHandler, OpenAPIHandler } from "typhoon/openapi";
import { inject } from "typhoon/testing";
import { Application, described, type HandlerDescription } from "typhoon/web";
import { z } from "zod";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

const about = { title: "Test", version: "1.0.0" };

function handler(description: HandlerDescription) {
  return class Handler extends described(description) {
    override get() {}
    override post() {}
  };
}

async function pageOf(description: HandlerDescription, options: object = about): Promise<string> {
  const application = new Application([
    ["/things/:id", handler(description)],
    ["/reference", APIReferenceHandler, options],
  ]);
  return (await inject(application, "/reference")).text();
}

test("the document and the page are served, and say what the rules say", async (t) => {
  const site = await serve(t, [
    ["/things", handler({ get: { summary: "Lists things" } })],
    ["/openapi.json", OpenAPIHandler, about],
    ["/reference", APIReferenceHandler, { ...about, documentUrl: "/openapi.json" }],
  ]);

  const document = await site.fetch("/openapi.json");
  const page = await site.fetch("/reference");

  assert.equal(document.headers["content-type"], "application/json; charset=UTF-8");
  assert.equal(JSON.parse(document.body).paths["/things"].get.summary, "Lists things");
  assert.equal(page.headers["content-type"], "text/html; charset=UTF-8");
  assert.match(page.body, /<code>\/things<\/code>/);
  assert.match(page.body, /<a href="\/openapi.json">/);
});

test("the page may load and run nothing, and its one style sheet is the one that it names", async (t) => {
  const site = await serve(t, [["/reference", APIReferenceHandler, about]]);

  const { headers, body } = await site.fetch("/reference");

  const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  assert.equal(
    headers["content-security-policy"],
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  assert.doesNotMatch(body, /<script|<link|<img|style="| on\w+="/);
});

test("the page shows the fields, with what they have to be", async () => {
  const Address = z.object({ city: z.string().max(50) });
  const body = z.object({
    name: z.string().min(1).describe("As it is called"),
    kind: z.enum(["a", "b"]).default("a"),
    addresses: z.array(Address).optional(),
    note: z.union([z.string(), z.null()]),
  });
  const query = z.object({ page: z.coerce.number().int().min(1).default(1) });

  const text = textOf(await pageOf({ post: { body, query, response: { 201: Address } } }));

  assert.match(text, /POST \/things\/\{id\}/);
  assert.match(text, /Path id string required/);
  assert.match(text, /Query page integer optional ≥ 1 default 1/);
  assert.match(text, /name string required at least 1 characters As it is called/);
  assert.match(text, /kind "a" \| "b" optional default a/);
  assert.match(text, /addresses list of object optional city string required at most 50 characters/);
  assert.match(text, /note string \| null required/);
  assert.match(text, /201 Created application\/json city string/);
});

test("a schema that holds itself ends on the page", async () => {
  const Tree = z.object({
    name: z.string(),
    get children() {
      return z.array(Tree);
    },
  });

  const text = textOf(await pageOf({ post: { body: Tree } }));

  assert.match(text, /name string required children list of \w+ required/);
});

test("whatever an application says is text on the page", async () => {
  const evil = `<img src=x onerror="alert(1)">'&`;
  const body = z.object({ [evil]: z.string().describe(evil).default(evil) }).meta({ title: evil });
  const page = await pageOf(
    {
      post: {
        summary: evil,
        description: evil,
        tags: [evil],
        operationId: evil,
        body,
        response: { 200: { description: evil } },
      },
    },
    { title: evil, version: evil, description: evil, documentUrl: `"${evil}` },
  );

  assert.doesNotMatch(page, /<img/);
  assert.ok(page.split("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;").length > 10);
});

test("methods stand under the headings of the options, in their order, the others below", async () => {
  const application = new Application([
    ["/a", handler({ get: { summary: "one", tags: ["A"] } })],
    ["/b", handler({ get: { summary: "two", tags: ["B"] } })],
    ["/c", handler({ get: { summary: "three" } })],
    [
      "/reference",
      APIReferenceHandler,
      { ...about, tags: [{ name: "B", description: "The first" }, { name: "A" }, { name: "Unused" }] },
    ],
  ]);

  const page = await (await inject(application, "/reference")).text();

  const main = textOf(page.slice(page.indexOf("<main")));
  assert.match(main, /B The first GET \/b two.* A GET \/a one.* Methods GET \/c three/);
  assert.doesNotMatch(main, /Unused/);
});

test("rules that are added later are in it", async () => {
  const application = new Application([["/openapi.json", OpenAPIHandler, about]]);
  const pathsOf = async () =>
    Object.keys(((await (await inject(application, "/openapi.json")).json()) as { paths: object }).paths);

  assert.deepEqual(await pathsOf(), []);
  application.addHandlers(".*", [["/late", handler({ get: { summary: "Late" } })]]);
  assert.deepEqual(await pathsOf(), ["/late"]);
});

test("a handler without title and version says what its rule lacks", async () => {
  const application = new Application([["/openapi.json", OpenAPIHandler]], { logFunction() {} });

  const { status } = await inject(application, "/openapi.json");

  assert.equal(status, 500);
  const line = JSON.stringify(await expectLog(/Uncaught exception/));
  assert.match(line, /Cannot use OpenAPIHandler without title and version: add them to its rule/);
});

/** What a reader sees, with single spaces. */
function textOf(page: string): string {
  return page
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&quot;", '"')
    .replace(/\s+/g, " ");
}
