import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCookie, parseCookie } from "typhoon/httputil";

test("formatCookie() writes the attributes in the alphabet's order", () => {
  const line = formatCookie("name", "value", {
    secure: true,
    sameSite: "Lax",
    path: "/",
    maxAgeMs: 5000,
    httpOnly: true,
    expires: new Date(Date.UTC(2026, 10, 21, 9, 29, 22)),
    domain: "x.com",
  });

  assert.equal(
    line,
    "name=value; Domain=x.com; expires=Sat, 21 Nov 2026 09:29:22 GMT; HttpOnly; Max-Age=5; Path=/; SameSite=Lax; Secure",
  );
});

test("formatCookie() writes Max-Age=0, which drops the cookie at once", () => {
  assert.equal(formatCookie("a", "b", { maxAgeMs: 0 }), "a=b; Max-Age=0; Path=/");
});

test("formatCookie() prefers expires to expiresDays", () => {
  assert.match(formatCookie("a", "b", { expires: 0, expiresDays: 9 }), /expires=Thu, 01 Jan 1970/);
});

test("formatCookie() counts expiresDays from now", (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 0 });

  assert.match(formatCookie("a", "b", { expiresDays: 1 }), /expires=Fri, 02 Jan 1970 00:00:00 GMT/);
});

test("formatCookie() leaves an empty path out", () => {
  assert.equal(formatCookie("a", "b", { path: "" }), "a=b");
});

for (const [value, written] of [
  ["plain-value_1.~|", "plain-value_1.~|"],
  ["a,b", '"a\\054b"'],
  ["a;b", '"a\\073b"'],
  ['a"b', '"a\\"b"'],
  ["a\\b", '"a\\\\b"'],
  ["é", '"\\351"'],
  ["a=b/c", '"a=b/c"'],
] as const) {
  test(`formatCookie() writes the value ${value} as ${written}, and parseCookie() reads it back`, () => {
    const line = formatCookie("k", value, { path: "" });

    assert.equal(line, `k=${written}`);
    assert.equal(parseCookie(line).get("k"), value);
  });
}

test("formatCookie() refuses a value with spaces, control characters or characters beyond U+00FF", () => {
  assert.throws(() => formatCookie("k", "a b"), /Invalid cookie k: "a b"/);
  assert.throws(() => formatCookie("k", "a\r\nSet-Cookie: x=1"), /Invalid cookie k/);
  assert.throws(() => formatCookie("k", "€"), /encodeURIComponent/);
});

test("formatCookie() refuses a name that is no token or is an attribute's", () => {
  for (const name of ["", "a b", "a;b", "a=b", "é", "Path", "expires"]) {
    assert.throws(() => formatCookie(name, "v"), TypeError, name);
  }
});

test("formatCookie() refuses attributes that could end and begin another", () => {
  assert.throws(() => formatCookie("k", "v", { domain: "x.com; Secure" }), /Invalid cookie attribute domain/);
  assert.throws(() => formatCookie("k", "v", { path: "/\x7f" }), /Invalid cookie attribute path/);
  assert.throws(() => formatCookie("k", "v", { path: "/a b" }), /Invalid cookie attribute path/);
  assert.throws(() => formatCookie("k", "v", { maxAgeMs: Number.NaN }), RangeError);
});

for (const [text, expected] of [
  ["a=b; c=d", { a: "b", c: "d" }],
  ["a=b;c=d;a=e", { a: "e", c: "d" }],
  ["chips=ahoy; vienna=finger=1", { chips: "ahoy", vienna: "finger=1" }],
  [
    'keebler="E=mc2; L=\\"Loves\\"; fudge=\\012;"',
    { keebler: '"E=mc2', L: '\\"Loves\\"', fudge: "\\012", "": '"' },
  ],
  ['a="x\\073y\\"z\\\\"', { a: 'x;y"z\\' }],
  ["justvalue", { "": "justvalue" }],
  [" ; =; a = b ", { a: "b" }],
  ['a="', { a: '"' }],
  ["a=b=c; __proto__=x", { a: "b=c", ["__proto__"]: "x" }],
] as const) {
  test(`parseCookie() reads ${text}`, () => {
    assert.deepEqual([...parseCookie(text)], Object.entries(expected));
  });
}

test("parseCookie() undoes every escape of a value of a hundred thousand", () => {
  assert.equal(parseCookie(`a="${"\\134".repeat(100_000)}"`).get("a"), "\\".repeat(100_000));
});
