import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { packageFolder } from "./start-program.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/**
 * Makes the folder of an application with this library in its `node_modules`, as installing it would.
 *
 * @param others - packages of the development's own that the application has, too
 */
export function applicationFolder(t: TestContext, others: readonly string[] = []): string {
  const folder = temporaryFolder(t);
  // Without a type, whatever stands in the folders above.
  writeFileSync(join(folder, "package.json"), "{}");
  installLibrary(folder);
  for (const name of others) link(name, folder);
  return folder;
}

/** Puts what is published of this library into the folder's `node_modules`: copied, because a link would be followed. */
export function installLibrary(folder: string): void {
  const library = join(folder, "node_modules/typhoon");
  mkdirSync(library, { recursive: true });
  cpSync(join(packageFolder, "dist"), join(library, "dist"), {
    recursive: true,
    filter: (path) => !/\.(?:d\.ts|map|tsbuildinfo)$/.test(path),
  });
  const manifest = join(packageFolder, "package.json");
  copyFileSync(manifest, join(library, "package.json"));
  const { dependencies } = JSON.parse(readFileSync(manifest, "utf8"));
  for (const name of Object.keys(dependencies)) link(name, folder);
}

function link(name: string, folder: string): void {
  const path = join(folder, "node_modules", name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(realpathSync(join(packageFolder, "node_modules", name)), path);
}
