// Builds what is published and what is tested:
// - build/src: the library file by file, for tests of internals, with its declarations in dist/;
// - dist: the library in a few files (chunks), as programs import it;
// - build/test, build/examples: tests and examples, with the files beside them that are not TypeScript.
import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleLibrary } from "./bundle.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

const compiled = spawnSync(process.execPath, [tsc, "--build", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

await bundleLibrary(root);

for (const folder of ["test", "examples"]) {
  cpSync(join(root, folder), join(root, "build", folder), {
    recursive: true,
    filter: (path) => extname(path) !== ".ts" && !path.endsWith("tsconfig.json"),
  });
}
