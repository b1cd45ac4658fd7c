// A Rollup plugin that writes modules anew which load a package, with the package inside. As packages they cost each
// process and each worker dozens of files and 30 ms of processor time; inside, their modules stay functions that nobody
// calls until they are needed. Their licences go along.
import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, sep } from "node:path";
import { build } from "esbuild";

const replaced = {
  [join("base", "log", "load-pino.js")]: 'export const loadPino = () => require("pino").pino;',
  [join("web", "handlers", "load-mime.js")]: 'export const loadMime = () => require("mime").default;',
};

/** @param {string} root - the package's folder */
export function inlinePackages(root) {
  const inlined = new Set();
  return {
    name: "inline packages",
    async load(id) {
      const text = Object.entries(replaced).find(([path]) => id.endsWith(path))?.[1];
      if (text === undefined) return undefined;
      const { outputFiles, metafile } = await bundled(root, text);
      for (const file of Object.keys(metafile.inputs)) {
        const folder = packageOf(root, file);
        if (folder !== undefined) inlined.add(folder);
      }
      return { code: outputFiles[0].text, map: { version: 3, sources: [], names: [], mappings: "" } };
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "THIRD-PARTY-LICENSES.txt", source: licensesOf(inlined) });
    },
  };
}

function bundled(root, contents) {
  return build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root },
    bundle: true,
    minifyWhitespace: true,
    minifySyntax: true,
    format: "esm",
    platform: "node",
    target: "node20",
    metafile: true,
    write: false,
    plugins: [nodeModulesOnDemand],
  });
}

/** In an ES module there is no `require`, and an `import` would load them all at once. */
const nodeModulesOnDemand = {
  name: "node's modules on demand",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z_:/0-9]+$/ }, ({ path }) =>
      builtinModules.includes(path.replace(/^node:/, "")) ? { path, namespace: "node" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "node" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};

/** `node_modules/@a/b/lib/c.js` belongs to `node_modules/@a/b`. */
function packageOf(root, file) {
  const parts = file.split(/[/\\]/);
  const at = parts.lastIndexOf("node_modules");
  if (at === -1) return undefined;
  const name = parts.slice(at + 1, at + (parts[at + 1]?.startsWith("@") ? 3 : 2));
  return join(root, ...parts.slice(0, at + 1), ...name);
}

function licensesOf(packages) {
  const texts = [...packages].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENCE", "license", "license.md"].find((one) =>
      existsSync(join(folder, one)),
    );
    if (file === undefined)
      throw new Error(`Cannot inline ${name} because it has no licence: see ${folder}${sep}`);
    return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return `The published code contains these packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}
