import assert from "node:assert/strict";
import { test } from "node:test";
import { createSignedValue, MissingSettingError, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";
import { type Ask, serve } from "../serve.ts";

guardLog();

type Settings = NonNullable<Parameters<typeof serve>[2]>;

/** What a handler's GET returns, as JSON, and the cookies that it set. */
async function run(
  t: Parameters<typeof serve>[0],
  settings: Settings,
  act: (handler: RequestHandler) => unknown,
  ask: Ask = {},
) {
  class Handler extends RequestHandler {
    override get() {
      this.write({ value: act(this) ?? null });
    }
  }
  const site = await serve(t, [["/", Handler]], settings);
  const answer = await site.fetch("/", ask);
  return {
    ...answer,
    value: JSON.parse(answer.body).value as unknown,
    set: answer.headers["set-cookie"] ?? [],
  };
}

/** The `Cookie` field with which a browser would answer. */
function cookieField(set: readonly string[]) {
  return { Cookie: set.map((line) => line.split(";")[0]).join("; ") };
}

test("a signed cookie comes back, lives 30 days, and is quoted as Tornado quotes it", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 0, 1) });
  const settings = { cookieSecret: "s" };

  const { set } = await run(t, settings, (handler) => handler.setSignedCookie("user", "Zoë"));
  const { value } = await run(t, settings, (handler) => handler.getSignedCookie("user"), {
    headers: cookieField(set),
  });

  assert.equal(value, "Zoë");
  assert.match(set[0] ?? "", /^user="2\|1:0\|10:1767225600\|4:user\|8:Wm/);
  assert.match(set[0] ?? "", /; expires=Sat, 31 Jan 2026 00:00:00 GMT; Path=\/$/);
});

test("setSignedCookie() takes a cookie's attributes, the format, and the browser's session for a lifetime", async (t) => {
  const { set } = await run(t, { cookieSecret: "s" }, (handler) =>
    handler.setSignedCookie("a", "b", { expiresDays: null, version: 1, httpOnly: true, sameSite: "Lax" }),
  );

  assert.match(set[0] ?? "", /^a="Yg==\|\d+\|[0-9a-f]{40}"; HttpOnly; Path=\/; SameSite=Lax$/);
});

test("getSignedCookie() has limits of age and of format, and reads another text than the cookie", async (t) => {
  const signed = createSignedValue("s", "a", "b", { version: 1, nowMs: Date.now() - 2 * 86_400_000 });
  const { value } = await run(t, { cookieSecret: "s" }, (handler) => [
    handler.getSignedCookie("a", { value: signed }),
    handler.getSignedCookie("a", { value: signed, maxAgeDays: 1 }) ?? "too old",
    handler.getSignedCookie("a", { value: signed, minVersion: 2 }) ?? "too simple",
    handler.getSignedCookie("a") ?? "no cookie",
  ]);

  assert.deepEqual(value, ["b", "too old", "too simple", "no cookie"]);
});

test("keys are changed without logging anybody out", async (t) => {
  const before = { cookieSecret: { 0: "old" }, keyVersion: 0 };
  const after = { cookieSecret: { 0: "old", 1: "new" }, keyVersion: 1 };

  const { set } = await run(t, before, (handler) => handler.setSignedCookie("a", "b"));
  const read = await run(
    t,
    after,
    (handler) => [handler.getSignedCookie("a"), handler.getSignedCookieKeyVersion("a")],
    { headers: cookieField(set) },
  );
  const renewed = await run(t, after, (handler) => handler.createSignedValue("a", "b"));

  assert.deepEqual(read.value, ["b", 0]);
  assert.match(String(renewed.value), /^2\|1:1\|/);
});

test("signed cookies without their settings are an error with a code", async (t) => {
  const codes: unknown[] = [];
  const attempt = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      codes.push(error instanceof MissingSettingError && [error.code, error.setting]);
    }
  };
  await run(t, {}, (handler) => {
    attempt(() => handler.getSignedCookie("a"));
    attempt(() => handler.setSignedCookie("a", "b"));
    attempt(() => handler.getSignedCookieKeyVersion("a"));
  });
  await run(t, { cookieSecret: "" }, (handler) => attempt(() => handler.createSignedValue("a", "b")));
  await run(t, { cookieSecret: { 0: "a" } }, (handler) => attempt(() => handler.setSignedCookie("a", "b")));

  const missing = ["ERR_MISSING_SETTING", "cookieSecret"];
  assert.deepEqual(codes, [missing, missing, missing, missing, ["ERR_MISSING_SETTING", "keyVersion"]]);
});

test("requireSetting() names the setting and what needs it", async (t) => {
  class Handler extends RequestHandler {
    override get() {
      this.write(String(this.requireSetting("title", "the header")));
    }
  }
  const site = await serve(t, [["/", Handler]], { logFunction() {} });

  assert.equal((await site.fetch("/")).status, 500);
  const { msg } = await expectLog(/Uncaught exception/);
  assert.match(msg, /GET \//);
});

test("clearAllCookies() drops what the browser sent, and passes over names that no cookie can have", async (t) => {
  const { set } = await run(
    t,
    {},
    (handler) => handler.clearAllCookies({ path: "/p", domain: "x.com", secure: true, sameSite: "Lax" }),
    { headers: { Cookie: "a=1; b[=2; path=3; c=4" } },
  );

  assert.deepEqual(
    set.map((line) => line.replace(/expires=[^;]*/, "expires")),
    ["a", "c"].map((name) => `${name}=; Domain=x.com; expires; Path=/p; SameSite=Lax; Secure`),
  );
});

test("setCookie() knows the attributes of today's browsers", async (t) => {
  const { set } = await run(t, {}, (handler) =>
    handler.setCookie("a", "1", {
      partitioned: true,
      priority: "High",
      sameSite: "None",
      secure: true,
      maxAgeMs: 0,
    }),
  );

  assert.deepEqual(set, ["a=1; Max-Age=0; Partitioned; Path=/; Priority=High; SameSite=None; Secure"]);
});
