import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPHeaders, HTTPServerRequest } from "typhoon/httputil";
import { ExplodingPatternError, HostMatches, PathMatches } from "typhoon/routing";
import { Application, RequestHandler } from "typhoon/web";
import { guardLog } from "../../support/guard-log.ts";
import { serve } from "../serve.ts";

guardLog();

test("a rule whose expression explodes is refused, with pattern, example, part and advice", () => {
  assert.throws(
    () => new Application([["/x/(\\w+)+y", RequestHandler]]),
    (error) => {
      assert.ok(error instanceof ExplodingPatternError);
      assert.deepEqual(
        [error.code, error.pattern, error.example],
        ["ERR_EXPLODING_PATTERN", "/x/(\\w+)+y", "/x/0000000000000..."],
      );
      assert.match(
        error.message,
        /^Cannot route by \/x\/\(\\w\+\)\+y because the time that it takes doubles/,
      );
      assert.match(error.message, /\(\\w\+\)\+ can share them .* Leave out one of the quantifiers/);
      return true;
    },
  );
});

test("an expression whose time grows with the third power of a path's length is refused", () => {
  assert.throws(() => new PathMatches("/(.*)/a/(.*)/b/(.*)/c"), /power 3 of the length .*Write \[\^\/\]\+/);
});

test("a host's expression that explodes is refused", () => {
  assert.throws(() => new HostMatches("([a-z]+\\.?)+example\\.com"), ExplodingPatternError);
});

test("what is looked around for, and what is referred back to, counts", () => {
  for (const pattern of ["/(?!a)(\\w+)+x", "/(?=(\\w+)+x).*", "/(.*)-\\1-(.*)-\\2x"])
    assert.throws(() => new PathMatches(pattern), ExplodingPatternError);
});

test("white space beyond ASCII, which a path can hold as bytes, counts, and is shown", () => {
  assert.throws(
    () => new PathMatches("/h/\\s*(.*?)\\s*/z"),
    (error) => error instanceof ExplodingPatternError && error.example.includes("\\xa0"),
  );
});

test("an expression too large to look at is refused", () => {
  const large = Array.from({ length: 600 }, (_, index) => `(a|b${index})*`).join("");

  assert.throws(() => new PathMatches(`/${large}x`), /too large to find out .*: split it into several rules/);
});

class Found extends RequestHandler {
  override get() {
    this.write("found");
  }
}

for (const [what, path, status] of [
  ["as long as is safe", `/b/${"-".repeat(1_400)}x`, 200],
  ["too long for it", `/b/${"-".repeat(1_600)}`, 414],
  ["that another rule takes", `/c/${"-".repeat(1_600)}`, 200],
] as const) {
  test(`a rule that takes quadratic time has a path ${what} answered by ${status}`, async (t) => {
    const { application, fetch } = await serve(t, [
      ["/b/.*-.*x", Found],
      ["/.*", Found],
    ]);

    assert.equal((await fetch(path)).status, status);
    assert.equal((await application.fetch(new Request(`http://a${path}`))).status, status);
    assert.equal((await application.inject(path)).status, status);
  });
}

test("a host name longer than any is none of an expression's", () => {
  const matcher = new HostMatches(".*");
  const startLine = { method: "GET", path: "/", version: "HTTP/1.1" };
  const hasMatch = (length: number) =>
    matcher.match(
      new HTTPServerRequest(startLine, { headers: new HTTPHeaders({ Host: "a".repeat(length) }) }),
    ) !== undefined;

  assert.deepEqual([hasMatch(255), hasMatch(256)], [true, false]);
});

test("a path with parameters has no such paths", () => {
  assert.doesNotThrow(() => new PathMatches("/:a.x/:b.x/:c(number)/:d(path)"));
});
