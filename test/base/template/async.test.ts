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

test("a rejected promise is an error at its line", async () => {
  const template = new Template("\n{{ await x }}", { name: "page.html" });
  const x = async () => {
    throw new Error("gone");
  };

  await assert.rejects(new Template("\n{{ await x() }}", { name: "page.html" }).generateAsync({ x }), {
    message: "gone",
  });
  await assert.rejects(template.generateAsync({}), /page\.html:2 as x is not defined/);
});

test("a promise that nobody awaits is not printed", () => {
  assert.throws(() => new Template("{{ x }}").generate({ x: later(1) }), /write \{\{ await/);
});
