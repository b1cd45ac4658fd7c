import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { filePathOf } from "../errors/internal.ts";
import { OptionError } from "./errors.ts";

/** What a configuration file says. */
interface ConfigFile {
  readonly values: object;
  /** Whether each name has to be an option: a module may export other things too. */
  readonly isStrict: boolean;
}

/** @throws {OptionError} `ERR_OPTION` if it cannot be read */
export async function readConfigFile(file: string | URL): Promise<ConfigFile> {
  const path = resolve(filePathOf("the configuration file", file));
  try {
    return path.endsWith(".json") ? await readJson(path) : await importModule(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OptionError(`Cannot read the configuration file ${path}: ${why}`, { cause });
  }
}

async function readJson(path: string): Promise<ConfigFile> {
  const values: unknown = JSON.parse(await readFile(path, "utf8"));
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new TypeError("it has to hold one object, with options by their names");
  }
  return { values, isStrict: true };
}

async function importModule(path: string): Promise<ConfigFile> {
  const exports: { readonly default?: unknown } = await import(pathToFileURL(path).href);
  const { default: whole } = exports;
  return { values: typeof whole === "object" && whole !== null ? whole : exports, isStrict: false };
}
