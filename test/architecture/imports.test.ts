import assert from "node:assert/strict";
import { basename } from "node:path";
import { test } from "node:test";
import { moduleOf, modules, rankOf, type Source, sources } from "./sources.ts";

test("every module of architecture.json has files, and every file is in a module or is a face", () => {
  const used = new Set(sources.map(({ path }) => moduleOf(path)));
  const faces = sources.filter(({ path }) => !modules.includes(moduleOf(path))).map(({ path }) => path);

  assert.deepEqual(
    modules.filter((module) => !used.has(module)),
    [],
  );
  assert.deepEqual(
    faces.filter((path) => basename(path) !== "index.ts"),
    [],
  );
});

test("every import points to a file that is there", () => {
  const paths = new Set(sources.map(({ path }) => path));

  assert.deepEqual(
    edges().filter(({ to }) => !paths.has(to)),
    [],
  );
});

test("imports point to the same module, an earlier module of the layer, or a lower layer", () => {
  const upward = edges().filter(({ from, to }) => rankOf(moduleOf(to)) > rankOf(moduleOf(from)));

  assert.deepEqual(upward, []);
});

test("another module is entered by its index.ts or its internal.ts", () => {
  const byWindow = edges()
    .filter(({ from, to }) => moduleOf(from) !== moduleOf(to))
    .filter(({ to }) => !/^(?:index|internal)\.ts$/.test(to.slice(moduleOf(to).length + 1)));

  assert.deepEqual(byWindow, []);
});

test("nobody imports the entry of a thread or a process", () => {
  assert.deepEqual(
    edges().filter(({ to }) => to.endsWith("-main.ts")),
    [],
  );
});

test("no files import each other in a circle", () => {
  assert.deepEqual(circles(sources), []);
});

test("index.ts and internal.ts only hand on, and define nothing", () => {
  const faces = sources.filter(({ path }) => /(?:^|\/)(?:index|internal)\.ts$/.test(path));
  const defining = faces.filter(({ text }) =>
    /^(?:export )?(?:default|const|let|function|class|interface|enum)\b/m.test(text),
  );

  assert.deepEqual(
    defining.map(({ path }) => path),
    [],
  );
});

function edges(): { readonly from: string; readonly to: string }[] {
  return sources.flatMap(({ path, imports }) => imports.map((to) => ({ from: path, to })));
}

/** Takes away, again and again, what imports nothing that is left; what stays is in a circle or imports one. */
function circles(all: readonly Source[]): string[] {
  let left = all;
  for (;;) {
    const paths = new Set(left.map(({ path }) => path));
    const next = left.filter(({ imports }) => imports.some((to) => paths.has(to)));
    if (next.length === left.length) break;
    left = next;
  }
  return inCircle(left);
}

/** Of those, leaves out what nobody imports. */
function inCircle(left: readonly Source[]): string[] {
  const imported = new Set(left.flatMap(({ imports }) => imports));
  const next = left.filter(({ path }) => imported.has(path));
  return next.length === left.length ? next.map(({ path }) => path) : inCircle(next);
}
