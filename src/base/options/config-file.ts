import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, parse, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { filePathOf } from "../errors/internal.ts";
import { withoutBom } from "../escape/internal.ts";
import { OptionError } from "./errors.ts";

/** What a configuration file says. */
export interface ConfigFile {
  readonly values: object;
  /** Whether each name has to be an option: a module may export other things too. */
  readonly isStrict: boolean;
}

const moduleKinds = new Set([".mjs", ".js", ".cjs", ".mts", ".ts", ".cts"]);
const importNow = createRequire(import.meta.url);

/**
 * Reads a file at once, as the program cannot start without it.
 *
 * @returns `undefined` if it is a module that awaits something
 * @throws {OptionError} `ERR_OPTION` if it cannot be read
 */
export function readConfigFile(file: string | URL): ConfigFile | undefined {
  const path = pathOf(file);
  try {
    return path.endsWith(".json") ? readJson(path) : { values: valuesOf(importNow(path)), isStrict: false };
  } catch (error) {
    if (codeOf(error) === "ERR_REQUIRE_ASYNC_MODULE") return undefined;
    throw unreadable(path, error);
  }
}

/** Imports a module that awaits something. @throws {OptionError} `ERR_OPTION` if it fails */
export async function importConfigFile(file: string | URL): Promise<ConfigFile> {
  const path = pathOf(file);
  try {
    return { values: valuesOf(await import(pathToFileURL(path).href)), isStrict: false };
  } catch (error) {
    throw unreadable(path, error);
  }
}

function pathOf(file: string | URL): string {
  const path = resolve(filePathOf("the configuration file", file));
  const kind = extname(path);
  if (kind === ".json" || moduleKinds.has(kind)) return path;
  const { dir, name } = parse(path);
  const renamed = resolve(dir, name);
  throw new OptionError(
    `Cannot read the configuration file ${path} because it is neither JSON nor a JavaScript module: rename it to\n` +
      `  ${renamed}.json, which has { "port": 8888 }, or to\n  ${renamed}.mjs, which has export const port = 8888;`,
  );
}

function readJson(path: string): ConfigFile {
  const values: unknown = JSON.parse(withoutBom(readFileSync(path, "utf8")));
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new TypeError("it has to hold one object, with options by their names");
  }
  return { values, isStrict: true };
}

/** The object that a module exports as default, or else its exports. */
function valuesOf(exports: unknown): object {
  if (typeof exports !== "object" || exports === null) throw new TypeError("it exports no options");
  const whole = "default" in exports ? exports.default : undefined;
  return typeof whole === "object" && whole !== null ? whole : exports;
}

function unreadable(path: string, cause: unknown): OptionError {
  const why = isMissing(path, cause) ? "there is no such file" : reasonOf(cause);
  return new OptionError(`Cannot read the configuration file ${path} because ${why}`, { cause });
}

/** A module that it imports may be missing as well: then the reason names that. */
function isMissing(path: string, cause: unknown): boolean {
  if (codeOf(cause) === "ENOENT") return true;
  return codeOf(cause) === "MODULE_NOT_FOUND" && reasonOf(cause).startsWith(`Cannot find module '${path}'`);
}

function reasonOf(cause: unknown): string {
  if (codeOf(cause) === "EISDIR") return "it is a folder";
  return cause instanceof Error ? cause.message : String(cause);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
