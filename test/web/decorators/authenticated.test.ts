import assert from "node:assert/strict";
import { test } from "node:test";
import { Application, asynchronous, authenticated, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

class Sync extends RequestHandler {
  override getCurrentUser(): { readonly name: string } | undefined {
    const name = this.getCookie("user");
    return name === undefined ? undefined : { name };
  }
  @authenticated
  override get(...groups: unknown[]) {
    this.write(`hello ${this.currentUser?.name}${groups.join()}`);
  }
  @authenticated
  override head() {}
  @authenticated
  override post() {
    this.write("posted");
  }
}

let asked = 0;

class Async extends RequestHandler {
  override async getCurrentUser(): Promise<{ readonly name: string } | null> {
    asked++;
    await null;
    if (this.getCookie("user") === "broken") throw new Error("no database");
    return this.getCookie("user") === undefined ? null : { name: "later" };
  }
  @authenticated
  override async get() {
    const again = await this.loadCurrentUser();
    this.write(`hello ${this.currentUser?.name} ${again === this.currentUser}`);
  }
  @authenticated
  override *post() {
    yield Promise.resolve();
    this.write("posted");
  }
  @authenticated
  @asynchronous
  override put() {
    setImmediate(() => this.finish("put"));
  }
}

class Listed extends RequestHandler {
  static override authenticated = ["get", "post"];
  override async getCurrentUser() {
    return this.getCookie("user");
  }
  override get() {
    this.write(`hello ${this.currentUser}`);
  }
  override async post() {
    await null;
    this.write("posted");
  }
  override put() {
    this.write("for all");
  }
}

const asUser = { headers: { Cookie: "user=Ann" } };
const settings = { loginUrl: "/login", logFunction() {} };

for (const handlerClass of [Sync, Async, Listed]) {
  test(`a user is let through, a stranger is not: ${handlerClass.name}`, async (t) => {
    const site = await serve(t, [["/", handlerClass]], settings);

    const user = await site.fetch("/", asUser);
    const stranger = await site.fetch("/?a=b");
    const posted = await site.fetch("/", { method: "POST", ...asUser });
    const refused = await site.fetch("/", { method: "POST" });

    assert.match(user.body, /^hello (Ann|later)/);
    assert.deepEqual([stranger.status, stranger.headers.location], [302, "/login?next=%2F%3Fa%3Db"]);
    assert.deepEqual([posted.status, posted.body], [200, "posted"]);
    assert.equal(refused.status, 403);
  });
}

test("an asynchronous getCurrentUser() is asked once, and an open method stays open", async (t) => {
  const site = await serve(t, [["/", Async]], settings);
  asked = 0;

  assert.equal((await site.fetch("/", asUser)).body, "hello later true");
  assert.equal(asked, 1);
  assert.equal((await site.fetch("/", { method: "PUT", ...asUser })).body, "put");
});

test("a getCurrentUser() that fails is a 500, not a stranger", async (t) => {
  const site = await serve(t, [["/", Async]], settings);

  assert.equal((await site.fetch("/", { headers: { Cookie: "user=broken" } })).status, 500);
  await expectLog(/Uncaught exception GET/);
});

test("currentUser says what to do while an asynchronous getCurrentUser() has not ended", async (t) => {
  class Early extends Listed {
    override put() {
      assert.throws(() => this.currentUser, /asynchronous and has not ended.*loadCurrentUser/);
      super.put();
    }
  }
  const site = await serve(t, [["/", Early]], settings);

  assert.equal((await site.fetch("/", { method: "PUT" })).body, "for all");
});

test("prepare() may say who the user is; nobody is asked then", async (t) => {
  class Prepared extends Sync {
    override async prepare() {
      await null;
      this.currentUser = { name: "prepared" };
    }
    override getCurrentUser(): never {
      throw new Error("not to be asked");
    }
  }
  const site = await serve(t, [["/", Prepared]], settings);

  assert.equal((await site.fetch("/")).body, "hello prepared");
});

test("next is the path for a login page of this site, the whole URL for one elsewhere", async (t) => {
  const locationFor = async (loginUrl: string, path = "/page?a=1&b=%C3%A9") => {
    const site = await serve(t, [["/.*", Sync]], { loginUrl, logFunction() {} });
    const { headers } = await site.fetch(path, { method: "HEAD", headers: { Host: "me.example" } });
    return headers.location;
  };

  assert.equal(await locationFor("/login"), "/login?next=%2Fpage%3Fa%3D1%26b%3D%25C3%25A9");
  assert.equal(
    await locationFor("https://sso.example/in"),
    "https://sso.example/in?next=http%3A%2F%2Fme.example%2Fpage%3Fa%3D1%26b%3D%25C3%25A9",
  );
  assert.equal(await locationFor("/login?fixed=1"), "/login?fixed=1");
});

test("next never names another site", async (t) => {
  const site = await serve(t, [["/.*", Sync]], settings);

  for (const path of ["//evil.com/a", "///evil.com/a", "/\\evil.com/a"])
    assert.equal((await site.fetch(path)).headers.location, "/login?next=%2Fevil.com%2Fa");
});

test("without the setting loginUrl a stranger is a 401 with a challenge, whatever the method (RFC 9110 §15.5.2)", async (t) => {
  const site = await serve(t, [["/", Sync]], { logFunction() {} });
  const basic = await serve(t, [["/", Sync]], { logFunction() {}, authChallenge: 'Basic realm="a"' });

  for (const method of ["GET", "POST"]) {
    const { status, headers } = await site.fetch("/", { method });
    assert.deepEqual([status, headers["www-authenticate"]], [401, "Bearer"]);
  }
  assert.equal((await basic.fetch("/")).headers["www-authenticate"], 'Basic realm="a"');
  assert.equal((await site.fetch("/", asUser)).status, 200);
});

test("authenticated works as a function, and with experimentalDecorators", async (t) => {
  class Wrapped extends Sync {}
  Object.defineProperty(Wrapped.prototype, "get", {
    value: authenticated(function (this: RequestHandler) {
      this.write("function");
    }),
  });
  class Legacy extends Sync {
    override get() {
      this.write("legacy");
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Legacy.prototype, "get");
  assert.ok(descriptor);
  Object.defineProperty(Legacy.prototype, "get", authenticated(Legacy.prototype, "get", descriptor));
  const site = await serve(
    t,
    [
      ["/w", Wrapped],
      ["/l", Legacy],
    ],
    settings,
  );

  for (const [path, body] of [
    ["/w", "function"],
    ["/l", "legacy"],
  ] as const) {
    assert.equal((await site.fetch(path, asUser)).body, body);
    assert.equal((await site.fetch(path)).status, 302);
  }
  assert.throws(() => Reflect.apply(authenticated, undefined, [{}]), /anything but a method/);
});

test("a list that names no method is refused when the rule is added", () => {
  class Wrong extends RequestHandler {
    static override authenticated = ["gte"];
  }

  assert.throws(() => new Application([["/", Wrong]]), /Wrong\.gte as it is no method/);
});
