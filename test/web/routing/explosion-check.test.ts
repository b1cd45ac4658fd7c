import assert from "node:assert/strict";
import { test } from "node:test";
import { ExplodingPatternError, HostMatches, PathMatches, RuleRouter } from "typhoon/routing";
import { Application, RequestHandler } from "typhoon/web";
import { expectLog, guardLog } from "../../support/guard-log.ts";

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
      assert.match(error.message, /^Cannot route by \/x\/\(\\w\+\)\+y as the time that it takes doubles/);
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

test("an expression that only takes long for very long paths is a warning", async () => {
  const router = new RuleRouter([["/(.*)-(.*)x", () => {}]]);

  await expectLog(/Routing by \/\(\.\*\)-\(\.\*\)x can hold up all requests, .*square of the length/);
  assert.equal(router.rules.length, 1);
});

test("what a lookaround may make impossible is a warning", async () => {
  new PathMatches("/(?!a)(\\w+)+x");

  await expectLog(/doubles with each repetition/);
});

test("a path with parameters has no such paths", () => {
  assert.doesNotThrow(() => new PathMatches("/:a.x/:b.x/:c(number)/:d(path)"));
});
