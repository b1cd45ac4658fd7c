import { genLog } from "../log/index.ts";
import type { CsvTranslations, PluralIndicator } from "./csv-locale.ts";
import { readRows } from "./csv-rows.ts";

/** The encodings that a CSV file may have. */
export type CsvEncoding = "utf-8" | "utf-16le" | "utf-16be" | "latin1";

/**
 * Reads rows of text, translation and perhaps `plural`, `singular` or `unknown`.
 *
 * @param content - the file
 * @param path - for the log
 * @param encoding - `undefined`: by its byte order mark, UTF-8 if there is none
 */
export function readCsv(content: Uint8Array, path: string, encoding?: CsvEncoding): CsvTranslations {
  const text = new TextDecoder(encoding ?? encodingOf(content)).decode(content);
  const translations = { plural: new Map(), singular: new Map(), unknown: new Map() };
  for (const { number, cells } of readRows(text)) {
    if (cells === undefined) {
      genLog.error(
        `Cannot read row ${number} of ${path} because a quote in it does not end: double it, or add its end`,
      );
      continue;
    }
    const [message, translation, indicator] = cells.map((cell) => cell.trim());
    if (message === undefined || translation === undefined) continue;
    const plural = indicator || "unknown";
    if (isIndicator(plural)) translations[plural].set(message, translation);
    else genLog.error(`Unrecognized plural indicator ${JSON.stringify(plural)} in ${path}, row ${number}`);
  }
  return translations;
}

function encodingOf(content: Uint8Array): CsvEncoding {
  if (content[0] === 0xff && content[1] === 0xfe) return "utf-16le";
  return content[0] === 0xfe && content[1] === 0xff ? "utf-16be" : "utf-8";
}

function isIndicator(text: string): text is PluralIndicator {
  return text === "plural" || text === "singular" || text === "unknown";
}
