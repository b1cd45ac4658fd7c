// Compiles the library to dist/, and its tests and examples to build/, then copies the files beside them that
// are not TypeScript (pages, styles), because a compiled example looks for its page next to itself.
import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

const compiled = spawnSync(process.execPath, [tsc, "--build", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

for (const folder of ["test", "examples"]) {
  cpSync(join(root, folder), join(root, "build", folder), {
    recursive: true,
    filter: (path) => extname(path) !== ".ts" && !path.endsWith("tsconfig.json"),
  });
}
