import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ParseError, Template } from "typhoon/template";
import { packageFolder } from "../../support/start-program.ts";

const guide = readFileSync(join(packageFolder, "docs/guide/templates.md"), "utf8");
const rows = [...guide.matchAll(/^\| `` (.+) `` \| `` (.+) `` \|$/gm)].map(([, python = "", js = ""]) => [
  python,
  js,
]);

test("the guide has a table of Python and JavaScript", () => assert.ok(rows.length > 20));

for (const [python = "", javascript = ""] of rows) {
  test(`Python's ${python} is refused, and ${javascript} is understood`, () => {
    const source = python === "x=1" ? "f(x=1)" : python;

    assert.throws(
      () => new Template(`\n{{ ${source} }}`, { name: "page.html" }),
      (error) =>
        error instanceof ParseError &&
        / at page\.html:2$/.test(error.message) &&
        /write /.test(error.message),
    );
    assert.ok(new Template(`{{ ${javascript} }}`).code);
  });
}

for (const source of [
  "{{ f(f(1, x=2)) }}",
  "{% set y = f(x=1) %}",
  "{% apply f(x=1) %}{% end %}",
  "{% module Template('a.html', message=message) %}",
  "{% raw _('a %(b)s') % { b } %}",
  "{% for x in (1, 2) %}{% end %}",
  "{{ x is None }}",
  "{% if x = 1 %}{% end %}",
  "{% if a %}{% elif b = 2 %}{% end %}",
  "{% while x = 1 %}{% end %}",
  "{% if (x := 1) %}{% end %}",
  "{{ (x += 1) }}",
  "{{ xs.map((x) => y = x) }}",
  "{{ a, b }}",
  "{% raw a, b %}",
  "{% set a = 1, 2 %}",
  "{% set a = 1, b = 2 %}",
  "{% for x in 1, 2 %}{% end %}",
  "{% try %}{% except A, B %}{% end %}",
]) {
  test(`refuses ${source} with what to write`, () => {
    assert.throws(() => new Template(source), { name: "ParseError", message: /write / });
  });
}

for (const [source, expected] of [
  ["{{ xs.map((q = 1) => q) }}", "1,2"],
  ["{{ 7 % 4 }}", "3"],
  ["{{ n /* half */ / 2 }}", "2"],
  ["{{ n // the number }}", "4"],
  ["{{ (() => { for (const k in obj) return k })() }}", "a"],
  ["{{ n > 1 ? n > 2 : n > 3 }}", "true"],
  ["{{ [1, 2][0] + 1 }}", "2"],
  ["{{ (function (a, b = 2) { return a + b })(1) }}", "3"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template's own template literal
  ["{{ `${xs.map((x) => `<${x}>`)}` }}", "&lt;1&gt;,&lt;2&gt;"],
  ["{% for (k, v) in [[1, 2]] %}{{ k }}{{ v }}{% end %}", "12"],
  ["{{ ((a = 1) => { let b = a; b += 1; return b })() }}", "2"],
  ["{% set a, b = 1, 2 %}{% set a = b = 3 %}{{ a }}{{ b }}", "33"],
  ["{% set {a, b = 3} = obj %}{{ a }}{{ b }}", "13"],
  ["{% for xs in xs %}{{ xs }}{% end %}", "12"],
  ["{% for x of [[1], [2]] %}{% for x of x %}{{ x }}{% end %}{% else %}!{% end %}", "12!"],
  ["{% for i, (k, v) in [[0, [1, 2]]] %}{{ v }}{% end %}", "2"],
] as const) {
  test(`${source} has the meaning of JavaScript`, () => {
    assert.equal(new Template(source).generate({ xs: [1, 2], n: 4, obj: { a: 1 } }), expected);
  });
}

const falsy = [
  undefined,
  null,
  false,
  0,
  "",
  [],
  {},
  new Map(),
  new Set(),
  Buffer.alloc(0),
  Object.create(null),
];
const truthy = [
  true,
  1,
  "a",
  [0],
  { a: 1 },
  new Map([[1, 1]]),
  new Set([1]),
  new Date(0),
  new (class A {})(),
  () => 1,
];

test("a condition is true as in Tornado", () => {
  const template = new Template(
    "{% if x %}1{% else %}0{% end %}{% if !x || (x && no) %}0{% elif x %}1{% end %}",
  );

  assert.deepEqual(
    falsy.map((x) => template.generate({ x, no: [] })),
    falsy.map(() => "00"),
  );
  assert.deepEqual(
    truthy.map((x) => template.generate({ x, no: [] })),
    truthy.map(() => "11"),
  );
  assert.equal(new Template("{% while xs %}{{ xs.pop() }}{% end %}").generate({ xs: [1, 2] }), "21");
  assert.equal(
    new Template("{% if xs.length > 1 && !none.length // of both\n %}y{% end %}").generate({
      xs: [1, 2],
      none: [],
    }),
    "y",
  );
});

test("a loop over nothing, and one that takes nothing apart, name what they are and where", () => {
  const none = new Template("\n{% for x in none %}{% end %}", { name: "page.html" });
  const apart = new Template("\n{% for k, v in xs %}{% end %}", { name: "page.html" });

  assert.throws(() => none.generate({ none: undefined }), {
    name: "TypeError",
    message: "Cannot loop over none because it is undefined, in page.html:2: write a list, such as x ?? []",
  });
  assert.throws(() => apart.generate({ xs: [1] }), {
    message: "Cannot take a value of the loop apart because it is no list, in page.html:2",
  });
});

test("a function of a directive that is none is named without what the template was compiled to", () => {
  const template = new Template("\n{% apply x %}{% end %}", { name: "page.html" });

  assert.throws(() => template.generate({ x: 1 }), {
    message: "Cannot apply a value because it is no function, in page.html:2: write {% apply name %}",
  });
});

test("a condition evaluates what it tests once", () => {
  let count = 0;
  const page = new Template("{% if f() && !(g() || f()) %}{% else %}no{% end %}");

  assert.equal(page.generate({ f: () => [++count], g: () => null }), "no");
  assert.equal(count, 2);
});

test("a byte order mark in front of a template is no part of the page", () => {
  assert.equal(new Template("\ufeff<p>").generate(), "<p>");
});
