import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { modules, root, type Source, sources } from "./sources.ts";

interface Package {
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
}

const { exports }: Package = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const subpaths = Object.entries(exports)
  .filter(([subpath]) => subpath !== "./package.json")
  .map(([subpath, target]) => [subpath, typeof target === "string" ? target : target.default] as const);
const publicFaces = subpaths.map(([, file]) => file.replace(/^\.\/dist\//, "").replace(/\.js$/, ".ts"));

test("each subpath is a compiled index, and its last segment is the name of the folder", () => {
  for (const [subpath, file] of subpaths) {
    assert.equal(existsSync(join(root, file)), true, `${file} is not there`);
    assert.match(file, /\/index\.js$/);
    const folder = file === "./dist/index.js" ? "." : basename(dirname(file));
    assert.equal(basename(subpath), folder);
  }
});

test("each module of architecture.json is public by itself or behind the face of its layer", () => {
  const faces = new Set(publicFaces.map((path) => dirname(path)));

  const hidden = modules.filter((module) => !faces.has(module) && !faces.has(dirname(module)));

  assert.deepEqual(hidden, []);
});

test("each subpath but the faces is a module of architecture.json", () => {
  const isFace = (folder: string) =>
    modules.some((module) => module.startsWith(`${folder}/`)) || folder === ".";

  const unknown = publicFaces
    .map((path) => dirname(path))
    .filter((folder) => !modules.includes(folder) && !isFace(folder));

  assert.deepEqual(unknown, []);
});

test("public names are named: no subpath hands on everything of a file", () => {
  const all = publicFaces.filter((path) => /^export \*/m.test(sourceAt(path).text));

  assert.deepEqual(all, []);
});

test("each public symbol has a TSDoc sentence", () => {
  const undocumented = publicFaces.flatMap((path) =>
    reexports(sourceAt(path)).filter(({ name, from }) => !isDocumented(name, from)),
  );

  assert.deepEqual(undocumented, []);
});

interface Reexport {
  readonly name: string;
  readonly from: string;
}

/** The names that a face hands on, each with the file it comes from. */
function reexports(face: Source): Reexport[] {
  return [...face.text.matchAll(/^export (?:type )?\{([^}]*)\} from "([^"]+)"/gm)].flatMap(
    ([, names = "", from = ""]) =>
      names
        .split(",")
        .map((name) =>
          name
            .trim()
            .replace(/^type /, "")
            .replace(/ as .*$/, ""),
        )
        .filter((name) => name !== "")
        .map((name) => ({ name, from: from.startsWith(".") ? join(dirname(face.path), from) : from })),
  );
}

function isDocumented(name: string, path: string): boolean {
  // What another package defines is documented there.
  if (!path.endsWith(".ts")) return true;
  const source = sourceAt(path);
  const further = reexports(source).find((reexport) => reexport.name === name);
  if (further !== undefined) return isDocumented(further.name, further.from);
  const declaration = new RegExp(
    `(/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/)\\n(?:// .*\\n|@.*\\n)*export (?:declare )?(?:abstract )?(?:async )?` +
      `(?:class|const|enum|function\\*?|interface|let|type) ${name}\\b`,
  );
  const comment = declaration.exec(source.text)?.[1] ?? "";
  return /[a-z]{2}.*[a-z]/i.test(beforeTags(comment));
}

/** What a comment says before its `@param` and other tags. */
function beforeTags(comment: string): string {
  return comment.replace(/^\s*(?:\/\*\*|\*\/?)/gm, "").replace(/^\s*@[\s\S]*/m, "");
}

function sourceAt(path: string): Source {
  return sources.find((source) => source.path === path) ?? assert.fail(`${path} is not there`);
}

test("each exported class has its name, which errors and logs show", async () => {
  const wrong: string[] = [];
  for (const [subpath] of subpaths) {
    const names: Readonly<Record<string, unknown>> = await import(`typhoon${subpath.slice(1)}`);
    for (const [name, value] of Object.entries(names))
      if (isClass(value) && value.name !== name) wrong.push(`${subpath}: ${name} is ${value.name}`);
  }

  assert.deepEqual(wrong, []);
});

function isClass(value: unknown): value is { readonly name: string } {
  return typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
}
