import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Explosion,
  findExplosion,
  UndecidedError,
} from "#typhoon/web/routing/backtracking/explosion.js";
import { stepsOfMatch } from "./backtracking-matcher.ts";

function textOf({ beginning, repeated, end }: Explosion, times: number): string {
  return beginning + repeated.repeat(times) + end;
}

for (const [pattern, parts] of [
  ["/(\\w+)+x", ["(\\w+)+"]],
  ["/(a|a)*b", ["(a|a)*"]],
  ["/(a|b|[ab])*c", ["(a|b|[ab])*"]],
  ["/(?:a|b|ab)*c", ["(?:a|b|ab)*"]],
  ["/([a-z]+-?)+", ["([a-z]+-?)+"]],
  ["/(\\d+|\\w+)*!", ["(\\d+|\\w+)*"]],
  ["/(x+x+)+y", ["(x+x+)+"]],
  ["/(a*)*b", ["(a*)*"]],
  ["/((a+)*|b)c", ["(a+)*"]],
  ["/(?:.|x)*y", ["(?:.|x)*"]],
  ["/(\\S+)*/x", ["(\\S+)*"]],
  ["/\\d{4}([a-z]+)+\\.html", ["([a-z]+)+"]],
  ["/(?<year>(?:\\d+)+)x", ["(?:\\d+)+"]],
  ["/(a{1,50}){1,50}b", ["(a{1,50}){1,50}"]],
] as const) {
  test(`${pattern} is found to double, and a text shows it`, () => {
    const found = findExplosion(pattern, "");

    assert.ok(found);
    assert.deepEqual([found.degree, found.parts], [Infinity, parts]);
    assert.doesNotMatch(textOf(found, 5), new RegExp(`^(?:${pattern})$`));
    const [few, more] = [stepsOfMatch(pattern, textOf(found, 6)), stepsOfMatch(pattern, textOf(found, 10))];
    assert.ok(more > 8 * few, `${few} steps, then ${more}`);
  });
}

for (const [pattern, degree, parts] of [
  ["/(.*)-(.*)x", 2, [".*", ".*"]],
  ["/(.*)/a/(.*)/b/(.*)", 2, [".*", ".*"]],
  ["/([^/]+)\\.([^/]+)", 2, ["[^/]+", "[^/]+"]],
  ["/(a+){2}b", 2, ["a+", "a+"]],
  ["/(.*)/a/(.*)/b/(.*)/c", 3, [".*", ".*", ".*"]],
  ["/[a-z]+[0-9a-z]+[a-z]+", 3, ["[a-z]+", "[0-9a-z]+", "[a-z]+"]],
  ["/.*.*.*.*x", 4, [".*", ".*", ".*", ".*"]],
] as const) {
  test(`${pattern} is found to grow with the power ${degree} of a path's length`, () => {
    const found = findExplosion(pattern, "");

    assert.deepEqual([found?.degree, found?.parts], [degree, parts]);
  });
}

test("a text shows that the square of the length counts", () => {
  for (const pattern of ["/(.*)-(.*)x", "/([^/]+)\\.([^/]+)", "/(a+){2}b"]) {
    const found = findExplosion(pattern, "");
    assert.ok(found);

    const [few, more] = [stepsOfMatch(pattern, textOf(found, 20)), stepsOfMatch(pattern, textOf(found, 80))];

    assert.ok(more > 10 * few, `${pattern}: ${few} steps, then ${more}`);
  }
});

for (const pattern of [
  // of Tornado's documentation, tests and demos
  "/(.*?)/(.*?)/(.*)",
  "/slashes/([^/]*)/([^/]*)",
  "/optional_path/(.+)?",
  "/decode_arg_kw/(?<arg>.*)",
  "/twitter/api/users/show/(.*)\\.json",
  "/api\\.v1/foo/([0-9]+)/icon\\.png",
  "/entry/([^/]+)",
  "/.*handler",
  "/app1.*",
  "/(apple-touch-icon\\.png)",
  // of applications
  "/",
  "/([^/]+)/([^/]+)",
  "/(.*)/(.*)",
  "/(.*)-(.*)-(.*)",
  "/(.*)\\.(png|jpg|gif)",
  "/((?:[^/]+/)*)index\\.html",
  "(/[^/]*)+/x",
  "/([\\w-]+(?:\\.[\\w-]+)*)@x",
  "/(?:[^/]+/)+([^/]+)",
  "/([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})/([a-z0-9-]+)",
  "/-?\\d{1,309}(?:\\.\\d{1,309})?",
  "/a{1,50}a{1,50}a{1,50}b",
  "/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})",
  "/(a|ab)*c",
  "/(?:a{0,3}b)*c",
  "/(a?){3}b",
  "/([^/]+?)(?:/([^/]+?))?/?",
  "/(.*)*",
  "(www\\.)?[a-z0-9-]+\\.example\\.com",
  "(?:[a-z0-9-]+\\.)*example\\.com",
  "/((?:(?!/admin).)*)/x",
  "/[*+]+[)(]{2,}x",
]) {
  test(`${pattern} is let pass`, () => {
    assert.equal(findExplosion(pattern, ""), undefined);
  });
}

test("flags count: letters of both cases are the same with i", () => {
  assert.equal(findExplosion("/(a|A)*b", ""), undefined);
  assert.equal(findExplosion("/(a|A)*b", "i")?.degree, Infinity);
});

test("an expression of thousands of parts is not looked at for long", () => {
  const long = `/${Array.from({ length: 2000 }, (_, index) => `(a|b${index})*`).join("")}x`;

  assert.throws(() => findExplosion(long, ""), UndecidedError);
});

for (const [pattern, degree, flags = ""] of [
  // Bytes from 0x80 on come in paths too: U+00A0 is white space.
  ["/h/\\s*(.*?)\\s*/z", 3],
  ["/[^a-z]*\\W*x", 2],
  ["/[\\x80-\\xff]+[\\x80-\\xff]+x", 2],
  // what is repeated up to a limit
  ["/.{0,5000}.{0,5000}.{0,5000}x", 3],
  ["/(?:\\w{1,40}){1,40}!", Infinity],
  ["/(\\w{0,9}){20}!", Infinity],
  [`/${"a?".repeat(30)}b`, Infinity],
  ["/(a?){30}a{30}b", Infinity],
  // lookarounds
  ["/(?=(a+)+x).*", Infinity],
  ["/(?!.*(?:\\w|\\d)*x).*", Infinity],
  ["/(?:(?!.*x).)*y", 2],
  ["/(?:(?!.*-.*x).)*y", 3],
  ["/.*(?<=.*-.*x)", 3],
  ["/(?!a)(\\w+)+x", Infinity],
  // references
  ["/(\\w*)\\1x", 2],
  ["/(?<a>\\w*)\\k<a>\\k<a>x", 3],
  ["/(.*)/\\1", 2],
  ["/(?:(\\w+)\\1?)+x", Infinity],
  // flags
  ["/[\\w--\\d]*[[a-z]&&[a-f]]*x", 2, "v"],
  ["/(?:a|\\p{L})*x", Infinity, "u"],
] as const) {
  test(`${pattern} ${flags} is found to grow with the power ${degree}`, () => {
    assert.equal(findExplosion(pattern, flags)?.degree, degree);
  });
}

for (const [pattern, flags = ""] of [
  ["/(?!admin/)(.*)"],
  ["/(?!.*\\.php$)(.*)"],
  ["/((?!admin)[^/]+)/x"],
  ["/(?:(?!\\.\\.)[^?])*"],
  ["/(?<=/)([^/]+)"],
  ["/([a-z]{2})/\\1"],
  ["/(\\w{1,20})\\1x"],
  ["/\\w{0,20}\\w{0,20}x"],
  ["/[\\w--\\d]*/[[a-z]&&[a-f]]*x", "v"],
  ["/\\08\\9\\k"],
] as const) {
  test(`${pattern} ${flags} is let pass, too`, () => {
    assert.equal(findExplosion(pattern, flags), undefined);
  });
}

test("the longest text that is cheap follows from the power and from the limits of repetitions", () => {
  const longestOf = (pattern: string) => findExplosion(pattern, "")?.longest ?? Infinity;

  assert.equal(longestOf("/(.*)-(.*)x"), 1_500);
  assert.ok(longestOf("/.*.*.*x") < 200);
  assert.ok(longestOf("/.{0,100}.*x") > 10_000);
  assert.equal(longestOf("/(a+)+b"), 0);
});
