import { genLog } from "../log/index.ts";
import { isPlural, Locale } from "./locale.ts";

/** Which of a text's translations a row of a file is. */
export type PluralIndicator = "plural" | "singular" | "unknown";

/** Texts with their translations, by plural indicator. */
export type CsvTranslations = Readonly<Record<PluralIndicator, ReadonlyMap<string, string>>>;

/**
 * A locale whose translations come from a CSV file, see `loadTranslations`.
 * @see tornado.locale.CSVLocale
 */
export class CSVLocale extends Locale {
  readonly #translations: CsvTranslations;
  #hasWarned = false;

  /**
   * @param code - such as `es_GT` or `fr`
   * @param translations - the content of the file
   */
  constructor(code: string, translations: CsvTranslations) {
    super(code);
    this.#translations = translations;
  }

  override translate(message: string, pluralMessage?: string, count?: number): string {
    if (isPlural(pluralMessage, count)) return this.#find("plural", pluralMessage);
    return this.#find(pluralMessage === undefined ? "unknown" : "singular", message);
  }

  /** CSV files have no contexts: says so in the log, once, and translates without. */
  override pgettext(context: string, message: string, pluralMessage?: string, count?: number): string {
    if (!this.#hasWarned) genLog.warn(`pgettext() has no contexts in locale ${this.code}: its file is CSV`);
    this.#hasWarned = true;
    return super.pgettext(context, message, pluralMessage, count);
  }

  #find(indicator: PluralIndicator, message: string): string {
    return this.#translations[indicator].get(message) ?? message;
  }
}
