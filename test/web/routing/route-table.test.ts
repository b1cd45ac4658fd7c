import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPHeaders, HTTPServerRequest } from "typhoon/httputil";
import { PathMatches, PathPattern, RuleRouter, type RuleTuple } from "typhoon/routing";
import { knownSegments } from "#typhoon/web/routing/known-segments.js";
import { guardLog } from "../../support/guard-log.ts";
import { Random } from "../../support/random.ts";

guardLog();

function requestOf(path: string): HTTPServerRequest {
  return new HTTPServerRequest({ method: "GET", path, version: "HTTP/1.1" }, { headers: new HTTPHeaders() });
}

/** Notes which rule was asked to open its target, and goes on. */
function routerOf(patterns: readonly string[], opened: number[]): RuleRouter {
  const rules = patterns.map(
    (_, position): RuleTuple => [new PathMatches(patterns[position] ?? ""), [], { position }],
  );
  return new RuleRouter(rules, ({ targetKwargs }) => () => {
    opened.push(Number(targetKwargs["position"]));
    return undefined;
  });
}

/** Of either form what a pattern is made of; the last two only end one. */
// biome-ignore format: two lists
const pieces: readonly (readonly string[])[] = [
  ["/:x", "/:x(integer)", "/:x(number)", "/:x.b", "/a", "/b", "/a.b", "/", "/7", "/:x(path)"],
  ["/(\\d+)", "/([^/]+)", "/([a-z]+)", "/([^/]*)", "/a", "/b", "/a?", "(/b)?", "/[ab]", "/", "/7", "/(.*)", ".*"],
];

test("of any rules, those are tried that match, in their order", () => {
  const random = new Random(7);
  for (let round = 0; round < 200; round++) {
    const patterns = Array.from({ length: 30 }, () => patternOf(random));
    const opened: number[] = [];
    const router = routerOf(patterns, opened);
    for (let asked = 0; asked < 10; asked++) {
      const path = Array.from({ length: 1 + random.below(4) }, () =>
        random.pick(["/a", "/b", "/7", "/", "/a.b", "/x"]),
      );
      opened.length = 0;

      router.findHandler(requestOf(path.join("")));

      const matching = [...patterns.keys()].filter((at) =>
        new PathPattern(patterns[at] ?? "").match(path.join("")),
      );
      assert.deepEqual(opened, matching, `${path.join("")} among ${patterns.join(" ")}`);
    }
  }
});

/** In one of the two forms, with parameters of different names, and a rest only at its end. */
function patternOf(random: Random): string {
  const form = random.pick(pieces);
  const length = 1 + random.below(4);
  const chosen = Array.from({ length }, (_, at) =>
    random.pick(form.slice(0, at < length - 1 ? -2 : undefined)),
  );
  let count = 0;
  return chosen.join("").replaceAll(":x", () => `:x${count++}`);
}

test("rules that begin with a parameter are told apart by a later segment", () => {
  const tried: string[] = [];
  class Noting extends PathPattern {
    override match(path: string) {
      tried.push(this.source);
      return super.match(path);
    }
  }
  const patterns = Array.from({ length: 100 }, (_, index) => `/:tenant/kind${index}/:id`);
  const matchers = patterns.map((pattern) => new PathMatches(pattern));
  for (const matcher of matchers)
    Object.defineProperty(matcher, "pattern", { value: new Noting(matcher.pattern.source) });
  const router = new RuleRouter(matchers.map((matcher): RuleTuple => [matcher, []]));

  router.findHandler(requestOf("/acme/kind77/5"));
  router.findHandler(requestOf("/acme/other/5"));
  router.findHandler(requestOf("/acme"));

  assert.deepEqual(tried, ["/:tenant/kind77/:id"]);
});

for (const [pattern, segments] of [
  ["/:a/b/:c.json/d", ["", undefined, "b", undefined, "d"]],
  ["/:a(number)/b/:c(path)", ["", undefined, "b", undefined]],
  ["/(\\d+)/b([a-z-]*)/c", ["", undefined, undefined, "c"]],
  ["/a(.*)/b", ["", undefined]],
  ["/a/([--9]+)/b", ["", "a", undefined]],
  ["/a/(b|c)/d", ["", "a", undefined]],
  ["/a/b?/c", []],
  [/\/a\/(\d)\/b/i, []],
] as const) {
  test(`of the paths of ${pattern} the segments ${JSON.stringify(segments)} are known`, () => {
    assert.deepEqual(new PathPattern(pattern).segments, segments);
  });
}

for (const [pattern, isHarmless] of [
  ["/about", true],
  ["/api/x/([^/]+)/y/(\\d+)", true],
  ["/:a.x/:b(path)", true],
  ["/([^/]+)-([^/]+)", false],
  ["/(\\w+)-x(\\w+)/a", false],
  ["/(.*)/(.*)", false],
  ["/((a+)+)", false],
  ["/x+y+", false],
] as const) {
  test(`${pattern} is ${isHarmless ? "" : "not "}known to be harmless at first sight`, () => {
    assert.equal(new PathPattern(pattern).isHarmless, isHarmless);
  });
}

test("of a pattern that is more than text and groups no segment is known", () => {
  assert.deepEqual(knownSegments(undefined), []);
});
