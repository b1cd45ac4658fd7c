import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { filePathOf } from "../errors/internal.ts";
import { genLog } from "../log/index.ts";
import { readMo } from "./gettext-file.ts";
import { GettextLocale } from "./gettext-locale.ts";
import { type Locale, setLocales } from "./locale.ts";

/**
 * Loads the catalogues `<directory>/<code>/LC_MESSAGES/<domain>.mo` instead of the translations loaded before. Call it once,
 * at the start.
 *
 * A catalogue that cannot be read is named in the log and left out.
 *
 * @param directory - the folder that has one folder for each code, as a path or a `file:` URL
 * @param domain - the name of the catalogues
 * @throws {Error} if the folder cannot be read
 * @see tornado.locale.load_gettext_translations
 */
export async function loadGettextTranslations(directory: string | URL, domain: string): Promise<void> {
  const folder = filePathOf("the folder of translations", directory);
  const locales = new Map<string, Locale>();
  for (const { code, path } of catalogues(await readdir(folder), folder, domain)) {
    addLocale(locales, code, path, await readFile(path));
  }
  setLocales(locales);
}

/**
 * Does as {@link loadGettextTranslations} does, and holds the thread until it is done.
 *
 * @param directory - the folder that has one folder for each code, as a path or a `file:` URL
 * @param domain - the name of the catalogues
 * @throws {Error} if the folder cannot be read
 */
export function loadGettextTranslationsSync(directory: string | URL, domain: string): void {
  const folder = filePathOf("the folder of translations", directory);
  const locales = new Map<string, Locale>();
  for (const { code, path } of catalogues(readdirSync(folder), folder, domain)) {
    addLocale(locales, code, path, readFileSync(path));
  }
  setLocales(locales);
}

function catalogues(codes: readonly string[], directory: string, domain: string) {
  return codes
    .map((code) => ({ code, path: join(directory, code, "LC_MESSAGES", `${domain}.mo`) }))
    .filter(({ path }) => existsSync(path));
}

function addLocale(locales: Map<string, Locale>, code: string, path: string, content: Buffer): void {
  try {
    locales.set(code, new GettextLocale(code, readMo(content)));
  } catch (err) {
    genLog.error({ err }, `Cannot read translations from ${path}`);
  }
}
