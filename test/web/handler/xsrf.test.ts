import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type ApplicationSettings, ErrorHandler, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { type Ask, type Site, serve } from "../serve.ts";

guardLog();

class Protected extends RequestHandler {
  override getCurrentUser() {
    return this.getArgument("user", undefined);
  }
  override get() {
    this.write(`${this.xsrfToken} ${this.xsrfToken}`);
  }
  override post() {
    this.write("ok");
  }
}

class Form extends RequestHandler {
  override get() {
    this.write(this.xsrfFormHtml());
  }
}

function open(t: TestContext, settings: ApplicationSettings = {}) {
  const rules = [
    ["/", Protected] as const,
    ["/form", Form] as const,
    ["/404", ErrorHandler, { statusCode: 404 }] as const,
  ];
  return serve(t, rules, { xsrfCookies: true, logFunction() {}, ...settings });
}

// The mask d1e82396 over the bytes 0 to 15 is what Tornado 6.2 makes of them.
const rawToken = "000102030405060708090a0b0c0d0e0f";
const maskedToken = "2|d1e82396|d1e92195d5ed2591d9e1299ddde52d99|1300000000";

async function post(site: Site, cookie: string | undefined, ask: Ask) {
  const headers = { ...(cookie === undefined ? {} : { Cookie: `_xsrf=${cookie}` }), ...ask.headers };
  return (await site.fetch("/", { method: "POST", ...ask, headers })).status;
}

const form = (token: string) => ({
  body: `_xsrf=${encodeURIComponent(token)}`,
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
});

test("a request that repeats its cookie's token is let through, wherever it repeats it", async (t) => {
  const site = await open(t);

  assert.equal(await post(site, maskedToken, form(maskedToken)), 200);
  assert.equal(await post(site, maskedToken, { headers: { "X-XSRFToken": maskedToken } }), 200);
  assert.equal(await post(site, maskedToken, { headers: { "X-CSRFToken": maskedToken } }), 200);
  assert.equal(
    (await site.fetch(`/?_xsrf=${rawToken}`, { method: "POST", headers: { Cookie: `_xsrf=${rawToken}` } }))
      .status,
    200,
  );
});

test("tokens of both formats stand for the same bytes, as in Tornado", async (t) => {
  const site = await open(t);

  assert.equal(await post(site, rawToken, form(maskedToken)), 200);
  assert.equal(await post(site, maskedToken, form(rawToken)), 200);
  assert.equal(await post(site, "xoxo", form("xoxo")), 200);
});

test("a request without the token, or with another, is a 403 that says why in the log", async (t) => {
  const site = await open(t);

  assert.equal(await post(site, maskedToken, {}), 403);
  await expectLog(/'_xsrf' argument missing from POST/);
  for (const malformed of ["3|a|b|c", "2|aabb|0102|1300000000", "2|aabbccdd||1300000000", "2|a", "10|x"]) {
    assert.equal(await post(site, maskedToken, form(malformed)), 403);
    await expectLog(/'_xsrf' argument has invalid format/);
  }
  for (const other of [rawToken.replace("00", "10"), rawToken.slice(2), "xoxo"]) {
    assert.equal(await post(site, maskedToken, form(other)), 403);
    await expectLog(/XSRF cookie does not match POST argument/);
  }
  assert.equal(await post(site, undefined, form(maskedToken)), 403);
  await expectLog(/XSRF cookie does not match POST argument/);
  // Two empty ones must not be taken for equal.
  assert.equal(await post(site, "", form("2|aabbccdd||1")), 403);
  await expectLog(/invalid format/);
});

test("the token is masked anew for each page, and its cookie is set once", async (t) => {
  const site = await open(t);

  const first = await site.fetch("/");
  const [token = "", again = ""] = first.body.split(" ");
  const second = await site.fetch("/", { headers: { Cookie: `_xsrf=${token}` } });
  const [nextToken = ""] = second.body.split(" ");

  assert.match(token, /^2\|[0-9a-f]{8}\|[0-9a-f]{32}\|\d{10}$/);
  assert.equal(again, token);
  assert.deepEqual(first.headers["set-cookie"], [`_xsrf=${token}; Path=/`]);
  assert.notEqual(nextToken, token);
  assert.equal(second.headers["set-cookie"], undefined);
  assert.equal(await post(site, token, form(nextToken)), 200);
});

test("a cookie that is no token is replaced", async (t) => {
  const site = await open(t);

  const { headers } = await site.fetch("/", { headers: { Cookie: "_xsrf=3|x" } });

  assert.equal(headers["set-cookie"]?.length, 1);
});

test("the cookie has the name and attributes of the settings, which stay as they are", async (t) => {
  const xsrfCookieKwargs = { httpOnly: true, secure: true, sameSite: "Strict" } as const;
  const site = await open(t, { xsrfCookieName: "__Host-xsrf", xsrfCookieKwargs });

  const user = await site.fetch("/?user=a");
  const stranger = await site.fetch("/");
  const [token = ""] = stranger.body.split(" ");
  const posted = await site.fetch("/", {
    method: "POST",
    ...form(token),
    headers: { ...form(token).headers, Cookie: `__Host-xsrf=${token}` },
  });

  assert.match(
    user.headers["set-cookie"]?.[0] ?? "",
    /; expires=[^;]+; HttpOnly; Path=\/; SameSite=Strict; Secure$/,
  );
  assert.match(
    stranger.headers["set-cookie"]?.[0] ?? "",
    /^__Host-xsrf=[^;]+; HttpOnly; Path=\/; SameSite=Strict; Secure$/,
  );
  assert.deepEqual(xsrfCookieKwargs, { httpOnly: true, secure: true, sameSite: "Strict" });
  assert.equal(posted.status, 200);
});

test("xsrfCookieVersion 1 makes tokens that are the same on every page", async (t) => {
  const site = await open(t, { xsrfCookieVersion: 1 });

  const { body } = await site.fetch("/", { headers: { Cookie: `_xsrf=${maskedToken}` } });

  assert.equal(body, `${rawToken} ${rawToken}`);
});

test("xsrfFormHtml() is a hidden field", async (t) => {
  const site = await open(t);

  const { body } = await site.fetch("/form");

  assert.match(body, /^<input type="hidden" name="_xsrf" value="2\|[0-9a-f|]+"\/>$/);
});

test("without the setting nothing is checked, and an error page tells its own status", async (t) => {
  const free = await serve(t, [["/", Protected]]);
  const site = await open(t);

  assert.equal(await post(free, undefined, {}), 200);
  assert.equal((await site.fetch("/404", { method: "POST" })).status, 404);
  assert.equal((await site.fetch("/nowhere", { method: "POST" })).status, 404);
});

test("a handler that streams its body is checked before any of it is read", async (t) => {
  class Upload extends RequestHandler {
    static override readonly streamRequestBody = true;
    override async post() {
      for await (const _ of this.bodyStream());
      this.write("taken");
    }
  }
  const site = await serve(t, [["/", Upload]], { xsrfCookies: true, logFunction() {} });
  const headers = { Cookie: `_xsrf=${rawToken}` };

  const refused = await site.fetch("/", { method: "POST", body: "a file", headers });
  const taken = await site.fetch("/", {
    method: "POST",
    body: "a file",
    headers: { ...headers, "X-XSRFToken": maskedToken },
  });

  assert.deepEqual([refused.status, taken.status, taken.body], [403, 200, "taken"]);
  await expectLog(/^403 POST/);
});
