import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPError, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

/** What the answer's Set-Cookie fields are after `set` ran in a handler. */
async function cookiesAfter(t: Parameters<typeof serve>[0], set: (handler: RequestHandler) => void) {
  class Setter extends RequestHandler {
    override get() {
      set(this);
    }
  }
  const site = await serve(t, [["/", Setter]]);
  return (await site.fetch("/")).headers["set-cookie"];
}

test("setCookie() replaces a cookie of the same name wholly, at its place", async (t) => {
  const cookies = await cookiesAfter(t, (handler) => {
    handler.setCookie("a", "1", { domain: "x.com", httpOnly: true });
    handler.setCookie("b", "2");
    handler.setCookie("a", "3", { secure: true });
  });

  assert.deepEqual(cookies, ["a=3; Path=/; Secure", "b=2; Path=/"]);
});

test("clearCookie() sets the cookie to nothing, a year ago", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 0, 1) });

  const cookies = await cookiesAfter(t, (handler) =>
    handler.clearCookie("a", { path: "/p", sameSite: "Lax" }),
  );

  assert.deepEqual(cookies, ["a=; expires=Wed, 01 Jan 2025 00:00:00 GMT; Path=/p; SameSite=Lax"]);
});

test("clearCookie() refuses to be told how long the cookie lives", async (t) => {
  await cookiesAfter(t, (handler) => {
    const attributes: object = { expires: 0 };
    assert.throws(() => handler.clearCookie("a", attributes), /unexpected option expires/);
  });
});

test("cookies stay when an error page replaces the response, after all other fields", async (t) => {
  class Fails extends RequestHandler {
    override get() {
      this.setCookie("a", "1");
      this.setHeader("X-Gone", "1");
      throw new HTTPError(403);
    }
  }
  const site = await serve(t, [["/", Fails]]);

  const { rawHeaders, headers } = await site.fetch("/");
  await expectLog(/403 GET/);

  assert.equal(headers["x-gone"], undefined);
  assert.deepEqual(rawHeaders.filter((_, index) => index % 2 === 0).slice(0, 5), [
    "Server",
    "Content-Type",
    "Date",
    "Content-Length",
    "Set-Cookie",
  ]);
});

test("getCookie() gives the request's cookies, and the default for others", async (t) => {
  class Reader extends RequestHandler {
    override get() {
      this.setCookie("c", "new");
      this.write({ values: [this.getCookie("a"), this.getCookie("b", 7), this.getCookie("c", null)] });
    }
  }
  const site = await serve(t, [["/", Reader]]);

  const { body } = await site.fetch("/", { headers: { Cookie: 'x=1; a="q\\054"; a=2' } });

  assert.deepEqual(JSON.parse(body), { values: ["2", 7, null] });
});
