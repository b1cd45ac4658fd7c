import assert from "node:assert/strict";
import { test } from "node:test";
import { PathPattern } from "#typhoon/web/routing/path-pattern.js";

for (const [pattern, literal, prefix] of [
  ["/", "/", "/"],
  ["/about$", "/about", "/about"],
  ["^/about$", "/about", "/about"],
  ["/robots\\.txt", "/robots.txt", "/robots.txt"],
  ["/robots.txt", undefined, "/robots"],
  ["/story/([0-9]+)", undefined, "/story/"],
  ["/ab?", undefined, "/a"],
  ["/ab{2}", undefined, "/a"],
  ["/a\\/?", undefined, "/a"],
  ["/a|/b", undefined, ""],
  ["/(a|b)", undefined, "/"],
  ["/[|]x", undefined, "/"],
  ["/\\d", undefined, "/"],
  ["//path", "//path", "//path"],
] as const) {
  test(`PathPattern finds the plain text in ${pattern}`, () => {
    const found = new PathPattern(pattern);

    assert.deepEqual([found.literal, found.prefix], [literal, prefix]);
  });
}

for (const [pattern, path, matches] of [
  ["/a", "/a", true],
  ["/a", "/ab", false],
  ["/a", "/x/a", false],
  ["/a|/b", "/b", true],
  ["/a|/b", "/a/more", false],
  ["/a$|/b$", "/a", true],
  ["/ab?", "/a", true],
  [/\/CaSe/i, "/case", true],
  [/\/g(\d)/g, "/g1", true],
] as const) {
  test(`PathPattern ${pattern} ${matches ? "matches" : "does not match"} ${path}`, () => {
    const found = new PathPattern(pattern);

    assert.equal(found.match(path) !== undefined, matches);
    assert.equal(found.match(path) !== undefined, matches, "the same again: no state is kept");
  });
}

test("PathPattern gives positional groups in order, undefined for one that took no part", () => {
  assert.deepEqual(new PathPattern("/(a)?/(b.*)").match("//b%2F"), {
    pathArgs: [undefined, "b%2F"],
    pathKwargs: undefined,
  });
});

test("PathPattern gives named groups in Python's and in JavaScript's notation", () => {
  for (const pattern of ["/(?P<year>\\d+)/(?P<day>\\d+)", "/(?<year>\\d+)/(?<day>\\d+)"]) {
    assert.deepEqual(new PathPattern(pattern).match("/2026/11"), {
      pathArgs: [],
      pathKwargs: { year: "2026", day: "11" },
    });
  }
});

test("PathPattern refuses groups of which only some have names", () => {
  assert.throws(() => new PathPattern("/(?P<a>x)/(y)"), /either all named or all positional/);
});

for (const [pattern, args, path] of [
  ["/user/(\\d+)$", [7], "/user/7"],
  ["/a/([^/]+)/b/(.*)", ["x y", "1/2"], "/a/x%20y/b/1/2"],
  ["/(?P<n>\\w+)\\.html", ["é"], "/%C3%A9.html"],
  ["/plain", [], "/plain"],
] as const) {
  test(`PathPattern ${pattern} is reversed to ${path}`, () => {
    assert.equal(new PathPattern(pattern).reverse(args), path);
  });
}

for (const pattern of ["/a.b", "/((a)b)", "/(?:a)/(b)", "/\\d", "/a|/b", "/x+"]) {
  test(`PathPattern ${pattern} cannot be reversed`, () => {
    assert.throws(() => new PathPattern(pattern).reverse([]), /Cannot reverse url regex/);
  });
}

test("PathPattern cannot be reversed with another number of arguments than it has groups", () => {
  assert.throws(() => new PathPattern("/(a)").reverse([1, 2]), /takes 1 arguments: 2 were given/);
});
