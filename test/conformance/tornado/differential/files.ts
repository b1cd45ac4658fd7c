import { gzipSync } from "node:zlib";

/** The time that all of the files have. */
export const modified = new Date("2020-02-03T04:05:06Z");

/** Templates in what Python and JavaScript have in common, or something wrong. */
const templates: Readonly<Record<string, string>> = {
  "apply.html": `{% apply wrap %}one {{ title }}{% apply xhtml_escape %}<two>{% end %}{% end %}
`,
  "base.html": `<html>
  <head><title>{% block title %}base{% end %}</title></head>
  <body>
    {% block body %}the body{% end %}
    {% block footer %}<i>{{ title }}</i>{% end %}
  </body>
</html>
`,
  "broken-expression.html": `{{ count
`,
  "broken-extends.html": `{% extends "absent.html" %}
`,
  "broken-if.html": `{% if yes %}open
`,
  "broken-name.html": `{{ undefined_name }}
`,
  "broken-tag.html": `{% nothing %}
`,
  "child.html": `{% extends "base.html" %}
ignored {{ title }}
{% block title %}child of {{ name }}{% end %}
{% block body %}
  {% include "part.html" %}
  {% include "part.txt" %}
{% end %}
`,
  "escaped.html": `{% autoescape xhtml_escape %}{{ title }} {% raw title %}
`,
  "flow.html": `{% for item in items %}
  <li>{{ item }}</li>
{% end %}
{% if yes %}yes{% else %}no{% end %}
{% if no %}no{% elif yes %}elif{% else %}else{% end %}
{% if count > 2 %}more{% end %}{% if count == 3 %}equal{% end %}{% if nothing %}some{% else %}nothing{% end %}
{% set n = 0 %}{% while n < 3 %}{{ n }},{% set n = n + 1 %}{% end %}
{% for item in items %}{% if item == "<three>" %}{% break %}{% end %}{% if item == "one" %}{% continue %}{% end %}{{ item }}{% end %}
{% for a in items %}{% for b in items %}{{ b }}{% end %};{% end %}
{% try %}tried{% finally %}, finally{% end %}
`,
  "grandchild.html": `{% extends "child.html" %}
{% block title %}grandchild{% end %}
`,
  "linked.html": `<html><head></head><body>{% module linkify("see http://example.com/?a=b&c=d now") %}</body></html>
`,
  "modules.html": `<html><head></head><body>{% module Entry("one") %}{% module Entry("two & three") %}{{ shout("loud") }}</body></html>
`,
  "own-escape.html": `{% autoescape wrap %}{{ title }} {% raw title %} {% apply wrap %}in {{ count }}{% end %}
`,
  "part.html": `<em>  part   of {{ title }}  </em>
`,
  "part.txt": `plain   part

   of {{ title }}
`,
  "pre.html": `<pre>
  kept    as
    it is
</pre>
`,
  "script.js": `var title = "{{ name }}";   // {{ count }}


go(  title  );
`,
  "text.txt": `text {{ title }}
   with    spaces


{{ name }}`,
  "unescaped.html": `{% autoescape None %}{{ title }} {% raw title %} {% include "part.html" %}
`,
  "unicode.html": `<p>naïve café € {{ name }} 日本語 {{ "é" }}</p>
`,
  "values.html": `<p>{{ title }}</p><p>{{ count }} {{ count + 1 }} {{ count * 2 - 1 }} {{ (count + 1) * 2 }}</p>
<p>{% raw title %}</p><p>{{ "text" }} {{ 'single' }} {{ "<b>" }} {{ items[0] }} {{ items[1] }}</p>
{{! not an expression }} {%! not a tag %} {#! not a comment #} {{ name }} { single } {{{count}}}
{# a comment #}{% comment another %}
`,
  "whitespace.html": `{% whitespace all %}a   b

  c
{% whitespace single %}a   b

  c
{% whitespace oneline %}a   b

  c
`,
};

const served: Readonly<Record<string, string | Uint8Array>> = {
  "letters.txt": "abcdefghijklmnopqrstuvwxyz",
  "empty.txt": "",
  "robots.txt": "User-agent: *\n",
  "style.css": "body { color: red }\n",
  "script.js": "go();\n",
  "index.html": "<p>index</p>\n",
  "folder/index.html": "<p>folder</p>\n",
  "café.txt": "café\n",
  "with space.txt": "spaces\n",
  "data.json": '{"a":1}\n',
  "file.unknown": "unknown",
  "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
  "archive.tar.gz": gzipSync("an archive"),
  "long.txt": Array.from({ length: 6_000 }, (_, line) => `${line} lines before this one\n`).join(""),
  "long.html": `<p>${"compressible ".repeat(300)}</p>`,
};

const translations: Readonly<Record<string, string>> = {
  "es_LA.csv": '"hello","hola"\n',
  "fr_FR.csv": '"hello","bonjour"\n',
  "pt_BR.csv": '"hello","olá"\n',
};

/** All files of the application, in the folders that it expects. */
export const files: Readonly<Record<string, string | Uint8Array>> = Object.fromEntries(
  Object.entries({ templates, static: served, translations }).flatMap(([folder, inFolder]) =>
    Object.entries(inFolder).map(([name, content]) => [`${folder}/${name}`, content] as const),
  ),
);
