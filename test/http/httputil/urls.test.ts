import assert from "node:assert/strict";
import { test } from "node:test";
import { urlConcat } from "typhoon/httputil";
import { encodePath } from "#typhoon/http/httputil/internal.js";

const added = [
  ["y", "y"],
  ["z", "z"],
] as const;

for (const [url, args, expected] of [
  ["https://localhost/path", added, "https://localhost/path?y=y&z=z"],
  ["https://localhost/path?", added, "https://localhost/path?y=y&z=z"],
  ["https://localhost/path?x", added, "https://localhost/path?x=&y=y&z=z"],
  ["https://localhost/path?x&", added, "https://localhost/path?x=&y=y&z=z"],
  ["https://localhost/path?a=1&b=2", added, "https://localhost/path?a=1&b=2&y=y&z=z"],
  ["https://localhost/path?r=1&t=2", [["r", "3"]], "https://localhost/path?r=1&t=2&r=3"],
  ["https://localhost/path#tab", added, "https://localhost/path?y=y&z=z#tab"],
  ["https://localhost/path?a=1#tab?b", added, "https://localhost/path?a=1&y=y&z=z#tab?b"],
  ["https://localhost/path?r=1", [], "https://localhost/path?r=1"],
  ["/p", [["é a", "&=+/"]], "/p?%C3%A9+a=%26%3D%2B%2F"],
  ["/p?q=%E9+x", [["a", "1"]], "/p?q=%E9+x&a=1"],
] as const) {
  test(`urlConcat() adds ${JSON.stringify(args)} to ${url}`, () => {
    assert.equal(urlConcat(url, args), expected);
  });
}

test("urlConcat() takes a record, and nothing at all", () => {
  assert.equal(urlConcat("/p", { a: "1", b: Buffer.from([0xe9]) }), "/p?a=1&b=%E9");
  assert.equal(urlConcat("/p?x", undefined), "/p?x");
});

for (const [value, shown] of [
  [undefined, "undefined"],
  [null, "null"],
  [7, "7"],
  [{ toString: () => assert.fail("it is called") }, "of type object"],
  [Symbol("s"), "of type symbol"],
] as const) {
  test(`urlConcat() names the argument whose value is ${shown}`, () => {
    const args: object = { scope: "email", client_id: value };

    assert.throws(() => Reflect.apply(urlConcat, undefined, ["/p", args]), {
      name: "TypeError",
      message: `Cannot add the argument "client_id" to a URL because its value is ${shown}: pass a string or a Uint8Array, or leave it out`,
    });
  });
}

test("encodePath() keeps slashes and encodes everything that is not plain", () => {
  assert.equal(encodePath("a/b c?'(é)"), "a/b%20c%3F%27%28%C3%A9%29");
});
