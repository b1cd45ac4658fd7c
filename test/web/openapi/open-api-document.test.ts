import assert from "node:assert/strict";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { toJsonSchema, toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import { type OpenAPIDocument, type OpenAPIOptions, openAPIDocument } from "typhoon/openapi";
import { HostMatches, RuleRouter } from "typhoon/routing";
import {
  Application,
  type ApplicationSettings,
  authenticated,
  described,
  type HandlerDescription,
  RequestHandler,
  type RuleLike,
} from "typhoon/web";
import * as v from "valibot";
import { z } from "zod";
import { expectLog, guardLog } from "../../support/guard-log.ts";

guardLog();

const about = { title: "Test", version: "1.0.0" };

/** The document of these rules, which has to be one by the specification's own schema. */
async function documentOf(
  rules: readonly RuleLike[],
  options: Partial<OpenAPIOptions> = {},
  settings?: ApplicationSettings,
): Promise<OpenAPIDocument> {
  const document = openAPIDocument(new Application(rules, settings), { ...about, ...options });
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)));
  assert.equal(valid, true, JSON.stringify(errors));
  return document;
}

/** A class with these methods. */
function handler(description: HandlerDescription) {
  return class Handler extends described(description) {
    override get() {}
    override post() {}
    override put() {}
    override delete() {}
  };
}

async function operation(description: HandlerDescription, options?: Partial<OpenAPIOptions>) {
  const document = await documentOf([["/things/:id", handler(description)]], options);
  const [method = ""] = Object.keys(description);
  const found = document.paths["/things/{id}"]?.[method];
  assert.ok(found);
  return { document, operation: found };
}

test("the validator that these tests believe refuses what is no document", async () => {
  const { valid } = await new Validator().validate({ openapi: "3.1.1", info: { title: "a" }, paths: {} });

  assert.equal(valid, false);
});

test("a document has what is declared of each method, and nothing of other handlers", async () => {
  class Plain extends RequestHandler {}
  const document = await documentOf(
    [
      ["/plain", Plain],
      [
        "/things",
        handler({
          get: { summary: "Lists", description: "All of them.", tags: ["Things"], deprecated: true },
          post: { operationId: "addThing", response: { 204: { description: "Added" } } },
        }),
      ],
    ],
    { description: "A test", servers: [{ url: "https://example.org" }] },
  );

  assert.deepEqual(document.info, { ...about, description: "A test" });
  assert.deepEqual(document.servers, [{ url: "https://example.org" }]);
  assert.deepEqual(document.tags, [{ name: "Things" }]);
  assert.deepEqual(document.paths, {
    "/things": {
      get: {
        operationId: "getThings",
        summary: "Lists",
        description: "All of them.",
        tags: ["Things"],
        deprecated: true,
        responses: { "200": { description: "OK" } },
      },
      post: { operationId: "addThing", responses: { "204": { description: "Added" } } },
    },
  });
});

const libraries: readonly (readonly [string, HandlerDescription, Partial<OpenAPIOptions>?])[] = [
  [
    "zod",
    {
      post: {
        query: z.object({
          page: z.coerce.number().int().max(9).min(1).default(1),
          q: z.string().describe("Text"),
        }),
        body: z.object({ name: z.string(), born: z.coerce.date().optional() }),
      },
    },
  ],
  [
    "arktype",
    {
      post: {
        query: type({ page: "1 <= number.integer <= 9 = 1", q: type("string").describe("Text") }),
        body: type({ name: "string", "born?": "Date" }),
      },
    },
  ],
  [
    "valibot, wrapped",
    {
      post: {
        query: toStandardJsonSchema(valibotQuery()),
        body: toStandardJsonSchema(v.object({ name: v.string(), born: v.optional(v.date()) })),
      },
    },
  ],
  [
    "valibot, by the option toJSONSchema",
    { post: { query: valibotQuery(), body: v.object({ name: v.string(), born: v.optional(v.date()) }) } },
    {
      toJSONSchema: (schema) =>
        schema["~standard"].vendor === "valibot"
          ? toJsonSchema(schema as v.GenericSchema, { errorMode: "ignore" })
          : undefined,
    },
  ],
];
for (const [library, description, options] of libraries) {
  test(`schemas of ${library} are parameters and bodies`, async () => {
    const { document, operation: found } = await operation(description, options);

    const [id, ...query] = found.parameters ?? [];
    assert.deepEqual(id, { name: "id", in: "path", required: true, schema: { type: "string" } });
    assert.deepEqual(query.map(({ name, in: part, required }) => [name, part, required]).sort(), [
      ["page", "query", false],
      ["q", "query", true],
    ]);
    const page = query.find(({ name }) => name === "page")?.schema;
    assert.deepEqual([page?.["type"], page?.["minimum"], page?.["maximum"]], ["integer", 1, 9]);
    assert.deepEqual(found.requestBody, {
      required: true,
      content: { "application/json": { schema: { $ref: "#/components/schemas/PostThingsByIdBody" } } },
    });
    const body = document.components.schemas["PostThingsByIdBody"];
    assert.deepEqual(body?.["properties"], { name: { type: "string" }, born: {} });
    assert.deepEqual(body?.["required"], ["name"]);
    assert.deepEqual(Object.keys(found.responses).sort(), ["200", "400", "415"]);
  });
}

function valibotQuery() {
  return v.object({
    page: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)), 1),
    q: v.pipe(v.string(), v.description("Text")),
  });
}

test("a schema that writes no JSON Schema is anything, and the log says what to do", async () => {
  const { document } = await operation({ post: { body: v.object({ a: v.string() }) } });

  const line = await expectLog(
    /cannot say what PostThingsByIdBody is, as a schema of valibot writes no JSON/,
  );
  assert.match(line.msg, /give the option toJSONSchema$/);
  assert.deepEqual(document.paths["/things/{id}"]?.["post"]?.requestBody?.content, {
    "application/json": { schema: {} },
  });
});

test("parameters of the path have the types of the path, or of their schema", async () => {
  const Empty = handler({ get: { summary: "a" } });
  const path = z.object({ id: z.coerce.number().int().positive().describe("A number") });
  const document = await documentOf([
    ["/a/:id(integer)/:file(path)", Empty],
    ["/b/:id(uuid)", Empty],
    ["/c/(?<id>\\d+)", Empty],
    ["/d/:id", handler({ get: { path } })],
  ]);

  const schemas = Object.values(document.paths).flatMap((item) => item["get"]?.parameters ?? []);
  assert.deepEqual(
    schemas.map(({ schema }) => schema),
    [
      { type: "integer" },
      { type: "string" },
      { type: "string", format: "uuid" },
      { type: "string", pattern: "^(?:\\d+)$" },
      { type: "integer", exclusiveMinimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: "A number" },
    ],
  );
  assert.equal(schemas.at(-1)?.description, "A number");
});

test("rules of hosts and of nested routers are in it, and of two for a path the first", async () => {
  const one = (summary: string) => handler({ get: { summary } });
  const application = new Application([
    ["/a/:id", one("first")],
    ["/a/:name", one("second")],
    ["/b.*", [["/b/c", one("in a list")]]],
    [
      new HostMatches("www"),
      new RuleRouter([["/d/.*", new Application([["/d/e", one("in an application")]])]]),
    ],
  ]);
  application.addHandlers("admin", [["/f", one("of a host")]]);

  const { paths } = openAPIDocument(application, about);

  assert.deepEqual(
    Object.entries(paths).map(([path, item]) => [path, item["get"]?.summary]),
    [
      ["/f", "of a host"],
      ["/a/{id}", "first"],
      ["/b/c", "in a list"],
      ["/d/e", "in an application"],
    ],
  );
});

test("a slash that may be left out is left out; a path that cannot be told is told to the log", async () => {
  const Empty = handler({ get: { summary: "a" } });
  const document = await documentOf([
    ["/list/?", Empty],
    ["/(\\d+)", Empty],
    ["/x(?:y|z)", Empty],
  ]);

  await expectLog(/Left Handler out of the OpenAPI document .*: \/\(\\d\+\)\. Write it as in/);
  await expectLog(/Left Handler out of the OpenAPI document/);
  assert.deepEqual(Object.keys(document.paths), ["/list"]);
});

test("a schema that is used in several places is written once, by its own name where it has one", async () => {
  const User = z.object({ name: z.string() }).meta({ title: "User" });
  const Tagged = z.object({ tag: z.string() }).meta({ id: "Tagged" });
  const { document } = await operation({
    put: { body: User, response: { 200: User, 201: Tagged, 202: z.object({ tags: z.array(Tagged) }) } },
  });

  assert.deepEqual(Object.keys(document.components.schemas).sort(), [
    "Problem",
    "PutThingsByIdAnswer202",
    "Tagged",
    "User",
  ]);
  assert.deepEqual(document.paths["/things/{id}"]?.["put"]?.responses["201"]?.content, {
    "application/json": { schema: { $ref: "#/components/schemas/Tagged" } },
  });
});

test("two schemas of one name get two names", async () => {
  const one = z.object({ a: z.string() }).meta({ title: "Same" });
  const other = z.object({ b: z.string() }).meta({ title: "Same" });
  const { document } = await operation({ put: { body: one, response: other } });

  assert.deepEqual(Object.keys(document.components.schemas), ["Problem", "Same", "Same2"]);
});

test("a schema that holds itself refers to itself", async () => {
  const Tree = z.object({
    name: z.string(),
    get children() {
      return z.array(Tree);
    },
  });
  const { document } = await operation({ post: { body: Tree } });

  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name ?? "",
  );
  assert.ok(references.length > 2);
  assert.deepEqual(
    references.filter((name) => document.components.schemas[name] === undefined),
    [],
  );
  assert.doesNotMatch(text, /"#"|\$defs/);
});

test("a named part that holds itself is one schema, wherever it is used", async () => {
  const Folder = z
    .object({
      name: z.string(),
      get folders() {
        return z.array(Folder);
      },
    })
    .meta({ id: "Folder" });
  const { document } = await operation({
    post: { body: z.object({ root: Folder }), response: { 200: z.object({ found: Folder }), 201: Folder } },
  });

  assert.deepEqual(Object.keys(document.components.schemas).sort(), [
    "Folder",
    "PostThingsByIdAnswer200",
    "PostThingsByIdBody",
    "Problem",
  ]);
});

test("a form has both types of forms, and a body that may be missing says so", async () => {
  const { operation: found } = await operation({
    post: { form: z.object({ a: z.string() }), body: z.object({ a: z.string() }).optional() },
  });

  assert.deepEqual(Object.keys(found.requestBody?.content ?? {}), [
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
  ]);
  assert.equal(found.requestBody?.required, false);
});

test("a query of any names is one parameter", async () => {
  const { operation: found } = await operation({ get: { query: z.record(z.string(), z.string()) } });

  const parameter = found.parameters?.[1];
  assert.deepEqual([parameter?.name, parameter?.schema["type"]], ["query", "object"]);
});

test("methods for users, listed or decorated, say how users show who they are", async () => {
  class Members extends described({
    get: { summary: "a" },
    post: { summary: "b" },
    put: { summary: "c" },
  }) {
    static override authenticated = ["get"];
    override get() {}
    @authenticated
    override post() {}
    override put() {}
  }
  const document = await documentOf([["/members", Members]], {
    securitySchemes: { cookie: { type: "apiKey", in: "cookie", name: "user" } },
  });

  const { get, post, put } = document.paths["/members"] ?? {};
  assert.deepEqual(
    [get?.security, post?.security, put?.security],
    [[{ cookie: [] }], [{ cookie: [] }], undefined],
  );
  assert.deepEqual(Object.keys(get?.responses ?? {}), ["200", "302"]);
  assert.deepEqual(Object.keys(post?.responses ?? {}), ["200", "403"]);
});

test("the status of invalid input is that of the setting", async () => {
  const document = await documentOf(
    [["/a", handler({ get: { query: z.object({}) } })]],
    {},
    { invalidInputStatus: 422 },
  );

  assert.deepEqual(Object.keys(document.paths["/a"]?.["get"]?.responses ?? {}), ["200", "422"]);
});

test("a name that two methods give themselves is refused, one that paths give gets a number", async () => {
  const named = () => handler({ get: { operationId: "same" } });
  const rules: RuleLike[] = [
    ["/a", named()],
    ["/b", named()],
  ];
  assert.throws(() => openAPIDocument(new Application(rules), about), /Cannot name two methods same/);

  const Empty = handler({ get: { summary: "a" } });
  const document = await documentOf([
    ["/a-b", Empty],
    ["/a/b", Empty],
  ]);
  assert.deepEqual(
    Object.values(document.paths).map((item) => item["get"]?.operationId),
    ["getAB", "getAB2"],
  );
});
