import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import { Loader } from "typhoon/template";
import { packageFolder } from "../../support/start-program.ts";

function folderWith(t: TestContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "loader-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const root = join(folder, "root");
  mkdirSync(join(root, "parts"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
}

test("names are relative to the template that has them, with a slash to the root", (t) => {
  const root = folderWith(t, {
    "page.html": "{% include 'parts/a.html' %}",
    "parts/a.html": "a{% include 'b.html' %}{% include '../c.html' %}{% include '/c.html' %}",
    "parts/b.html": "b",
    "c.html": "c",
  });

  assert.equal(new Loader(pathToFileURL(root)).load("page.html").generate(), "abcc");
});

test("nothing outside the root is read", (t) => {
  const root = folderWith(t, { "page.html": "" });
  writeFileSync(join(root, "../secret.html"), "secret");
  writeFileSync(`${root}-sibling`, "secret");
  const loader = new Loader(root);
  const names = [
    "../secret.html",
    "parts/../../secret.html",
    "../root-sibling",
    "/../secret.html",
    "..",
    "/etc/passwd",
    "a\0b",
  ];

  for (const name of names) assert.throws(() => loader.load(name), { code: "ERR_TEMPLATE_NOT_FOUND" });
});

test("a template is read once, until reset(), and onFile hears of each reading", (t) => {
  const root = folderWith(t, { "page.html": "one" });
  const files: string[] = [];
  const loader = new Loader(root, { onFile: (path) => files.push(path) });
  assert.equal(loader.load("page.html"), loader.load("page.html"));

  writeFileSync(join(root, "page.html"), "two");

  assert.equal(loader.load("page.html").generate(), "one");
  loader.reset();
  assert.equal(loader.load("page.html").generate(), "two");
  assert.deepEqual(files, [join(root, "page.html"), join(root, "page.html")]);
});

test("a template that failed is read again", (t) => {
  const root = folderWith(t, { "page.html": "{{" });
  const loader = new Loader(root);
  assert.throws(() => loader.load("page.html"), { code: "ERR_TEMPLATE_PARSE" });

  writeFileSync(join(root, "page.html"), "mended");

  assert.equal(loader.load("page.html").generate(), "mended");
});

test("templates work where code generation from strings is forbidden", () => {
  const program = `import { Template } from "typhoon/template";
    try { new Function("return 1"); } catch { console.log(new Template("{{ 1 + 1 }}").generate()); }`;
  const flags = ["--disallow-code-generation-from-strings", "--input-type=module", "--eval", program];

  assert.equal(execFileSync(process.execPath, flags, { cwd: packageFolder, encoding: "utf8" }), "2\n");
});
