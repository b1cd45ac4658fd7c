import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** A source file of the library, by its path below `src/`, with slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** Where its imports point, type-only ones too: paths below `src/`; packages are left out. */
  readonly imports: readonly string[];
}

/** Layers and their modules in order, as `architecture.json` has them. */
export const architecture: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(root, "architecture.json"), "utf8"),
);

/** All modules, the lowest first, as folders below `src/`. */
export const modules: readonly string[] = Object.entries(architecture).flatMap(([layer, names]) =>
  names.map((name) => (name === "." ? layer : `${layer}/${name}`)),
);

// At the start of a line, so that examples in comments are left out.
const staticImport = /^(?:import|export)\b(?:[^;"]*?\bfrom)?\s*"([^"]+)"/gm;
const dynamicImport = /\bimport\("([^"]+)"\)/g;

/** All source files of the library. */
export const sources: readonly Source[] = filesBelow("src", ".ts").map((path) => {
  const text = readFileSync(join(root, "src", path), "utf8");
  return { path, text, imports: importsOf(path, text) };
});

/** @returns paths below `folder`, with slashes, of the files that end with `ending` */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => path.split(sep).join("/"))
    .sort();
}

/** The module that holds a file: the longest of the folders around it; a layer's own face comes after its modules. */
export function moduleOf(path: string): string {
  const around = modules.filter((module) => path.startsWith(`${module}/`));
  return around.sort((a, b) => b.length - a.length)[0] ?? dirname(path);
}

/** The place of a module in the order; a face (`src/web/index.ts`, `src/index.ts`) stands above what it shows. */
export function rankOf(module: string): number {
  const rank = modules.indexOf(module);
  if (rank !== -1) return rank;
  const shown = modules.findLastIndex((other) => module === "." || other.startsWith(`${module}/`));
  return shown + 0.5;
}

function importsOf(path: string, text: string): string[] {
  const specifiers = [...text.matchAll(staticImport), ...text.matchAll(dynamicImport)].map(
    ([, to]) => to ?? "",
  );
  return specifiers
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) =>
      relative(".", join(dirname(path), specifier))
        .split(sep)
        .join("/"),
    );
}
