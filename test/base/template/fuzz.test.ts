import assert from "node:assert/strict";
import { test } from "node:test";
import { DictLoader, ParseError, Template } from "typhoon/template";

const pieces = [
  "{{",
  "}}",
  "{%",
  "%}",
  "{#",
  "#}",
  "{",
  "}",
  "!",
  "\n",
  " ",
  "text",
  "'",
  '"',
  "`",
  "$" + "{",
  "\\",
  "/",
  "//",
  "/*",
  "*/",
  "if x",
  "elif y",
  "else",
  "for x in [1]",
  "for a, b in [[1, 2]]",
  "while false",
  "end",
  "{% end %}",
  "{% if 1 %}",
  "{% for x in [1, 2] %}",
  "{% try %}",
  "{% except Error as e %}",
  "{% finally %}",
  "{% apply String %}",
  "{% block a %}",
  "{% break %}",
  "{% else %}",
  "{% set x = 1 %}",
  "{% set a, b = 1, 2 %}",
  "{{ x => x }}",
  "{{ 1 }}",
  "{% raw 2 %}",
  "{% include 'part' %}",
  "{% extends 'part' %}",
  "(",
  ")",
  "[",
  "]",
  ",",
  "=",
  "=>",
  ".",
  "?.",
  "await",
  "typeof",
  "function",
  "let",
  "x",
  "_tt_out",
  "\u2028",
  "\ud800",
  "é",
  "0",
  "1.5e",
  "?",
  ":",
  ";",
  "<pre>",
  "module A()",
  "whitespace all",
  "autoescape None",
];

/** The same numbers in every run. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

test("whatever a template is, it compiles or is a ParseError", () => {
  const random = numbers(20_260_724);
  const next = (below: number) => Math.floor(random.next().value * below);
  let compiled = 0;
  for (let round = 0; round < 6_000; round++) {
    const source = Array.from({ length: 1 + next(14) }, () => pieces[next(pieces.length)]).join("");
    const loader = new DictLoader({ source, part: "{% block a %}{% end %}" });
    try {
      assert.equal(typeof loader.load("source").code, "string");
      compiled++;
    } catch (error) {
      if (!(error instanceof ParseError)) assert.fail(`${JSON.stringify(source)}: ${error}`);
    }
  }
  assert.ok(compiled > 300, `only ${compiled} compiled`);
});

// A time limit of the test runner, far from what linear time takes; quadratic time would take hours.
for (const piece of [
  "{",
  "{{",
  "{{!",
  "{#",
  "{##}",
  "{% ",
  "{{ '",
  "{{ `",
  "{{ //\n",
  "{{ {",
  " \t",
  "\f",
  "{% set a ",
  "{% for a, ",
  "{{ a /",
]) {
  test(`many of ${JSON.stringify(piece)} take linear time`, { timeout: 60_000 }, () => {
    const source = piece.repeat(1_000_000 / piece.length);
    try {
      new Template(source, { whitespace: "single" });
    } catch (error) {
      assert.ok(error instanceof ParseError, String(error));
    }
  });
}
