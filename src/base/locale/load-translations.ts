import { readdirSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { filePathOf, OptionRules, text } from "../errors/internal.ts";
import { genLog } from "../log/index.ts";
import { type CsvEncoding, readCsv } from "./csv-file.ts";
import { CSVLocale } from "./csv-locale.ts";
import { type Locale, setLocales } from "./locale.ts";

/** Options of {@link loadTranslations}. */
export interface LoadTranslationsOptions {
  /** How the files are encoded. Default: by their byte order mark, UTF-8 if there is none. */
  readonly encoding?: CsvEncoding;
}

const optionRules = new OptionRules<LoadTranslationsOptions>("load translations", { encoding: text });

/**
 * Loads translations from the files `<code>.csv` of a folder, instead of those loaded before. Call it once, at the start.
 *
 * A row is a text, its translation, and perhaps `plural` or `singular`, as one text can have both. A file that cannot be
 * read, or whose name is no code like `es_GT`, is named in the log and left out.
 *
 * @param directory - the folder, as a path or a `file:` URL
 * @throws {Error} if the folder cannot be read
 * @see tornado.locale.load_translations
 */
export async function loadTranslations(
  directory: string | URL,
  options: LoadTranslationsOptions = {},
): Promise<void> {
  const folder = filePathOf("the folder of translations", directory);
  optionRules.check(options);
  const locales = new Map<string, Locale>();
  for (const name of csvFiles(await readdir(folder), folder)) {
    const path = join(folder, name);
    addLocale(locales, path, name, await readFile(path), options);
  }
  setLocales(locales);
}

/**
 * Does as {@link loadTranslations} does, and holds the thread until it is done.
 *
 * @param directory - the folder, as a path or a `file:` URL
 * @throws {Error} if the folder cannot be read
 */
export function loadTranslationsSync(directory: string | URL, options: LoadTranslationsOptions = {}): void {
  const folder = filePathOf("the folder of translations", directory);
  optionRules.check(options);
  const locales = new Map<string, Locale>();
  for (const name of csvFiles(readdirSync(folder), folder)) {
    const path = join(folder, name);
    addLocale(locales, path, name, readFileSync(path), options);
  }
  setLocales(locales);
}

function csvFiles(names: readonly string[], directory: string): string[] {
  const files = names.filter((name) => name.endsWith(".csv")).sort();
  const unknown = files.filter((name) => !isCode(name));
  for (const name of unknown) genLog.error(`Unrecognized locale in the name of ${join(directory, name)}`);
  return files.filter(isCode);
}

function isCode(name: string): boolean {
  return /^[a-z]+(?:_[A-Z]+)?\.csv$/.test(name);
}

function addLocale(
  locales: Map<string, Locale>,
  path: string,
  name: string,
  content: Uint8Array,
  options: LoadTranslationsOptions,
): void {
  const code = name.slice(0, -".csv".length);
  try {
    locales.set(code, new CSVLocale(code, readCsv(content, path, options.encoding)));
  } catch (err) {
    genLog.error({ err }, `Cannot read translations from ${path}`);
  }
}
