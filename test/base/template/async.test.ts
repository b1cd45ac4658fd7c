import assert from "node:assert/strict";
import { test } from "node:test";
import { DictLoader, Template } from "typhoon/template";

const later = (value: unknown) => Promise.resolve(value);

test("a template that awaits nothing is generated at once, and by generateAsync() too", async () => {
  const template = new Template("{{ 1 + 1 }}");

  assert.equal(template.isAsync, false);
  assert.equal(template.generate(), "2");
  assert.equal(await template.generateAsync(), "2");
});

test("await works in every directive, and in what is included and applied", async () => {
  const loader = new DictLoader({
    "page.html":
      "{% for x in await later([1, 2]) %}{% if await later(x > 1) %}{% apply same %}{% include 'part.html' %}{% end %}{% end %}{% end %}{% set y = await later(3) %}{{ y }}",
    "part.html": "{{ await later('<') }}",
  });
  const template = loader.load("page.html");

  assert.equal(template.isAsync, true);
  assert.equal(await template.generateAsync({ later, same: (text: string) => text }), "&lt;3");
});

test("generate() of a template that awaits says where it does, and what to call", () => {
  const template = new Template("\n{{ await x }}", { name: "page.html" });

  assert.throws(() => template.generate({ x: 1 }), /page\.html:2: call generateAsync\(\)$/);
});

test("the stack of what fails after an await shows the place, through includes and extends", async () => {
  const loader = new DictLoader({
    "base.html": "<main>\n{% block body %}{% end %}",
    "page.html": "{% extends 'base.html' %}{% block body %}\n{% include 'part.html' %}{% end %}",
    "part.html": "one\n{% for x in await later([1]) %}\n{{ await fail(x) }}{% end %}",
  });
  const fail = async () => {
    await later(0);
    throw new RangeError("late");
  };

  await assert.rejects(loader.load("page.html").generateAsync({ later, fail }), ({ stack }) =>
    /at fail .*\n {4}at part\.html:3 \(via page\.html:2, base\.html:2\)\n/.test(stack),
  );
});

test("a promise that is rejected elsewhere is an error at the line that waits for it", async () => {
  const elsewhere = Promise.reject(new Error("gone"));
  const template = new Template("\n{% set y = await later(1) %}{{ await x }}", { name: "page.html" });

  await assert.rejects(template.generateAsync({ x: elsewhere, later }), ({ stack }) =>
    /^Error: gone\n[\s\S]*\n {4}at page\.html:2$/.test(stack),
  );
  await assert.rejects(template.generateAsync({ later }), /page\.html:2 as x is not defined/);
});

test("an error after the last wait is not said to be there", async () => {
  const template = new Template("{{ await later(1) }}\n{{ fail() }}", { name: "page.html" });
  const fail = () => {
    throw Object.assign(new Error("none"), { stack: "Error: none" });
  };

  await assert.rejects(template.generateAsync({ later, fail }), { stack: "Error: none" });
});

test("a promise that nobody awaits is not printed", () => {
  assert.throws(() => new Template("{{ x }}").generate({ x: later(1) }), /write \{\{ await/);
});
