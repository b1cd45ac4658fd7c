import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Long enough ago for the files to be remembered. */
const longAgo = new Date("2020-02-02T02:02:02.500Z");

/** Makes a folder `static` with these files, and one of the same beginning beside it that is not served. */
export function staticFolder(t: TestContext, files: Readonly<Record<string, string | Buffer>>): string {
  const root = join(temporaryFolder(t), "static");
  mkdirSync(root);
  writeFileSync(`${root}_foo.txt`, "not to be served");
  for (const [name, content] of Object.entries(files)) putFile(root, name, content);
  return root;
}

/** Writes a file that seems to be there since long ago. */
export function putFile(root: string, name: string, content: string | Buffer, moment: Date = longAgo): void {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  utimesSync(path, moment, moment);
}

/** Makes a symbolic link in the folder. */
export function putLink(root: string, name: string, target: string): void {
  symlinkSync(target, join(root, name));
}
