// The cases of Tornado's template_test, under its names, with expressions in JavaScript. A page is text here, not bytes.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { DictLoader, Loader, ParseError, Template } from "typhoon/template";

const generate = (source: string, names: Record<string, unknown> = {}) =>
  new Template(source).generate(names);

test("test_simple", () => assert.equal(generate("Hello {{ name }}!", { name: "Ben" }), "Hello Ben!"));

test("test_bytes", () =>
  assert.equal(generate("Hello {{ name }}!", { name: Buffer.from("Ben") }), "Hello Ben!"));

test("test_expressions", () => assert.equal(generate("2 + 2 = {{ 2 + 2 }}"), "2 + 2 = 4"));

test("test_comment", () =>
  assert.equal(generate("Hello{# TODO i18n #} {{ name }}!", { name: "Ben" }), "Hello Ben!"));

test("test_include", () => {
  const loader = new DictLoader({
    "index.html": '{% include "header.html" %}\nbody text',
    "header.html": "header text",
  });

  assert.equal(loader.load("index.html").generate(), "header text\nbody text");
});

test("test_extends", () => {
  const loader = new DictLoader({
    "base.html":
      "<title>{% block title %}default title{% end %}</title>\n<body>{% block body %}default body{% end %}</body>\n",
    "page.html":
      '{% extends "base.html" %}\n{% block title %}page title{% end %}\n{% block body %}page body{% end %}\n',
  });

  assert.equal(loader.load("page.html").generate(), "<title>page title</title>\n<body>page body</body>\n");
});

test("test_relative_load", () => {
  const loader = new DictLoader({
    "a/1.html": "{% include '2.html' %}",
    "a/2.html": "{% include '../b/3.html' %}",
    "b/3.html": "ok",
  });

  assert.equal(loader.load("a/1.html").generate(), "ok");
});

test("test_escaping", () => {
  assert.throws(() => new Template("{{"), ParseError);
  assert.throws(() => new Template("{%"), ParseError);
  assert.equal(generate("{{!"), "{{");
  assert.equal(generate("{%!"), "{%");
  assert.equal(generate("{#!"), "{#");
  assert.equal(generate("{{ 'expr' }} {{!jquery expr}}"), "expr {{jquery expr}}");
});

test("test_unicode_template", () => assert.equal(new Template(Buffer.from("é")).generate(), "é"));

test("test_unicode_literal_expression", () =>
  assert.equal(new Template(Buffer.from('{{ "é" }}')).generate(), "é"));

test("test_custom_namespace", () => {
  const loader = new DictLoader(
    { "test.html": "{{ inc(5) }}" },
    { namespace: { inc: (x: number) => x + 1 } },
  );

  assert.equal(loader.load("test.html").generate(), "6");
});

const upper = (text: string) => text.toUpperCase();

test("test_apply", () => assert.equal(generate("{% apply upper %}foo{% end %}", { upper }), "FOO"));

test("test_unicode_apply", () =>
  assert.equal(generate("{% apply upper %}foo é{% end %}", { upper }), "FOO É"));

test("test_bytes_apply", () => {
  const upperBytes = (text: string) => Buffer.from(text.toUpperCase());

  assert.equal(generate("{% apply upper %}foo é{% end %}", { upper: upperBytes }), "FOO É");
});

test("test_if", () => {
  const source = "{% if x > 4 %}yes{% else %}no{% end %}";

  assert.equal(generate(source, { x: 5 }), "yes");
  assert.equal(generate(source, { x: 3 }), "no");
});

test("test_if_empty_body", () => assert.equal(generate("{% if true %}{% else %}{% end %}"), ""));

// Upstream divides by zero, which is no error in JavaScript.
test("test_try", () => {
  const source = `{% try %}
try{% set y = inverse(x) %}
{% except %}-except
{% else %}-else
{% finally %}-finally
{% end %}`;
  const inverse = (x: number) => {
    if (x === 0) throw new RangeError("division by zero");
    return 1 / x;
  };

  assert.equal(generate(source, { x: 1, inverse }), "\ntry\n-else\n-finally\n");
  assert.equal(generate(source, { x: 0, inverse }), "\ntry-except\n-finally\n");
});

test("test_comment_directive", () => assert.equal(generate("{% comment blah blah %}foo"), "foo"));

test("test_break_continue", () => {
  const source = `{% for i in range(10) %}
    {% if i == 2 %}
        {% continue %}
    {% end %}
    {{ i }}
    {% if i == 6 %}
        {% break %}
    {% end %}
{% end %}`;

  assert.equal(generate(source).replace(/\s/g, ""), "013456");
});

test("test_break_outside_loop", () => {
  assert.throws(() => new Template("{% break %}"), ParseError);
});

test("test_break_in_apply", () => {
  const source = "{% for i in [] %}{% apply foo %}{% break %}{% end %}{% end %}";

  assert.throws(() => new Template(source), ParseError);
});

test("test_no_inherit_future", { skip: "Python's __future__ imports have no counterpart in JavaScript" });

test("test_non_ascii_name", () => {
  assert.equal(new DictLoader({ "tést.html": "hello" }).load("tést.html").generate(), "hello");
});

// Where upstream divides by zero, a property of nothing is read here.
const fails = "null.x";

function stackOf(templates: Record<string, string>, name: string, namespace = {}): string {
  try {
    new DictLoader(templates, { namespace }).load(name).generate();
  } catch (error) {
    assert.ok(error instanceof TypeError);
    return error.stack ?? "";
  }
  assert.fail("it did not throw");
}

test("test_error_line_number_expression", () => {
  const stack = stackOf({ "test.html": `one\ntwo{{${fails}}}\nthree\n        ` }, "test.html");

  assert.match(stack, /at test\.html:2$/m);
});

test("test_error_line_number_directive", () => {
  const stack = stackOf({ "test.html": `one\ntwo{%if ${fails}%}\nthree{%end%}\n        ` }, "test.html");

  assert.match(stack, /at test\.html:2$/m);
});

test("test_error_line_number_module", () => {
  const templates = { "base.html": "{% module Template('sub.html') %}", "sub.html": `{{${fails}}}` };
  const loader = new DictLoader(templates, {
    namespace: { _tt_modules: { Template: (path: string) => loader.load(path).generate() } },
  });

  assert.throws(
    () => loader.load("base.html").generate(),
    ({ stack }) => /at sub\.html:1$/m.test(stack) && /at base\.html:1$/m.test(stack),
  );
});

test("test_error_line_number_include", () => {
  const stack = stackOf({ "base.html": "{% include 'sub.html' %}", "sub.html": `{{${fails}}}` }, "base.html");

  assert.match(stack, /at sub\.html:1 \(via base\.html:1\)$/m);
});

test("test_error_line_number_extends_base_error", () => {
  const stack = stackOf({ "base.html": `{{${fails}}}`, "sub.html": "{% extends 'base.html' %}" }, "sub.html");

  assert.match(stack, /at base\.html:1$/m);
});

test("test_error_line_number_extends_sub_error", () => {
  const stack = stackOf(
    {
      "base.html": "{% block 'block' %}{% end %}",
      "sub.html": `\n{% extends 'base.html' %}\n{% block 'block' %}\n{{${fails}}}\n{% end %}\n            `,
    },
    "sub.html",
  );

  assert.match(stack, /at sub\.html:4 \(via base\.html:1\)$/m);
});

test("test_multi_includes", () => {
  const stack = stackOf(
    {
      "a.html": "{% include 'b.html' %}",
      "b.html": "{% include 'c.html' %}",
      "c.html": `{{${fails}}}`,
    },
    "a.html",
  );

  assert.match(stack, /at c\.html:1 \(via b\.html:1, a\.html:1\)$/m);
});

test("test_details", () => {
  assert.throws(() => new DictLoader({ "foo.html": "\n\n{{" }).load("foo.html"), {
    message: "Missing end expression }} at foo.html:3",
    filename: "foo.html",
    lineno: 3,
  });
});

// Upstream says `None` for a name that is not known.
test("test_custom_parse_error", () => assert.equal(new ParseError("asdf").message, "asdf at <unknown>:0"));

const escaping = {
  "escaped.html": "{% autoescape xhtmlEscape %}{{ name }}",
  "unescaped.html": "{% autoescape None %}{{ name }}",
  "default.html": "{{ name }}",
  "include.html":
    "escaped: {% include 'escaped.html' %}\nunescaped: {% include 'unescaped.html' %}\ndefault: {% include 'default.html' %}\n",
  "escaped_block.html": "{% autoescape xhtmlEscape %}{% block name %}base: {{ name }}{% end %}",
  "unescaped_block.html": "{% autoescape None %}{% block name %}base: {{ name }}{% end %}",
  "escaped_extends_unescaped.html": '{% autoescape xhtmlEscape %}{% extends "unescaped_block.html" %}',
  "escaped_overrides_unescaped.html":
    '{% autoescape xhtmlEscape %}{% extends "unescaped_block.html" %}{% block name %}extended: {{ name }}{% end %}',
  "unescaped_extends_escaped.html": '{% autoescape None %}{% extends "escaped_block.html" %}',
  "unescaped_overrides_escaped.html":
    '{% autoescape None %}{% extends "escaped_block.html" %}{% block name %}extended: {{ name }}{% end %}',
  "raw_expression.html": "{% autoescape xhtmlEscape %}expr: {{ name }}\nraw: {% raw name %}",
};

function escaped(page: string, name: string, autoescape: string | null = "xhtmlEscape"): string {
  return new DictLoader(escaping, { autoescape }).load(page).generate({ name });
}

test("test_default_off", () => {
  const name = "Bobby <table>s";

  assert.equal(escaped("escaped.html", name, null), "Bobby &lt;table&gt;s");
  assert.equal(escaped("unescaped.html", name, null), name);
  assert.equal(escaped("default.html", name, null), name);
  assert.equal(
    escaped("include.html", name, null),
    `escaped: Bobby &lt;table&gt;s\nunescaped: ${name}\ndefault: ${name}\n`,
  );
});

test("test_default_on", () => {
  const name = "Bobby <table>s";

  assert.equal(escaped("escaped.html", name), "Bobby &lt;table&gt;s");
  assert.equal(escaped("unescaped.html", name), name);
  assert.equal(escaped("default.html", name), "Bobby &lt;table&gt;s");
  assert.equal(
    escaped("include.html", name),
    `escaped: Bobby &lt;table&gt;s\nunescaped: ${name}\ndefault: Bobby &lt;table&gt;s\n`,
  );
});

test("test_unextended_block", () => {
  assert.equal(escaped("escaped_block.html", "<script>"), "base: &lt;script&gt;");
  assert.equal(escaped("unescaped_block.html", "<script>"), "base: <script>");
});

test("test_extended_block", () => {
  assert.equal(escaped("escaped_extends_unescaped.html", "<script>"), "base: <script>");
  assert.equal(escaped("escaped_overrides_unescaped.html", "<script>"), "extended: &lt;script&gt;");
  assert.equal(escaped("unescaped_extends_escaped.html", "<script>"), "base: &lt;script&gt;");
  assert.equal(escaped("unescaped_overrides_escaped.html", "<script>"), "extended: <script>");
});

test("test_raw_expression", () => {
  assert.equal(escaped("raw_expression.html", '<>&"'), 'expr: &lt;&gt;&amp;&quot;\nraw: <>&"');
});

// The function gets text here; a list becomes text by JavaScript's rules.
test("test_custom_escape", () => {
  const loader = new DictLoader({ "foo.py": "{% autoescape pyEscape %}s = {{ name }}\n" });
  const pyEscape = (text: string) => JSON.stringify(text);
  const render = (name: unknown) => loader.load("foo.py").generate({ pyEscape, name });

  assert.equal(render("<html>"), 's = "<html>"\n');
  assert.equal(render('";sys.exit()'), 's = "\\";sys.exit()"\n');
  assert.equal(render(["not a string"]), 's = "not a string"\n');
});

test("test_manual_minimize_whitespace", () => {
  const loader = new DictLoader({
    "foo.txt": "{% for i in items\n  %}{% if i > 0 %}, {% end %}{#\n  #}{{i\n  }}{% end\n%}",
  });

  assert.equal(loader.load("foo.txt").generate({ items: [0, 1, 2, 3, 4] }), "0, 1, 2, 3, 4");
});

test("test_whitespace_by_filename", () => {
  const loader = new DictLoader({
    "foo.html": "   \n\t\n asdf\t   ",
    "bar.js": " \n\n\n\t qwer     ",
    "baz.txt": "\t    zxcv\n\n",
    "include.html": "  {% include baz.txt %} \n ",
    "include.txt": "\t\t{% include foo.html %}    ",
  });
  const page = (name: string) => loader.load(name).generate();

  assert.equal(page("foo.html"), "\nasdf ");
  assert.equal(page("bar.js"), "\nqwer ");
  assert.equal(page("baz.txt"), "\t    zxcv\n\n");
  assert.equal(page("include.html"), " \t    zxcv\n\n\n");
  assert.equal(page("include.txt"), "\t\t\nasdf     ");
});

test("test_whitespace_by_loader", () => {
  const pages = (whitespace: "all" | "single" | "oneline") => {
    const loader = new DictLoader({ "foo.html": "\t\tfoo\n\n", "bar.txt": "\t\tbar\n\n" }, { whitespace });
    return [loader.load("foo.html").generate(), loader.load("bar.txt").generate()];
  };

  assert.deepEqual(pages("all"), ["\t\tfoo\n\n", "\t\tbar\n\n"]);
  assert.deepEqual(pages("single"), [" foo\n", " bar\n"]);
  assert.deepEqual(pages("oneline"), [" foo ", " bar "]);
});

test("test_whitespace_directive", () => {
  const loader = new DictLoader({
    "foo.html":
      "{% whitespace oneline %}\n    {% for i in range(3) %}\n        {{ i }}\n    {% end %}\n{% whitespace all %}\n    pre\tformatted\n",
  });

  assert.equal(loader.load("foo.html").generate(), "  0  1  2  \n    pre\tformatted\n");
});

test("test_utf8_in_file", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "templates-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "utf8.html"), "Héllo\n");

  assert.equal(new Loader(folder).load("utf8.html").generate().trim(), "Héllo");
});
