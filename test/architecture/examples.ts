import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, root, sources } from "./sources.ts";

/** A piece of TypeScript that the documentation shows. */
export interface Example {
  /** File and line where it begins. */
  readonly place: string;
  readonly code: string;
}

/** All fenced `ts` examples: of README.md, of docs/, and of the comments in the sources. */
export function allExamples(): Example[] {
  const pages = ["README.md", ...filesBelow("docs", ".md").map((path) => `docs/${path}`)];
  return [
    ...pages.filter((path) => existsSync(join(root, path))).flatMap((path) => examplesOf(path, textAt(path))),
    ...sources.flatMap(({ path, text }) => examplesOf(`src/${path}`, text)),
  ];
}

function textAt(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

// In a comment each line begins with a star, in a page with nothing.
const fence = /^([ \t]*(?:\* )?)```ts\n([\s\S]*?)^[ \t]*(?:\* )?```$/gm;

function examplesOf(path: string, text: string): Example[] {
  return [...text.matchAll(fence)].map((found) => ({
    place: `${path}:${text.slice(0, found.index).split("\n").length + 1}`,
    // Only in a comment: a star in a page begins a generator.
    code: found[1]?.includes("*") ? (found[2] ?? "").replace(/^[ \t]*\* ?/gm, "") : (found[2] ?? ""),
  }));
}
