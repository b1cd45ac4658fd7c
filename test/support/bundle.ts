import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "@rollup/wasm-node";
import { build, transform } from "esbuild";
import { packageFolder } from "./start-program.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** How a program is bundled. */
export interface BundleOptions {
  /** Default: `esm`. */
  readonly format?: "esm" | "cjs";
  /** Whether decorators are TypeScript's legacy ones. */
  readonly experimentalDecorators?: boolean;
}

// What a bundle of CommonJS packages needs in an ES module: their `require` of Node's own modules.
const banner =
  'import{createRequire as bundleRequire}from"node:module";const require=bundleRequire(import.meta.url);';

/**
 * Bundles a program and everything that it imports, this library too, into one minified file with esbuild.
 *
 * @param source - from the package's folder
 * @returns the bundle, in an otherwise empty folder far from this package, which is deleted with the test
 */
export async function bundle(t: TestContext, source: string, options: BundleOptions = {}): Promise<string> {
  const { format = "esm", experimentalDecorators = false } = options;
  const outfile = join(temporaryFolder(t), format === "esm" ? "main.mjs" : "main.cjs");
  await build({
    absWorkingDir: packageFolder,
    entryPoints: [source],
    outfile,
    bundle: true,
    minify: true,
    format,
    platform: "node",
    target: "node20",
    tsconfigRaw: { compilerOptions: { experimentalDecorators } },
    ...(format === "esm" && { banner: { js: banner } }),
    logLevel: "warning",
  });
  return outfile;
}

/**
 * Bundles a compiled program and this library into minified chunks with Rollup, which leaves packages in CommonJS to Node.
 *
 * @param compiled - from the package's folder
 * @param folder - beside a `node_modules` that has the library's dependencies
 * @returns the bundle's entry
 */
export async function bundleWithRollup(compiled: string, folder: string): Promise<string> {
  const bundled = await rollup({
    input: { main: join(packageFolder, compiled) },
    external: (name) => /^(?:node:|pino$|undici$|@fastify\/)/.test(name),
    plugins: [
      nodeResolve(),
      { name: "minify", renderChunk: (code) => transform(code, { minify: true, format: "esm" }) },
    ],
  });
  // The library in a file of its own, as an application with several entries would have it.
  const manualChunks = (module: string) =>
    dirname(module).startsWith(join(packageFolder, "dist")) ? "library" : undefined;
  await bundled.write({
    dir: folder,
    format: "esm",
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name].mjs",
    manualChunks,
  });
  await bundled.close();
  return join(folder, "main.mjs");
}

/**
 * Compiles one file of TypeScript and bundles nothing.
 *
 * @param source - from the package's folder
 * @param outfile - where to
 */
export async function compile(source: string, outfile: string, options: BundleOptions = {}): Promise<void> {
  const { format = "esm", experimentalDecorators = false } = options;
  await build({
    absWorkingDir: packageFolder,
    entryPoints: [source],
    outfile,
    format,
    platform: "node",
    target: "node20",
    tsconfigRaw: { compilerOptions: { experimentalDecorators } },
    logLevel: "warning",
  });
}
