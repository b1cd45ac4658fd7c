// Every template engine that can be measured, as data. An engine's file exports `open(form)`: a function that makes a page.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packageVersion, typhoonMissing, typhoonVersion } from "../installed.js";

export const engines = {
  typhoon: {
    about: "DictLoader, extends and include",
    version: typhoonVersion,
    missing: () => typhoonMissing("base/template"),
    isOurs: true,
  },
  eta: npmEngine("eta"),
  ejs: npmEngine("ejs"),
};

function npmEngine(name) {
  const folder = fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url));
  return {
    about: name,
    version: () => packageVersion(name),
    missing: () => (existsSync(folder) ? undefined : `${name} is not installed: npm ci --prefix benchmarks`),
  };
}
