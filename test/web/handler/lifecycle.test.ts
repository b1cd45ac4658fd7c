import assert from "node:assert/strict";
import { test } from "node:test";
import { coroutine } from "typhoon/gen";
import { Finish, type PrepareResult, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

test("a request goes through its hooks in order", async (t) => {
  const calls: string[] = [];
  class Recorder extends RequestHandler {
    override setDefaultHeaders() {
      calls.push("setDefaultHeaders");
    }
    override initialize(kwargs: { readonly name: string }) {
      calls.push(`initialize ${kwargs.name}`);
    }
    override prepare() {
      calls.push(`prepare ${this.pathArgs.join()}`);
    }
    override get(id: string) {
      calls.push(`get ${id}`);
    }
    override onFinish() {
      calls.push("onFinish");
    }
  }
  const site = await serve(t, [["/(\\d+)", Recorder, { name: "n" }]]);

  const { status } = await site.fetch("/7");

  assert.equal(status, 200);
  assert.deepEqual(calls, ["setDefaultHeaders", "initialize n", "prepare 7", "get 7", "onFinish"]);
});

test("initialize() sets fields that the class declares", async (t) => {
  class Declares extends RequestHandler {
    greeting = "unset";
    override initialize({ greeting }: { readonly greeting: string }) {
      this.greeting = greeting;
    }
    override get() {
      this.write(this.greeting);
    }
  }
  const site = await serve(t, [["/", Declares, { greeting: "hi" }]]);

  assert.equal((await site.fetch("/")).body, "hi");
});

test("an initialize() that returns a promise is an error that says so", async (t) => {
  class Impatient extends RequestHandler {
    override async initialize() {
      throw new Error("nobody awaits this");
    }
  }
  const site = await serve(t, [["/", Impatient]]);

  const logged = [expectLog(/Uncaught exception GET/), expectLog(/500 GET/)];
  assert.equal((await site.fetch("/")).status, 500);
  await Promise.all(logged);
});

for (const method of ["GET", "POST", "DELETE", "PATCH", "PUT", "OPTIONS"]) {
  test(`${method} is answered by the method of its name`, async (t) => {
    class Every extends RequestHandler {
      override get() {
        this.write("GET");
      }
      override post() {
        this.write("POST");
      }
      override delete() {
        this.write("DELETE");
      }
      override patch() {
        this.write("PATCH");
      }
      override put() {
        this.write("PUT");
      }
      override options() {
        this.write("OPTIONS");
      }
    }
    const site = await serve(t, [["/", Every]]);

    assert.equal((await site.fetch("/", { method })).body, method);
  });
}

test("HEAD is answered by head(), with the length of what it writes and no body", async (t) => {
  class Sized extends RequestHandler {
    override head() {
      this.write("12345");
    }
  }
  const site = await serve(t, [["/", Sized]]);

  const { status, headers, body } = await site.fetch("/", { method: "HEAD" });

  assert.deepEqual([status, headers["content-length"], body], [200, "5", ""]);
});

test("a method that the class adds to supportedMethods is answered by its own name", async (t) => {
  class Dav extends RequestHandler {
    static override readonly supportedMethods = [...RequestHandler.supportedMethods, "PROPFIND"];
    propfind() {
      this.write("found");
    }
  }
  const site = await serve(t, [["/", Dav]]);

  assert.equal((await site.fetch("/", { method: "PROPFIND" })).body, "found");
});

for (const [kind, handlerClass] of [
  [
    "synchronous",
    class extends RequestHandler {
      override get() {
        this.write("done");
      }
    },
  ],
  [
    "async",
    class extends RequestHandler {
      override async get() {
        await Promise.resolve();
        this.write("done");
      }
    },
  ],
  [
    "a generator",
    class extends RequestHandler {
      override *get() {
        const [a, b]: string[] = yield [Promise.resolve("do"), Promise.resolve("ne")];
        this.write(`${a}${b}`);
      }
    },
  ],
  [
    "a coroutine",
    class extends RequestHandler {
      override get = coroutine(function* (this: RequestHandler) {
        const text: string = yield Promise.resolve("done");
        this.write(text);
      });
    },
  ],
  [
    "returning something that has only then()",
    class extends RequestHandler {
      override get() {
        const write = () => this.write("done");
        // biome-ignore lint/suspicious/noThenProperty: a promise of somebody else's making is the point
        return { then: (resolve: () => void) => queueMicrotask(() => [write(), resolve()]) };
      }
    },
  ],
] as const) {
  test(`a method that is ${kind} is waited for, and the response finished`, async (t) => {
    const site = await serve(t, [["/", handlerClass]]);

    assert.equal((await site.fetch("/")).body, "done");
  });
}

for (const [kind, prepare] of [
  ["async", async () => {}],
  [
    "a generator",
    function* () {
      yield Promise.resolve();
    },
  ],
] as const) {
  test(`a prepare() that is ${kind} is over before the method is called`, async (t) => {
    const order: string[] = [];
    class Prepared extends RequestHandler {
      override *prepare() {
        yield* [prepare()];
        order.push("prepared");
      }
      override get() {
        order.push("got");
      }
    }
    const site = await serve(t, [["/", Prepared]]);

    await site.fetch("/");

    assert.deepEqual(order, ["prepared", "got"]);
  });
}

test("a prepare() that finishes the response is the last of the request's methods", async (t) => {
  class Early extends RequestHandler {
    override async prepare() {
      await this.finish("early");
    }
    override get() {
      throw new Error("get() is not called");
    }
  }
  const site = await serve(t, [["/", Early]]);

  assert.equal((await site.fetch("/")).body, "early");
});

test("Finish ends the request as it stands, with its piece, and is not logged", async (t) => {
  class Members extends RequestHandler {
    override async prepare() {
      this.setStatus(401);
      throw new Finish({ for: "members" });
    }
  }
  const site = await serve(t, [["/", Members]]);

  const { status, body } = await site.fetch("/");
  await expectLog(/401 GET/);

  assert.deepEqual([status, body], [401, '{"for":"members"}']);
});

for (const [kind, get] of [
  ["returned", () => "text"],
  ["resolved", async () => ({ a: 1 })],
] as const) {
  test(`a value that prepare() ${kind} is an error: it could be meant as the answer`, async (t) => {
    class Returns extends RequestHandler {
      override prepare() {
        return get() as PrepareResult;
      }
      override get() {}
    }
    const site = await serve(t, [["/", Returns]]);
    const logged = [expectLog(/Uncaught exception/), expectLog(/500 GET/)];

    assert.equal((await site.fetch("/")).status, 500);
    await Promise.all(logged);
  });
}

test("positional groups are arguments, decoded: %2F becomes a slash and a plus stays", async (t) => {
  class Echo extends RequestHandler {
    override get(...args: unknown[]) {
      this.write({ args, pathKwargs: this.pathKwargs });
    }
  }
  const site = await serve(t, [["/(a.*)/(x)?/(.*)", Echo]]);

  const { body } = await site.fetch("/a%2Fb//c+d%C3%A9");

  assert.deepEqual(JSON.parse(body), { args: ["a/b", null, "c+dé"], pathKwargs: {} });
});

test("named groups are one object", async (t) => {
  class Echo extends RequestHandler {
    override get({ year, day }: { readonly year: string; readonly day: string }) {
      this.write({ year, day, known: this.pathKwargs, args: this.pathArgs });
    }
  }
  const site = await serve(t, [["/(?P<year>\\d+)/(?<day>[^/]+)", Echo]]);

  const { body } = await site.fetch("/2026/%20x");

  assert.deepEqual(JSON.parse(body), {
    year: "2026",
    day: " x",
    known: { year: "2026", day: " x" },
    args: [],
  });
});

test("a group that is not UTF-8 is a 400, and the log says why", async (t) => {
  class Echo extends RequestHandler {
    override get() {}
  }
  const site = await serve(t, [["/(.*)", Echo]]);
  const logged = [expectLog(/: Invalid unicode in url/), expectLog(/400 GET .*ms$/)];

  const { status } = await site.fetch("/%ff");

  assert.equal(status, 400);
  await Promise.all(logged);
});
