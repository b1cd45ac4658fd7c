import assert from "node:assert/strict";
import { test } from "node:test";
import { DictLoader, ParseError, Template, UndefinedNameError } from "typhoon/template";

const wrong: readonly (readonly [source: string, message: RegExp])[] = [
  ["{# a", /^Missing end comment #\}/],
  ["{{ a", /^Missing end expression \}\}/],
  ["{% if a", /^Missing end block %\}/],
  ["{{ }}", /^Empty expression/],
  ["{% %}", /^Empty block tag \(\{% %\}\)/],
  ["{% end %}", /^Extra \{% end %\} block/],
  ["{% if a %}", /^Missing \{% end %\} block for if/],
  ["{% nonsense %}", /^unknown operator: 'nonsense'/],
  ["{% else %}", /^else outside if, for, while, try block/],
  ["{% apply f %}{% elif a %}{% end %}", /^elif block cannot be attached to apply block/],
  ["{% if a %}{% else %}{% else %}{% end %}", /^else block cannot follow else block/],
  ["{% if a %}{% else if b %}{% end %}", /^else takes nothing, write elif/],
  ["{% try %}{% end %}", /^try block without except or finally/],
  ["{% try %}{% finally %}{% except %}{% end %}", /^except block cannot follow/],
  ["{% continue %}", /^continue outside for, while block/],
  ["{% for x in xs %}{% else %}{% break %}{% end %}", /^break outside for, while block/],
  ["{% extends %}", /^extends missing file path/],
  ['{% include "" %}', /^include missing file path/],
  ["{% set %}", /^set missing statement/],
  ["{% apply %}{% end %}", /^apply missing method name/],
  ["{% block %}{% end %}", /^block missing name/],
  ["{% if %}{% end %}", /^if missing expression/],
  ["{% module %}", /^module missing expression/],
  ["{% module 1 + 1 %}", /^module takes the call of a module/],
  ["{% for x %}{% end %}", /^for takes names and values/],
  ["{% for 1 in xs %}{% end %}", /^Cannot compile 1 as JavaScript/],
  ["{% import os %}", /^Cannot import a module in a template: give what the template needs to its namespace/],
  ["{% from os import path %}", /^Cannot import from a module/],
  ["{% whitespace some %}", /^invalid whitespace mode some/],
  ["{% autoescape a b %}", /^autoescape takes the name of a function/],
  ["{% extends 'a' %}", /^\{% extends %\} found, but no template loader/],
  ["{% include 'a' %}", /^\{% include %\} found, but no template loader/],
  ["{% if a %}{% extends 'a' %}{% end %}", /^extends inside if block/],
  ["{{ a b }}", /^Cannot compile a b as JavaScript: .+/],
  ["{{ a) + (b }}", /^Cannot compile a\) \+ \(b as JavaScript: a bracket closes/],
  ["{{ not a }}", /for not write !x/],
  ["{{ a and b }}", /for and write x && y/],
  ["{{ a; b }}", /^Cannot compile a; b as JavaScript/],
  ["{{ don't }}", /^Cannot compile don't as JavaScript/],
  ["{% if a %}".repeat(101), /^Directives are nested more than 100 deep/],
];

for (const [source, message] of wrong) {
  test(`refuses ${source.slice(0, 50)}`, () => {
    assert.throws(
      () => new Template(`one\n${source}`, { name: "page.html" }),
      (error) =>
        error instanceof ParseError &&
        message.test(error.message) &&
        error.message.endsWith(" at page.html:2"),
    );
  });
}

test("a name that is not known is an error with template, line and name", () => {
  const loader = new DictLoader({ "a.html": "\n{% include 'b.html' %}", "b.html": "\n\n{{ nmae }}" });

  assert.throws(
    () => loader.load("a.html").generate({ name: "x" }),
    (error) =>
      error instanceof UndefinedNameError &&
      error.identifier === "nmae" &&
      /b\.html:3 \(via a\.html:2\) as nmae is not defined/.test(error.message),
  );
});

test("a name of Python is answered with JavaScript's", () => {
  assert.throws(
    () => new Template("{{ len(xs) }}").generate({ xs: [] }),
    /len is not defined: write x\.length/,
  );
});

test("a name in a branch that is not taken may be missing", () => {
  assert.equal(new Template("{% if false %}{{ missing }}{% end %}").generate(), "");
});

test("what a template includes, extends or loops over itself is named", () => {
  const loader = new DictLoader({
    "page.html": "\n{% include 'none.html' %}",
    "a.html": "{% include 'b.html' %}",
    "b.html": "{% extends 'a.html' %}",
  });

  assert.throws(
    () => loader.load("page.html"),
    /^ParseError: Cannot load template none\.html .* at page\.html:2$/,
  );
  assert.throws(() => loader.load("a.html"), /a\.html, b\.html, a\.html at b\.html:1$/);
  assert.throws(() => new Template("{% for x in o %}{% end %}").generate({ o: {} }), /Object\.entries/);
});

test("the place of an error is that of its line in an expression of several lines", () => {
  const template = new Template("{{ [\n 1,\n null.x\n] }}", { name: "page.html" });

  assert.throws(
    () => template.generate(),
    ({ stack }) => /^ {4}at page\.html:3$/m.test(stack),
  );
});

test("an error of the application keeps its class, and shows the template's place among its own", () => {
  class Own extends Error {}
  const fail = () => {
    throw new Own("out of paper");
  };
  const template = new Template("\n{{ fail() }}", { name: "page.html" });

  assert.throws(
    () => template.generate({ fail }),
    (error) => error instanceof Own && /at fail .*\n {4}at page\.html:2\n/.test(error.stack ?? ""),
  );
});

test("a frozen error, and what is no error, pass as they are", () => {
  for (const thrown of [Object.freeze(new Error("cold")), "text", undefined]) {
    const fail = () => {
      throw thrown;
    };
    let caught: unknown = "nothing";
    try {
      new Template("{{ fail() }}").generate({ fail });
    } catch (error) {
      caught = error;
    }
    assert.equal(caught, thrown);
  }
});
