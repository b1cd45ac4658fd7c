import { test } from "node:test";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type } from "arktype";
import { Application, type During, described, RequestHandler, type StandardSchema } from "typhoon/web";
import * as v from "valibot";
import { z } from "zod";
import { sameType } from "../../support/same-type.ts";

const User = z.object({ name: z.string(), age: z.coerce.number() });
const Story = z.object({ title: z.string(), lead: z.string() });

class Base extends RequestHandler {
  static readonly kind = "base";
  override initialize(_kwargs: { readonly limit: number }) {}
  override getCurrentUser() {
    return { name: "Ann" };
  }
  protected helper() {
    return 1;
  }
}

/** Never run, as the others here: its statements are there for the compiler. */
class Users extends described(
  {
    get: {
      path: z.object({ id: z.coerce.number() }),
      query: v.object({ page: v.pipe(v.string(), v.transform(Number)) }),
      response: User,
    },
    post: {
      body: User,
      response: {
        201: User,
        204: { description: "No change" },
        409: { description: "Taken", schema: type({ by: "string" }) },
      },
    },
  },
  Base,
) {
  static override authenticated = ["post"];
  readonly #own = 1;

  override get() {
    sameType<typeof this.query, { page: number }>();
    sameType<typeof this.path, { id: number }>();
    const user: string = this.currentUser.name;
    sameType<typeof Users.kind, "base">();
    this.reply(200, { name: user, age: this.helper() + this.#own });
    // @ts-expect-error the page is a number
    this.query.page.trim();
    // @ts-expect-error the name is missing
    this.reply(200, { age: 1 });
    // @ts-expect-error the status is not declared
    this.reply(404);
  }

  override async post(id: string) {
    sameType<typeof this.body, { name: string; age: number }>();
    await this.reply(201, this.body);
    await this.reply(204);
    await this.reply(409, { by: id });
    // @ts-expect-error it has no such field
    void this.body.nickname;
    // @ts-expect-error the value is missing
    this.reply(409);
    // @ts-expect-error there is no value with this status
    this.reply(204, 1);
    // @ts-expect-error what is declared is not to be replaced
    this.body = { name: "", age: 1 };
  }
}

class Stories extends described({
  put: { body: Story },
  patch: { body: Story.partial(), query: type({ "draft?": "string" }) },
  post: { form: Story.pick({ title: true }), body: Story },
  delete: { summary: "Removes a story" },
}) {
  readonly #own = 1;

  override put(this: During<this, "put">) {
    const lead: string = this.body.lead;
    this.write({ lead, own: this.#own });
  }

  override patch(this: During<this, "patch">, id: string) {
    const lead: string | undefined = this.body.lead;
    sameType<typeof this.query.draft, string | undefined>();
    this.write({ lead: lead ?? id });
    // @ts-expect-error it may be missing
    this.body.lead.trim();
  }

  override post(this: During<this, "post">) {
    const title: string = this.body.title;
    this.write(title);
    // @ts-expect-error the form has none
    void this.body.lead;
    // @ts-expect-error no query is declared here
    void this.query.draft;
  }

  override delete() {
    // @ts-expect-error in one of the methods it may be missing
    this.body.title.trim();
  }
}

class Arks extends described({ post: { body: type({ title: "string", "n?": "number > 3" }) } }) {
  override post() {
    sameType<typeof this.body, { title: string; n?: number }>();
  }
}

test("a described class has the types of what it declares, and is a handler class like any other", () => {
  const application = new Application([
    ["/users/(?<id>\\d+)", Users, { limit: 1 }],
    ["/stories", Stories],
    ["/arks", Arks],
  ]);
  // @ts-expect-error a text is no schema
  const wrong = () => described({ get: { query: "page" } });
  // @ts-expect-error a class of another kind cannot answer requests
  const wrongBase = () => described({ get: {} }, Date);

  void [application, wrong, wrongBase];
});

test("a schema of the specification's own type is a schema, and the other way round", () => {
  const ours = (schema: StandardSchemaV1<string, number>): StandardSchema<string, number> => schema;
  const theirs = (schema: StandardSchema<string, number>): StandardSchemaV1<string, number> => schema;

  void [ours, theirs];
});
