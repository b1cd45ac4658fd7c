import assert from "node:assert/strict";
import { test } from "node:test";
import { inject } from "typhoon/testing";
import {
  Application,
  authenticated,
  described,
  type HandlerDescription,
  HTTPError,
  RequestHandler,
  ValidationError,
} from "typhoon/web";
import { z } from "zod";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";
import { ask, errorsIn, json, placesIn } from "./ask.ts";

guardLog();

const Name = z.object({ name: z.string() });

class Names extends described({ post: { body: Name }, put: { body: Name.partial() } }) {
  override get() {
    this.write({ hasBody: "body" in this && Object.hasOwn(this, "body") });
  }
  override post() {
    this.write(this.body);
  }
  override put() {
    this.write(this.body);
  }
}

test("a handler method runs with its body over a socket, and is refused with the fields", async (t) => {
  const site = await serve(t, [["/", Names]], { logFunction() {} });
  const headers = { "Content-Type": "application/json; charset=utf-8" };

  const good = await site.fetch("/", { method: "POST", headers, body: '{"name":"Ann"}' });
  const bad = await site.fetch("/", { method: "POST", headers, body: '{"name":1}' });

  assert.deepEqual([good.status, JSON.parse(good.body)], [200, { name: "Ann" }]);
  assert.equal(bad.status, 400);
  assert.equal(bad.headers["content-type"], "application/problem+json");
  assert.deepEqual(JSON.parse(bad.body), {
    type: "about:blank",
    title: "Bad Request",
    status: 400,
    detail: "The request is not valid",
    errors: [{ in: "body", path: "name", message: "Invalid input: expected string, received number" }],
  });
});

test("each method has shapes of its own, and one that declares nothing runs as ever", async () => {
  assert.deepEqual((await ask(Names, json({}, "PUT"))).value, {});
  assert.deepEqual(placesIn(await ask(Names, json({}, "POST"))), ["body name"]);
  assert.deepEqual((await ask(Names, {})).value, { hasBody: false });
});

test("a browser gets the error page", async () => {
  const application = new Application([["/", Names]], { logFunction() {} });
  const headers = { "Content-Type": "application/json", Accept: "text/html,*/*;q=0.8" };

  const response = await inject(application, { method: "POST", headers, body: "{}" });

  assert.equal(response.headers.get("Content-Type"), "text/html; charset=UTF-8");
  assert.match(await response.text(), /<title>400: Bad Request<\/title>/);
});

test("with debug, what nobody expected is still shown with its stack", async () => {
  class Failing extends described({ get: { summary: "Fails" } }) {
    override get() {
      throw new RangeError("a bug");
    }
  }
  const application = new Application([["/", Failing]], { serveTraceback: true, logFunction() {} });

  const response = await inject(application, {});

  await expectLog(/Uncaught exception GET/);
  assert.match(await response.text(), /^RangeError: a bug\n/);
});

test("an HTTPError of a described class is a problem too", async () => {
  class Missing extends described({ get: { summary: "Is not there" } }) {
    override get() {
      throw new HTTPError(404);
    }
  }

  const { status, value } = await ask(Missing, {});

  assert.deepEqual([status, value], [404, { type: "about:blank", title: "Not Found", status: 404 }]);
});

test("the setting invalidInputStatus is the status of invalid input", async () => {
  const { status, value } = await ask(Names, json({}), { invalidInputStatus: 422 });

  assert.equal(status, 422);
  assert.match(JSON.stringify(value), /"title":"Unprocessable/);
});

test("writeError() is told the fields, and may answer in another way", async () => {
  class Own extends Names {
    override writeError(_status: number, { error }: { readonly error?: unknown }) {
      this.write({ own: error instanceof ValidationError ? error.errors.length : 0 });
    }
  }

  assert.deepEqual((await ask(Own, json({}))).value, { own: 1 });
});

test("asynchronous schemas are waited for", async () => {
  const Free = Name.refine(async ({ name }) => name !== "Ann", { path: ["name"], message: "is taken" });
  class Later extends described({ post: { body: Free, query: z.object({ a: z.string() }) } }) {
    override async post() {
      this.write({ ...this.body, ...this.query });
    }
  }

  const free = await ask(Later, { ...json({ name: "Bob" }), path: "/?a=1" });
  const taken = await ask(Later, { ...json({ name: "Ann" }), path: "/" });

  assert.deepEqual(free.value, { name: "Bob", a: "1" });
  assert.deepEqual(errorsIn(taken), [
    "query a: Invalid input: expected string, received undefined",
    "body name: is taken",
  ]);
});

test("prepare() comes before, and can have the input read", async () => {
  const order: string[] = [];
  const Noted = Name.transform((value) => {
    order.push("read");
    return value;
  });
  class Prepared extends described({ post: { body: Noted } }) {
    override async prepare() {
      order.push("prepare");
      await this.loadInput();
      order.push(this.body.name);
    }
    override post() {
      this.write(this.body);
    }
  }

  const answer = await ask(Prepared, json({ name: "Ann" }));

  assert.deepEqual(answer.value, { name: "Ann" });
  assert.deepEqual(order, ["prepare", "read", "Ann"]);
  assert.equal((await ask(Prepared, json({}))).status, 400);
});

test("prepare() that ends the request is not followed by a look at the input", async () => {
  class Closed extends Names {
    override prepare() {
      this.setStatus(403);
      this.finish({ closed: true });
    }
  }

  assert.equal((await ask(Closed, json({}))).status, 403);
});

const tooEarly = [
  [
    "before it is read",
    "prepare",
    "POST",
    /Cannot use this\.body in Early\.post before it is read.*loadInput/,
  ],
  ["where none is declared", "get", "GET", /Cannot use this\.body in Early\.get as nothing is declared/],
] as const;
for (const [when, place, method, message] of tooEarly) {
  test(`a part of the input that is used ${when} is an error that says so`, async () => {
    class Early extends described({ post: { body: Name } }) {
      override prepare() {
        if (place === "prepare") this.write(this.body);
      }
      override get() {
        this.write(this.body);
      }
      override post() {}
    }

    const { status } = await ask(Early, method === "GET" ? {} : json({ name: "Ann" }));

    assert.equal(status, 500);
    assert.match(await messageOf(/Uncaught exception/), message);
  });
}

for (const way of ["decorated", "listed"]) {
  test(`a stranger is not told what is wrong with a request to a ${way} method for users`, async () => {
    class Listed extends described({ post: { body: Name } }) {
      static override authenticated = way === "listed" ? ["post"] : [];
      override getCurrentUser() {
        return this.getCookie("user");
      }
      override post() {
        this.write(this.body);
      }
    }
    class Decorated extends Listed {
      @authenticated
      override post() {
        super.post();
      }
    }
    const handler = way === "listed" ? Listed : Decorated;
    const request = (cookie: string) => ({
      method: "POST",
      body: "{}",
      headers: { "Content-Type": "application/json", Cookie: cookie },
    });

    const stranger = await ask(handler, request(""));
    const user = await ask(handler, request("user=Ann"));

    assert.deepEqual([stranger.status, user.status], [401, 400]);
  });
}

test("a class of one's own can be described, and a described class can be extended", async () => {
  class Base extends RequestHandler {
    static override requestTimeoutMs = 1_000;
    greet(name: string) {
      return `Hello, ${name}`;
    }
  }
  class Greeting extends described({ post: { body: Name } }, Base) {
    override post() {
      this.write({ greeting: this.greet(this.body.name) });
    }
  }
  class Louder extends Greeting {
    override greet(name: string) {
      return super.greet(name).toUpperCase();
    }
  }

  assert.equal(Greeting.requestTimeoutMs, 1_000);
  assert.deepEqual((await ask(Louder, json({ name: "Ann" }))).value, { greeting: "HELLO, ANN" });
});

test("a streaming class can declare its query, and not a body, which it reads by itself", async () => {
  class Upload extends described({ post: { query: z.object({ name: z.string() }) } }) {
    static override streamRequestBody = true;
    override async post() {
      let size = 0;
      for await (const piece of this.bodyStream()) size += piece.length;
      this.write({ ...this.query, size });
    }
  }
  class Wrong extends Names {
    static override streamRequestBody = true;
  }

  const answer = await ask(Upload, { method: "POST", path: "/?name=a", body: "12345" });

  assert.deepEqual(answer.value, { name: "a", size: 5 });
  assert.throws(
    () => new Application([["/", Wrong]]),
    /Cannot declare the body of Wrong.post as the class is a streamRequestBody one/,
  );
});

const wrong: readonly (readonly [string, object, RegExp])[] = [
  [
    "a method that there is not",
    { pots: {} },
    /Cannot describe pots of a handler: it has to be one of get, /,
  ],
  ["a name that there is not", { get: { qeury: Name } }, /Cannot describe qeury of the method get/],
  [
    "a schema that is none",
    { get: { query: { name: "string" } } },
    /Cannot use query of get as it is no schema/,
  ],
  ["a body for GET", { get: { body: Name } }, /Cannot declare a body for get/],
  ["an answer that is none", { get: { response: { 200: "text" } } }, /Cannot use response 200 of get/],
  ["a status that is none", { get: { response: { ok: Name } } }, /Cannot declare a response ok for get/],
];
for (const [what, description, message] of wrong) {
  test(`to describe ${what} is refused`, () => {
    assert.throws(() => described(description as HandlerDescription), { name: "TypeError", message });
  });
}

test("to describe a method that the class has not is refused by its application", () => {
  class Empty extends described({ get: { query: Name } }) {}

  assert.throws(
    () => new Application([["/", Empty]]),
    /Cannot describe Empty.get as there is no such method/,
  );
});

test("to describe a class twice is refused", () => {
  assert.throws(
    () => described({ get: { query: Name } }, Names),
    /Cannot describe Names as it is described already/,
  );
});

async function messageOf(pattern: RegExp): Promise<string> {
  return JSON.stringify(await expectLog(pattern));
}
