import assert from "node:assert/strict";
import { test } from "node:test";
import { HTTPInputError, parseBodyArguments } from "typhoon/httputil";

const form = "application/x-www-form-urlencoded";
const texts = (args: Map<string, Buffer[]>) =>
  Object.fromEntries(
    [...args].map(([name, values]) => [name, values.map((value) => value.toString("latin1"))]),
  );

for (const [body, expected] of [
  ["a=1&b=2&a=3", { a: ["1", "3"], b: ["2"] }],
  ["a=&b", { a: [""], b: [""] }],
  ["&&a=1&", { a: ["1"] }],
  ["a=b=c", { a: ["b=c"] }],
  ["a=x+y%2Bz&%61b=%zz%4", { a: ["x y+z"], ab: ["%zz%4"] }],
  ["a=1;b=2", { a: ["1;b=2"] }],
  ["a=%e9%00", { a: ["\xe9\x00"] }],
] as const) {
  test(`parseBodyArguments() reads ${body}`, () => {
    assert.deepEqual(texts(parseBodyArguments(form, Buffer.from(body))), expected);
  });
}

test("parseBodyArguments() accepts parameters and any case in the content type", () => {
  const args = parseBodyArguments("Application/X-WWW-Form-Urlencoded; charset=UTF-8", Buffer.from("a=1"));

  assert.deepEqual(texts(args), { a: ["1"] });
});

test("parseBodyArguments() leaves bodies of other types alone", () => {
  assert.equal(parseBodyArguments("application/json", Buffer.from("a=1")).size, 0);
});

test("parseBodyArguments() refuses a form that is compressed", () => {
  assert.throws(() => parseBodyArguments(form, Buffer.from("a=1"), "gzip"), HTTPInputError);
});
