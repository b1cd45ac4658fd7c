import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packageFolder } from "../support/start-program.ts";
import { tornadoNames } from "./tornado-names.ts";

/** A section of the page: the modules in its title, and the names in the second column of its table. */
interface Section {
  readonly modules: readonly string[];
  readonly names: readonly string[];
}

const page = readFileSync(join(packageFolder, "docs/from-tornado.md"), "utf8");
const sections = page
  .split(/^## /m)
  .map(readSection)
  .filter(({ modules }) => modules.length > 0);

function readSection(text: string): Section {
  const [title = "", ...lines] = text.split("\n");
  const cells = lines.filter((line) => line.startsWith("| ")).map((line) => line.split(" | ")[1] ?? "");
  return { modules: codeIn(title), names: cells.flatMap(codeIn) };
}

function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

test("the page has a section for every module that Tornado has too", () => {
  assert.deepEqual(sections.flatMap(({ modules }) => modules).sort(), [
    "typhoon/autoreload",
    "typhoon/concurrent",
    "typhoon/escape",
    "typhoon/gen",
    "typhoon/http1connection",
    "typhoon/httpclient",
    "typhoon/httpserver",
    "typhoon/httputil",
    "typhoon/ioloop",
    "typhoon/iostream",
    "typhoon/locale",
    "typhoon/locks",
    "typhoon/log",
    "typhoon/netutil",
    "typhoon/options",
    "typhoon/process",
    "typhoon/queues",
    "typhoon/routing",
    "typhoon/tcpclient",
    "typhoon/tcpserver",
    "typhoon/template",
    "typhoon/testing",
    "typhoon/web",
  ]);
});

for (const { modules, names } of sections) {
  test(`every name that the page has for ${modules.join(", ")} exists`, async () => {
    const exports = await exportsOf(modules);

    const missing = names.filter((name) => !exists(exports, name.split(".")));

    assert.ok(names.length > 0);
    assert.deepEqual(missing, []);
  });
}

async function exportsOf(modules: readonly string[]): Promise<Record<string, unknown>> {
  return Object.assign({}, ...(await Promise.all(modules.map((module) => import(module)))));
}

/** Whether there is such an export and, of a class, such a method, accessor or static field. */
function exists(exports: object, [name = "", member]: readonly string[]): boolean {
  const found: unknown = Reflect.get(exports, name);
  if (found === undefined || member === undefined) return found !== undefined;
  return member in Object(found) || member in Object(Reflect.get(Object(found), "prototype"));
}

for (const [module, names] of Object.entries(tornadoNames)) {
  test(`every public name of Tornado's ${module} is on the page`, () => {
    const code = codeIn(page.replace(/^```.*?^```/gms, "")).join(" ");
    const missing = names
      .trim()
      .split(/\s+/)
      .filter((name) => !new RegExp(`(?<!\\w)${name.split(".").at(-1)}(?!\\w)`).test(code));

    assert.deepEqual(missing, []);
  });
}

// Where Tornado is installed, its own modules say which names it has.
const listNames = `
import importlib, inspect
for m in "auth autoreload concurrent escape gen http1connection httpclient httpserver httputil ioloop iostream locale locks log netutil options platform.asyncio process queues routing simple_httpclient tcpclient tcpserver template testing util web websocket wsgi".split():
    module = importlib.import_module("tornado." + m)
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", None) != module.__name__ or name == "doctests": continue
        print(name)
        if inspect.isclass(value):
            for k, v in vars(value).items():
                if not k.startswith("_") and (callable(v) or isinstance(v, (property, classmethod, staticmethod))): print(k)
`;

test("every public name of an installed Tornado is on the page", (t) => {
  const { status, stdout } = spawnSync("/usr/bin/python3", ["-c", listNames], { encoding: "utf8" });
  if (status !== 0) return t.skip("Tornado is not installed");
  const code = codeIn(page.replace(/^```.*?^```/gms, "")).join(" ");

  const missing = stdout
    .split("\n")
    .filter((name) => name !== "" && !new RegExp(`(?<!\\w)${name}(?!\\w)`).test(code));

  assert.deepEqual(missing, []);
});

test("the package exports its version", async () => {
  const { version } = await import("typhoon");

  assert.equal(version, JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")).version);
});
