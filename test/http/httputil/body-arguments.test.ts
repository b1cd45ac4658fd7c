import assert from "node:assert/strict";
import { test } from "node:test";
import { type FormOptions, HTTPInputError, parseBodyArguments } from "typhoon/httputil";

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
    assert.deepEqual(texts(parseBodyArguments(form, Buffer.from(body)).arguments), expected);
  });
}

test("parseBodyArguments() accepts parameters and any case in the content type", () => {
  const args = parseBodyArguments("Application/X-WWW-Form-Urlencoded; charset=UTF-8", Buffer.from("a=1"));

  assert.deepEqual(texts(args.arguments), { a: ["1"] });
});

test("parseBodyArguments() leaves bodies of other types alone", () => {
  assert.equal(parseBodyArguments("application/json", Buffer.from("a=1")).arguments.size, 0);
});

test("parseBodyArguments() refuses a form that is compressed", () => {
  assert.throws(() => parseBodyArguments(form, Buffer.from("a=1"), "gzip"), HTTPInputError);
});

for (const [what, options, body] of [
  ["fields", { maxFields: 2 }, "a=1&b=2&c=3"],
  ["bytes in a field", { maxFieldSize: 5 }, "a=1&name=x"],
  ["bytes in a name", { maxFieldSize: 5 }, "a=1&longer"],
] as const) {
  test(`parseBodyArguments() answers more ${what} than allowed with 413`, () => {
    const parse = (limits: FormOptions) => parseBodyArguments(form, Buffer.from(body), undefined, limits);

    assert.throws(() => parse(options), { statusCode: 413 });
    assert.ok(parse({ maxFields: 3, maxFieldSize: 6 }).arguments.size > 0);
  });
}

test("parseBodyArguments() reads a form of a million separators and broken escapes", () => {
  const { arguments: found } = parseBodyArguments(
    form,
    Buffer.from(`a=${"%".repeat(500_000)}${"&".repeat(500_000)}`),
  );

  assert.equal(found.get("a")?.[0]?.length, 500_000);
});

test("a limit that is no number from 0 is refused", () => {
  assert.throws(() => parseBodyArguments(form, Buffer.from("a=1"), undefined, { maxFields: -1 }), RangeError);
});
