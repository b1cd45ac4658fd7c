// What the repository's package.json has and an installed package has no use for is left out while npm packs: `prepack`
// writes the package's manifest, and `postpack` brings the repository's back.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = join(root, "package.json");
const kept = join(root, "package.json.packing");

if (process.argv[2] === "restore") restore();
else writePackageManifest();

function writePackageManifest() {
  // A pack that was broken off has left it.
  restore();
  const original = readFileSync(manifest, "utf8");
  const {
    scripts: _scripts,
    devDependencies: _development,
    imports: _imports,
    exports,
    ...published
  } = JSON.parse(original);
  writeFileSync(kept, original);
  const withoutConditions = Object.fromEntries(
    Object.entries(exports).map(([path, to]) => [path, to.default ?? to]),
  );
  writeFileSync(manifest, `${JSON.stringify({ ...published, exports: withoutConditions }, undefined, 2)}\n`);
}

function restore() {
  if (existsSync(kept)) renameSync(kept, manifest);
}
