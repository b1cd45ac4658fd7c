// Makes dist/ of build/src: an entry for each public subpath and each thread or process of the library's own, and what
// they share in chunks. A program that imports a few subpaths reads a few dozen files instead of hundreds.
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** What threads and processes of the library begin with. */
const ownEntries = [
  "concurrent/worker/thread-main.js",
  "concurrent/worker/process-main.js",
  "loop/watchdog/thread/watchdog-main.js",
  "loop/autoreload/supervisor-main.js",
];

/** @param {string} root - the package's folder */
export async function bundleLibrary(root) {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const published = Object.values(exports).flatMap((target) => publishedEntry(target) ?? []);
  const entries = [...published, ...ownEntries];
  if (isUpToDate(root, entries)) return;
  removeOutput(join(root, "dist"));
  await build({
    absWorkingDir: join(root, "build/src"),
    entryPoints: entries,
    outdir: join(root, "dist"),
    outbase: ".",
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    keepNames: true,
    sourcemap: "linked",
    logLevel: "warning",
  });
}

/** `./dist/web/index.js` is made of `web/index.js`. */
function publishedEntry(target) {
  const file = typeof target === "string" ? target : target.default;
  return file.endsWith(".js") ? file.replace("./dist/", "") : undefined;
}

/** Whether nothing was compiled since; a build with nothing to do is what most commands begin with. */
function isUpToDate(root, entries) {
  const made = entries.map((entry) => join(root, "dist", entry));
  if (!made.every((file) => existsSync(file))) return false;
  const oldest = Math.min(...made.map((file) => statSync(file).mtimeMs));
  const compiled = ["package.json", "scripts/bundle.js", ...filesIn(root, "build/src", ".js")];
  return compiled.every((file) => statSync(join(root, file)).mtimeMs < oldest);
}

/** A chunk's name has a hash, so the old ones would stay; the declarations are the compiler's. */
function removeOutput(dist) {
  for (const file of filesIn(dist, "", ".js", ".js.map")) rmSync(join(dist, file));
}

function filesIn(root, folder, ...endings) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => join(folder, path));
}
