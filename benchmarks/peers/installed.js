// What is installed of what is measured, and in which version.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const readVersion = (packageFile) => JSON.parse(readFileSync(here(packageFile), "utf8")).version;

export const python = "/usr/bin/python3";

export const packageVersion = (name) => readVersion(`../node_modules/${name}/package.json`);
export const typhoonVersion = () => readVersion("../../package.json");

/** What is missing of a layer of ours, if anything is. */
export function typhoonMissing(layer) {
  const file = `dist/${layer}/index.js`;
  return existsSync(here(`../../${file}`)) ? undefined : `${file} is not there: run \`npm run build\` first`;
}

/** It is native code, in a package that has it compiled for some versions of Node. */
export function uwsMissing() {
  const file = `uws_${process.platform}_${process.arch}_${process.versions.modules}.node`;
  return existsSync(here(`../node_modules/@trufflesuite/uws-js-unofficial/binaries/${file}`))
    ? undefined
    : `its package has no ${file}`;
}

/** What the program prints, or undefined when it fails. */
export function pythonPrints(program) {
  const run = spawnSync(python, ["-c", program], { encoding: "utf8", timeout: 10_000 });
  return run.status === 0 ? run.stdout.trim() : undefined;
}

export const tornadoVersion = () =>
  pythonPrints("import sys, tornado; print(tornado.version, 'on Python', sys.version.split()[0])");

export function tornadoMissing() {
  return existsSync(python) && pythonPrints("import tornado") !== undefined
    ? undefined
    : `${python} cannot import tornado: install Debian's package python3-tornado`;
}
