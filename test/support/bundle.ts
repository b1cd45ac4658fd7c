import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { build } from "esbuild";
import { packageFolder } from "./start-program.ts";

// What a bundle of CommonJS packages needs in an ES module: their `require` of Node's own modules.
const banner =
  'import{createRequire as bundleRequire}from"node:module";const require=bundleRequire(import.meta.url);';

/**
 * Bundles a program and everything that it imports, this library too, into one minified file.
 *
 * @param source - from the package's folder
 * @returns an otherwise empty folder far from this package, with the bundle as `main.mjs`; deleted with the test
 */
export async function bundle(t: TestContext, source: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "typhoon-bundle-"));
  t.after(() => rmSync(folder, { recursive: true }));
  await build({
    absWorkingDir: packageFolder,
    entryPoints: [source],
    outfile: join(folder, "main.mjs"),
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node20",
    banner: { js: banner },
    logLevel: "warning",
  });
  return folder;
}
