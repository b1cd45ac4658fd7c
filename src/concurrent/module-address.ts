import { createRequire } from "node:module";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";

/*
 * The address of a module is what loads it again in another thread, in the same way, because it may be transformed for
 * one way alone: a URL for `import()`, or the path of one that `require()` has loaded. (`tsx` makes CommonJS of a package
 * of ES modules when a program without `"type": "module"` uses it; to import it would be to load another text.)
 */

/** @returns the address of the module that is evaluated under this name: ES modules have a URL, CommonJS modules a path */
export function moduleAddress(fileName: string): string {
  return !isUrl(fileName) && isRequired(fileName) ? fileName : moduleUrl(fileName);
}

/** @returns the URL of a module, of which `address` may be a path */
export function moduleUrl(address: string): string {
  return isUrl(address) ? address : pathToFileURL(address).href;
}

/** @returns what the module exports */
export async function loadFrom(address: string): Promise<object> {
  if (isUrl(address)) return import(address);
  const exports: unknown = createRequire(address)(address);
  // `module.exports = class` has one export, as if it were imported.
  return typeof exports === "object" && exports !== null ? exports : { default: exports };
}

/** Whether `require()` loads the module of this address, and not `import()`. */
export function isForRequire(address: string): boolean {
  return !isUrl(address);
}

function isUrl(name: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(name) && !/^[a-z]:[\\/]/i.test(name);
}

/**
 * A loader may also have given a CommonJS module to `import`, and then `require` knows nothing of it. Code of `node -e`
 * and of the prompt is in no file.
 */
function isRequired(path: string): boolean {
  return isAbsolute(path) && createRequire(path).cache[path] !== undefined;
}
