import assert from "node:assert/strict";
import { test } from "node:test";
import { DictLoader, Template } from "typhoon/template";

const generate = (source: string, names: Record<string, unknown>) => new Template(source).generate(names);

const hostile = [
  "{{ 1 + 1 }}",
  "{% set x = 1 %}{% end %}",
  "{# no comment #}",
  "$" + "{1 + 1}",
  "`" + "$" + "{1}`",
  "\\u0041\\n\\",
  "\"); throw new Error('out'); (\"",
  "'); throw 1; ('",
  "*/ throw 1 /*",
  "\u2028\u2029\r\n",
  "</script><script>",
  "_tt_out",
];

for (const data of hostile) {
  test(`data is printed and never evaluated: ${JSON.stringify(data)}`, () => {
    const text = "{% for x in [data] %}{% raw x %}{% apply same %}{% raw data %}{% end %}{% end %}";

    assert.equal(generate(text, { data, same: (value: string) => value }), data + data);
    assert.doesNotMatch(generate("{{ data }}", { data }), /[<>"']/);
  });
}

for (const data of hostile.filter((text) => !/^\{[{%#]/.test(text))) {
  test(`text of a template is text: ${JSON.stringify(data)}`, () => {
    assert.equal(generate(data, {}), data);
  });
}

test("names of Object.prototype are not in a namespace unless they are given", () => {
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    assert.throws(() => generate(`{{ ${name} }}`, {}), { code: "ERR_TEMPLATE_NAME" });
    assert.equal(generate(`{{ ${name} }}`, JSON.parse(`{"${name}": "given"}`)), "given");
  }
});

test("what has been put into Object.prototype is not in a namespace", (t) => {
  t.after(() => Reflect.deleteProperty(Object.prototype, "polluted"));
  Reflect.set(Object.prototype, "polluted", "yes");

  assert.throws(() => generate("{{ polluted }}", {}), { code: "ERR_TEMPLATE_NAME" });
  assert.equal(generate("{{ typeof polluted }}", {}), "undefined");
});

test("a namespace that data has come into cannot switch escaping off", () => {
  const names = JSON.parse('{"xhtmlEscape": "none", "data": "<b>"}');

  assert.throws(() => generate("{{ data }}", names), /Cannot escape with xhtmlEscape/);
});

test("names of the compiled code are no names of a template", () => {
  for (const name of ["_tt_out", "_tt_scope", "arguments", "eval", "\\u0065val"]) {
    assert.throws(() => new Template(`{{ ${name} }}`), { code: "ERR_TEMPLATE_PARSE" });
  }
  assert.equal(generate("{{ a }}", { a: 1, _tt_out: "x", _tt_scope: "y" }), "1");
});

test("what Node.js adds to the language is no name of a template", () => {
  for (const name of ["process", "require", "globalThis", "Buffer", "fetch"]) {
    assert.throws(() => generate(`{{ ${name} }}`, {}), { code: "ERR_TEMPLATE_NAME" });
  }
});

test("a template's name cannot become code", () => {
  const name = "x.html\n*/ throw new Error('out') //";
  const loader = new DictLoader({ [name]: "{{ 1 }}{{ null.x }}" });

  assert.throws(() => loader.load(name).generate(), TypeError);
});

test("import() is refused, and a property of that name is not", () => {
  assert.throws(
    () => generate("{{ import('node:fs') }}", {}),
    /template loads no modules: give what it needs/,
  );
  assert.equal(generate("{{ job.import(2) }}", { job: { import: (count: number) => count } }), "2");
});
