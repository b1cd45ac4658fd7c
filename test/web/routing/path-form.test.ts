import assert from "node:assert/strict";
import { test } from "node:test";
import { PathPattern } from "typhoon/routing";

const id = "7d444840-9dc0-11d1-b245-5ffdce74fad2";

const found: readonly (readonly [pattern: string, path: string, values?: Record<string, unknown>])[] = [
  ["/users/:id", "/users/7", { id: "7" }],
  ["/users/:id", "/users/"],
  ["/users/:id", "/users/7/"],
  ["/users/:id", "/users/7/8"],
  ["/users/:id", "/users/a%2Fb", { id: "a%2Fb" }],
  ["/:a/x/:b", "/1/x/2", { a: "1", b: "2" }],
  ["/:a/:b/", "/1/2/", { a: "1", b: "2" }],
  ["/n/:n(integer)", "/n/42", { n: 42 }],
  ["/n/:n(integer)", "/n/-007", { n: -7 }],
  ["/n/:n(integer)", "/n/-0", { n: 0 }],
  ["/n/:n(integer)", "/n/9007199254740991", { n: 9_007_199_254_740_991 }],
  ["/n/:n(integer)", "/n/9007199254740992"],
  ["/n/:n(integer)", "/n/1.5"],
  ["/n/:n(integer)", "/n/1e3"],
  ["/n/:n(integer)", "/n/0x10"],
  ["/n/:n(integer)", "/n/"],
  ["/n/:n(integer)", "/n/+1"],
  ["/n/:n(number)", "/n/-1.50", { n: -1.5 }],
  ["/n/:n(number)", "/n/3", { n: 3 }],
  ["/n/:n(number)", "/n/1."],
  ["/n/:n(number)", "/n/.5"],
  ["/n/:n(number)", "/n/Infinity"],
  ["/n/:n(number)", `/n/${"9".repeat(309)}`],
  ["/u/:u(uuid)", `/u/${id.toUpperCase()}`, { u: id }],
  ["/u/:u(uuid)", `/u/${id}0`],
  ["/u/:u(uuid)", `/u/${id.replaceAll("-", "")}`],
  ["/f/:rest(path)", "/f/a/b//c", { rest: "a/b//c" }],
  ["/f/:rest(path)", "/f/"],
  ["/r/:id.json", "/r/7.json", { id: "7" }],
  ["/r/:id.json", "/r/a.json.json", { id: "a.json" }],
  ["/r/:id.json", "/r/7xjson"],
  ["/r/:id.json", "/r/.json"],
  ["/r/:id(integer)-draft/x", "/r/7-draft/x", { id: 7 }],
  ["/a.b/:c", "/axb/1"],
  ["/café/:c", "/caf%C3%A9/1", { c: "1" }],
  ["/@me/:c/~x;y=1", "/@me/1/~x;y=1", { c: "1" }],
  ["/:constructor/:toString", "/1/2", { constructor: "1", toString: "2" }],
];
for (const [pattern, path, values] of found) {
  test(`PathPattern ${pattern} finds ${JSON.stringify(values)} in ${path}`, () => {
    assert.deepEqual(new PathPattern(pattern).match(path)?.pathKwargs, values);
  });
}

test("a path with parameters begins as its text does, so that it is found by that", () => {
  const { prefix, literal, groupCount } = new PathPattern("/api/v1/users/:id/files/:name");

  assert.deepEqual([prefix, literal, groupCount], ["/api/v1/users/", undefined, 2]);
});

for (const [pattern, parameters, template] of [
  ["/about", [], "/about"],
  ["/users/:id", [{ name: "id", type: "string" }], "/users/{id}"],
  [
    "/u/:id(integer)/:rest(path)",
    [
      { name: "id", type: "integer" },
      { name: "rest", type: "path" },
    ],
    "/u/{id}/{rest}",
  ],
  ["/r/:id(uuid).json", [{ name: "id", type: "uuid" }], "/r/{id}.json"],
  ["/(?P<y>\\d+)\\.x", [{ name: "y", type: "string", pattern: "^(?:\\d+)$" }], "/{y}.x"],
  ["/(?<y>a|b)", [{ name: "y", type: "string", pattern: "^(?:a|b)$" }], "/{y}"],
  ["/(?<y>\\d+)/?", [{ name: "y", type: "string" }], undefined],
  ["/(\\d+)", [], undefined],
] as const) {
  test(`PathPattern ${pattern} is described as ${template}`, () => {
    const found = new PathPattern(pattern);

    assert.deepEqual([found.parameters, found.template], [parameters, template]);
  });
}

for (const [pattern, path] of [
  ["/host/([^/:a]+)", "/host/b"],
  ["/\\:id", "/:id"],
  ["/[:]id", "/:id"],
  ["/:", "/:"],
  ["/:9", "/:9"],
  ["/things:all", "/things:all"],
  ["/(?:id)", "/id"],
  [/\/:id/, "/:id"],
] as const) {
  test(`PathPattern ${pattern} is a regular expression, colon and all`, () => {
    const found = new PathPattern(pattern);

    assert.deepEqual([found.isPathForm, found.match(path)?.pathKwargs], [false, undefined]);
    assert.ok(found.match(path));
  });
}

for (const [pattern, sentence] of [
  ["/users/:id/*", /has no \* of a regular expression: write :name\(path\)/],
  ["/users/:id?", /two rules for an optional part/],
  ["^/users/:id$", /has no \^ /],
  ["/:id/(\\d+)", /has no \( .* If the colon is meant as such, write \[:\]/],
  ["/:id(\\d+)", /type of :id has to be one of string, integer, number, uuid, path: current value is \\d\+/],
  ["/:id(int)", /current value is int\. .*named group, \/\(\?<id>\.\.\.\)/],
  ["/:id(toString)", /current value is toString/],
  ["/:a/:a", /two of its parameters are named a/],
  ["/:a-:b", /:b does not: put a slash before it/],
  ["/:id:cancel", /:cancel does not/],
  ["/:rest(path)/x", /type path takes all the rest/],
  ["x/:id", /begins with a slash/],
  ["/:__proto__", /no parameter can be named __proto__/],
] as const) {
  test(`PathPattern ${pattern} is refused with a sentence`, () => {
    assert.throws(() => new PathPattern(pattern), sentence);
  });
}

for (const [pattern, args, path] of [
  ["/users/:id(integer)", [7], "/users/7"],
  ["/users/:id(integer)", [{ id: 7 }], "/users/7"],
  ["/:a/x/:b", ["1/2", "é"], "/1%2F2/x/%C3%A9"],
  ["/:a/x/:b", [{ b: 2, a: 1 }], "/1/x/2"],
  ["/f/:rest(path)", ["a/b c"], "/f/a/b%20c"],
  ["/r/:id.json", ["x"], "/r/x.json"],
  ["/café/:c", [1], "/caf%C3%A9/1"],
  ["/(?P<y>\\d+)/(?<m>\\d+)", [{ m: 2, y: 1 }], "/1/2"],
] as const) {
  test(`PathPattern ${pattern} with ${JSON.stringify(args)} is reversed to ${path}`, () => {
    assert.equal(new PathPattern(pattern).reverse(args), path);
  });
}

for (const [pattern, args, sentence] of [
  ["/users/:id", [], /takes 1 arguments: 0 were given/],
  ["/users/:id", [{}], /id has no value/],
  ["/users/:id", [{ id: 1, x: 2 }], /x is not in it: it has id/],
  ["/users/:id", [""], /not of its parameter's type: the path would be \/users\/$/],
  ["/users/:id(integer)", ["x"], /the path would be \/users\/x/],
  ["/users/:id(integer)", [1.5], /not of its parameter's type/],
  ["/users/:id(number)", [Number.NaN], /not of its parameter's type/],
] as const) {
  test(`PathPattern ${pattern} cannot be reversed with ${JSON.stringify(args)}`, () => {
    assert.throws(() => new PathPattern(pattern).reverse(args), sentence);
  });
}
