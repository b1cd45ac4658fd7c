import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("..", import.meta.url));

/** Brings `benchmarks/node_modules` to the lock file's versions, if it is not there already. */
export function installPeers() {
  const wanted = readJson("package.json").dependencies;
  if (Object.entries(wanted).every(([name, version]) => installedVersion(name) === version)) return;
  console.log("Installing the peers (npm ci --prefix benchmarks) …");
  const run = spawnSync("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (run.status !== 0) throw new Error("Cannot measure as the peers could not be installed: see npm above");
}

function installedVersion(name) {
  try {
    return readJson(`node_modules/${name}/package.json`).version;
  } catch {
    return undefined;
  }
}

function readJson(path) {
  return JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"));
}
