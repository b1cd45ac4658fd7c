import assert from "node:assert/strict";
import { test } from "node:test";
import { Template } from "typhoon/template";

const cases: readonly (readonly [
  title: string,
  source: string,
  names: Record<string, unknown>,
  page: string,
])[] = [
  ["nothing is printed for undefined and null", "[{{ a }}{{ b }}]", { a: undefined, b: null }, "[]"],
  ["0 and false are printed", "{{ 0 }} {{ false }}", {}, "0 false"],
  [
    "for goes through values, with in and with of",
    "{% for x in xs %}{{ x }}{% end %}{% for x of xs %}{{ x }}{% end %}",
    { xs: ["a", "b"] },
    "abab",
  ],
  [
    "for takes pairs apart",
    "{% for k, v in m %}{{ k }}={{ v }};{% end %}",
    { m: new Map([["a", 1]]) },
    "a=1;",
  ],
  [
    "for takes objects apart",
    "{% for { id, at: [x] } in xs %}{{ id }}{{ x }}{% end %}",
    { xs: [{ id: 1, at: [2] }] },
    "12",
  ],
  [
    "else of a loop is for one that came to its end",
    "{% for x in xs %}{% if x == 2 %}{% break %}{% end %}{% else %}all{% end %}{% while false %}{% else %}none{% end %}",
    { xs: [1, 3] },
    "allnone",
  ],
  [
    "break passes the else of its loop over",
    "{% for x in xs %}{% break %}{% else %}all{% end %}",
    { xs: [1] },
    "",
  ],
  [
    "break in the else of a loop is that of the loop around it",
    "{% for x in xs %}{{ x }}{% for y in [] %}{% else %}{% break %}{% end %}{% end %}",
    { xs: [1, 2] },
    "1",
  ],
  [
    "a loop's name hides one of the namespace within the loop",
    "{% for x in [1] %}{{ x }}{% end %}{{ x }}",
    { x: 9 },
    "19",
  ],
  ["elif", "{% if a %}a{% elif b %}b{% else %}c{% end %}", { a: 0, b: 1 }, "b"],
  ["if without a space", "{%if(a)%}a{%end%}", { a: 1 }, "a"],
  [
    "set keeps a value, over loops",
    "{% set n = 0 %}{% for x in xs %}{% set n += x %}{% end %}{{ n }}",
    { xs: [1, 2] },
    "3",
  ],
  ["set takes several values", "{% set a, b = b, a %}{{ a }}{{ b }}", { a: 1, b: 2 }, "21"],
  ["set takes values apart", "{% set {a, b: [c]} = o %}{{ a }}{{ c }}", { o: { a: 1, b: [2] } }, "12"],
  ["set compares nothing", "{% set o.x = 1 == 1 %}{{ o.x }}", { o: {} }, "true"],
  ["set may be any statement that is an expression", "{% set xs.push(2) %}{{ xs }}", { xs: [1] }, "1,2"],
  [
    "except chooses by class",
    "{% try %}{{ f() }}{% except RangeError %}r{% except TypeError as e %}{{ e.message }}{% end %}",
    {
      f: () => {
        throw new TypeError("no");
      },
    },
    "no",
  ],
  ["finally without except", "{% try %}a{% finally %}b{% end %}", {}, "ab"],
  [
    "a function is applied to what is escaped already",
    "{% apply f %}{{ x }}{% end %}",
    { x: "<", f: (text: string) => `[${text}]` },
    "[&lt;]",
  ],
  [
    "a string may hold the mark that ends an expression",
    "{{ '}}' + `%}$" + "{1}` }}{% if '%}' %}y{% end %}",
    {},
    "}}%}1y",
  ],
  [
    "an object may end an expression",
    "{{ {a: {b: 1}}.a.b }}{{ f({a: {b: 2}}) }}",
    { f: (o: { a: { b: number } }) => o.a.b },
    "12",
  ],
  ["a regular expression is one", "{{ x.replace(/}}[/\"]/, '') }} {{ 4 / 2 / 1 }}", { x: 'a}}"' }, "a 2"],
  ["a comment in an expression", "{{ x // }\n }} {{ x /* }} */ }} {{ x // no more }}", { x: 1 }, "1 1 1"],
  [
    "parameters of functions are not names of the namespace",
    "{{ xs.map(x => x + 1).filter((y, i) => i > 0) }}{{ [[1, 2]].map(([a, b]) => ({ a, b }).b) }}",
    { xs: [1, 2] },
    "32",
  ],
  [
    "a property may have the name of anything",
    "{{ o.missing }}{{ o?.missing }}{{ {missing: 1}.missing }}",
    { o: {} },
    "1",
  ],
  [
    "typeof asks for a name that may be missing",
    "{% if typeof x == 'undefined' %}no{% else %}{{ x }}{% end %}",
    {},
    "no",
  ],
  ["three braces are one and two", "{{{ x }}}", { x: 1 }, "{1}"],
  ["pre keeps its white space", "{% whitespace oneline %}<pre>\n  a\n</pre>", {}, "<pre>\n  a\n</pre>"],
  ["a no-break space is content", "{% whitespace oneline %}a \u00a0 b", {}, "a \u00a0 b"],
  ["bytes are UTF-8", "{{ x }}", { x: Buffer.from("é<") }, "é&lt;"],
  [
    "the built-in functions",
    "{% raw urlEscape('a b') %} {% raw jsonEncode([1]) %} {{ squeeze(' a  b ') }} {{ range(1, 6, 2) }}",
    {},
    "a+b [1] a b 1,3,5",
  ],
];

for (const [title, source, names, page] of cases) {
  test(title, () => {
    assert.equal(new Template(source).generate(names), page);
  });
}
