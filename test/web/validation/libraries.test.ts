import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type } from "arktype";
import { described, type HandlerClass, type MethodDescription } from "typhoon/web";
import * as v from "valibot";
import { z } from "zod";
import { guardLog } from "../../support/guard-log.ts";
import { ask, errorsIn, json, placesIn } from "./ask.ts";

guardLog();

const libraries: Readonly<Record<string, Required<Pick<MethodDescription, "path" | "query" | "body">>>> = {
  zod: {
    path: z.object({ id: z.coerce.number() }),
    query: z.object({ page: z.coerce.number().int().default(1), tag: z.array(z.string()).default([]) }),
    body: z.object({ user: z.object({ name: z.string().regex(/^\w+$/), emails: z.array(z.email()) }) }),
  },
  valibot: {
    path: v.object({ id: v.pipe(v.string(), v.transform(Number), v.number()) }),
    query: v.object({
      page: v.optional(v.pipe(v.string(), v.transform(Number), v.integer()), "1"),
      tag: v.optional(v.array(v.string()), []),
    }),
    body: v.object({
      user: v.object({
        name: v.pipe(v.string(), v.regex(/^\w+$/)),
        emails: v.array(v.pipe(v.string(), v.email())),
      }),
    }),
  },
  arktype: {
    path: type({ id: "string.integer.parse" }),
    query: type({ page: "string.integer.parse = '1'", tag: type("string[]").default(() => []) }),
    body: type({ user: { name: /^\w+$/, emails: "string.email[]" } }),
  },
};

for (const [name, description] of Object.entries(libraries)) {
  describe(`schemas of ${name}`, () => {
    test("what they make of the request is in this.path, this.query and this.body", async () => {
      const user = { name: "ann", emails: ["ann@example.org"] };

      const answer = await ask(echo(description), { ...json({ user }), path: "/7?page=3&tag=a&tag=b" });

      assert.deepEqual(answer.value, {
        path: { id: 7 },
        query: { page: 3, tag: ["a", "b"] },
        body: { user },
      });
    });

    test("defaults are theirs", async () => {
      const answer = await ask(echo({ query: description.query }), { method: "POST", path: "/7" });

      assert.deepEqual(answer.value, { query: { page: 1, tag: [] } });
    });

    test("all that is wrong is told at once, without the values", async () => {
      const body = { user: { name: "top secret", emails: ["ann@example.org", "hunter2"] } };

      const answer = await ask(echo(description), { ...json(body), path: "/x?page=confidential" });

      assert.equal(answer.status, 400);
      assert.equal(answer.type, "application/problem+json");
      assert.deepEqual(
        placesIn(answer),
        ["path id", "query page", "body user.emails.1", "body user.name"].sort(inOrder(answer)),
      );
      assert.doesNotMatch(JSON.stringify(answer.value), /top secret|hunter2|confidential/);
    });

    test("a value of another type is told by its place", async () => {
      const answer = await ask(echo(description), { ...json({ user: 4 }), path: "/1" });

      assert.deepEqual(placesIn(answer), ["body user"]);
      assert.equal(errorsIn(answer).length, 1);
    });
  });
}

/** The libraries look at fields in orders of their own. */
function inOrder(answer: Parameters<typeof placesIn>[0]): (a: string, b: string) => number {
  const places = placesIn(answer);
  return (a, b) => places.indexOf(a) - places.indexOf(b);
}

/** Answers with all that was read. */
function echo(description: MethodDescription): HandlerClass {
  return class extends described({ post: description }) {
    override post() {
      const own = Object.entries(this).filter(([name]) => ["path", "query", "body"].includes(name));
      this.write(Object.fromEntries(own));
    }
  };
}
