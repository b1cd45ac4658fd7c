// Makes dist/ of build/src: an entry for each public subpath and each thread or process of the library's own, and what
// they share in a few chunks, one a layer. A program that imports a few subpaths reads a handful of files instead of
// hundreds: each module costs about as much processor time as 40 kB of code.
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
// Rollup lets one say which module stands in which chunk, and keeps the names of classes.
import { rollup } from "@rollup/wasm-node";
import { transform } from "esbuild";
import { inlinePackages } from "./inline-packages.js";

/** What threads and processes of the library begin with, and what Node's thread of loader hooks loads. */
const ownEntries = [
  "concurrent/worker/thread-main.js",
  "concurrent/worker/process-main.js",
  "concurrent/loader/answering-hooks.js",
  "concurrent/loader/asking-hooks.js",
  "loop/watchdog/thread/watchdog-main.js",
  "loop/autoreload/supervisor-main.js",
];
const workerEntry = "concurrent/worker/thread-main.js";
const webEntry = "web/index.js";

/** @param {string} root - the package's folder */
export async function bundleLibrary(root) {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const published = Object.values(exports).flatMap((target) => publishedEntry(target) ?? []);
  const entries = [...published, ...ownEntries];
  if (isUpToDate(root, entries)) return;
  removeOutput(join(root, "dist"));
  const source = join(root, "build/src");
  const bundle = await rollup({
    input: Object.fromEntries(entries.map((entry) => [entry.replace(/\.js$/, ""), join(source, entry)])),
    external: (id) => !id.startsWith(".") && !isAbsolute(id),
    plugins: [inlinePackages(root), compiledModules, compactChunks],
    treeshake: false,
    onwarn: refuseWarning,
  });
  const { output } = await bundle.write({
    dir: join(root, "dist"),
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    manualChunks: chunksOf(source),
    minifyInternalExports: false,
    sourcemap: true,
  });
  await bundle.close();
  refuseRenamedClasses(output);
}

/** Hands on the compiler's source maps. */
const compiledModules = {
  name: "compiled modules",
  load: (id) => ({ code: readFileSync(id, "utf8"), map: JSON.parse(readFileSync(`${id}.map`, "utf8")) }),
};

/**
 * Leaves out comments and indentation: what V8 reads costs processor time and memory in each process and each worker, and
 * text beyond ASCII costs twice. Names stay, and lines stay short enough for an error that shows one.
 */
const compactChunks = {
  name: "compact chunks",
  renderChunk: (code) =>
    transform(code, { minifyWhitespace: true, lineLimit: 120, legalComments: "none", sourcemap: "external" }),
};

/** `./dist/web/index.js` is made of `web/index.js`. */
function publishedEntry(target) {
  const file = typeof target === "string" ? target : target.default;
  return file.endsWith(".js") ? file.replace("./dist/", "") : undefined;
}

/**
 * One chunk has what a worker needs. What else a web application needs is in a chunk for each layer, so that a program
 * of the lower layers does not read the upper ones. The rest is left to Rollup.
 */
function chunksOf(source) {
  let chunks;
  return (id, { getModuleInfo }) => {
    chunks ??= new Map([
      ...neededBy(join(source, webEntry), getModuleInfo).map((module) => [module, layerOf(source, module)]),
      ...neededBy(join(source, workerEntry), getModuleInfo).map((module) => [module, "worker"]),
    ]);
    // What begins a thread is a file of its own: nothing else may begin it.
    return ownEntries.includes(relative(source, id)) ? undefined : chunks.get(id);
  };
}

function layerOf(source, module) {
  return relative(source, module).split("/")[0];
}

/** A module and everything that it imports. */
function neededBy(entry, getModuleInfo) {
  const found = new Set([entry]);
  for (const id of found) {
    for (const imported of getModuleInfo(id)?.importedIds ?? []) {
      if (isAbsolute(imported)) found.add(imported);
    }
  }
  return [...found];
}

/** Two modules that import each other are fine where neither needs the other to be evaluated. */
function refuseWarning({ code, message }) {
  if (code === "CIRCULAR_DEPENDENCY" || code === "THIS_IS_UNDEFINED") return;
  throw new Error(`Cannot bundle the library because Rollup warns: ${message}`);
}

/** Names of classes are seen in logs and errors. Where two of a chunk are equal, one would be `Name$1`. */
function refuseRenamedClasses(output) {
  for (const { fileName, code = "" } of output) {
    const [renamed] = /\bclass \w+\$\d+/.exec(code) ?? [];
    if (renamed === undefined) continue;
    throw new Error(
      `Cannot bundle ${renamed} in ${fileName} because a class of that name exists: rename one`,
    );
  }
}

/** Whether nothing was compiled since; a build with nothing to do is what most commands begin with. */
function isUpToDate(root, entries) {
  const made = entries.map((entry) => join(root, "dist", entry));
  if (!made.every((file) => existsSync(file))) return false;
  const oldest = Math.min(...made.map((file) => statSync(file).mtimeMs));
  const compiled = [
    "package.json",
    "scripts/bundle.js",
    "scripts/inline-packages.js",
    ...filesIn(root, "build/src", ".js"),
  ];
  return compiled.every((file) => statSync(join(root, file)).mtimeMs < oldest);
}

/** Chunks of before would stay; the declarations are the compiler's. */
function removeOutput(dist) {
  for (const file of filesIn(dist, "", ".js", ".js.map")) rmSync(join(dist, file));
}

function filesIn(root, folder, ...endings) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => join(folder, path));
}
