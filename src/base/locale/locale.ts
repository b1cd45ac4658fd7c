import { type FormatDateOptions, type FormatDayOptions, formatDate, formatDay } from "./dates.ts";
import { interpolate } from "./interpolate.ts";
import { localeNames } from "./names.ts";

let replaceLocales: (locales: ReadonlyMap<string, Locale>) => void;

/**
 * A language, perhaps of one country: translates texts, and writes dates, lists and numbers as they are written there.
 *
 * This class itself translates nothing: it is the locale for which there is no file, above all the default one.
 *
 * @example
 * ```ts
 * import { Locale } from "typhoon/locale";
 *
 * const locale = Locale.getClosest("en-US");
 * locale.friendlyNumber(1234567);                               // "1,234,567"
 * locale.list(["A", "B", "C"]);                                 // "A, B and C"
 * locale.translate("%(n)d apple", "%(n)d apples", 2);           // "%(n)d apples"
 * ```
 * @see tornado.locale.Locale
 */
export class Locale {
  static #defaultCode = "en_US";
  static #loaded: ReadonlyMap<string, Locale> = new Map();

  static {
    replaceLocales = (locales) => {
      Locale.#loaded = locales;
    };
  }

  /** Such as `es_GT` or `fr`. */
  readonly code: string;
  /** What the language calls itself; `"Unknown"` if it is not in `localeNames`. */
  readonly name: string;
  /** Whether the language is written from right to left. */
  readonly rtl: boolean;

  /** @param code - such as `es_GT` or `fr` */
  constructor(code: string) {
    this.code = code;
    this.name = localeNames[code]?.name ?? "Unknown";
    this.rtl = /^(?:fa|ar|he)/.test(code);
  }

  /**
   * The best of the loaded locales: the first code that is there, with its country or without; otherwise the default.
   *
   * @param codes - in order of preference, as `en_US`, `en-us` or `zh-Hant-TW`; what is empty is skipped
   * @see tornado.locale.get
   */
  static getClosest(...codes: readonly (string | null | undefined)[]): Locale {
    const candidates = codes.flatMap((code) => (code ? spellings(code) : []));
    const found = candidates.find((code) => Locale.supported.has(code));
    return Locale.get(found ?? Locale.#defaultCode);
  }

  /**
   * The locale of exactly that code.
   *
   * @throws {RangeError} if it is neither loaded nor the default
   */
  static get(code: string): Locale {
    const found = Locale.#loaded.get(code);
    if (found !== undefined) return found;
    if (code === Locale.#defaultCode) return new Locale(code);
    const known = [...Locale.supported].sort().join(", ");
    throw new RangeError(`Cannot get locale ${code} as no translations of it are loaded: there are ${known}`);
  }

  /** The codes of all loaded locales, and of the default one. */
  static get supported(): ReadonlySet<string> {
    return new Set([...Locale.#loaded.keys(), Locale.#defaultCode]);
  }

  /** Makes `code` the language of the program's own texts, for which no file is needed. At first it is `en_US`. */
  static setDefault(code: string): void {
    Locale.#defaultCode = code;
  }

  /**
   * The translation of a text; the text itself if there is none.
   *
   * @param message - for one of a thing, if there is a plural
   * @param pluralMessage - for another number of them
   * @param count - how many
   * @throws {TypeError} if there is a plural without a count
   */
  translate(message: string, pluralMessage?: string, count?: number): string {
    return isPlural(pluralMessage, count) ? pluralMessage : message;
  }

  /**
   * The translation of a text that means different things in different contexts.
   *
   * @param _context - such as `"law"` or `"good"` for `"right"`
   */
  pgettext(_context: string, message: string, pluralMessage?: string, count?: number): string {
    return this.translate(message, pluralMessage, count);
  }

  /**
   * A moment as people say it: `2 minutes ago`, `yesterday at 6:35 pm`, `April 28`, `April 28, 2013 at 6:35 pm`.
   *
   * @param date - a `Date`, or milliseconds since 1970
   * @param options - the user's time zone, and which form
   * @see tornado.locale.Locale.format_date
   */
  formatDate(date: Date | number, options: FormatDateOptions = {}): string {
    return formatDate(this, date, options);
  }

  /**
   * A day as people say it: `Monday, January 22`.
   *
   * @param date - a `Date`, or milliseconds since 1970
   * @param options - the user's time zone, and whether the day of the week is said
   * @see tornado.locale.Locale.format_day
   */
  formatDay(date: Date | number, options: FormatDayOptions = {}): string {
    return formatDay(this, date, options);
  }

  /** Several things in one text: `A, B and C`. */
  list(parts: readonly string[]): string {
    const [last = "", ...others] = [...parts].reverse();
    if (others.length === 0) return last;
    const commas = others.reverse().join(this.code.startsWith("fa") ? " و " : ", ");
    return interpolate(this.translate("%(commas)s and %(last)s"), { commas, last });
  }

  /** A number with commas between thousands in English, and without any in other languages. */
  friendlyNumber(value: number | bigint): string {
    const isEnglish = this.code === "en" || this.code === "en_US";
    return isEnglish ? value.toLocaleString("en-US", { maximumFractionDigits: 20 }) : String(value);
  }
}

/** Whether the plural is to be taken: for every number but one. @throws {TypeError} without a count */
export function isPlural(
  pluralMessage: string | undefined,
  count: number | undefined,
): pluralMessage is string {
  if (pluralMessage === undefined) return false;
  if (count !== undefined) return count !== 1;
  throw new TypeError(
    `Cannot translate ${JSON.stringify(pluralMessage)} as a plural needs a count: give it too`,
  );
}

/** Makes these the loaded locales, instead of those loaded before. */
export function setLocales(locales: ReadonlyMap<string, Locale>): void {
  replaceLocales(locales);
}

/** `zh-hant-tw` may be loaded as `zh_TW` or as `zh`. */
function spellings(code: string): string[] {
  const [language = "", ...others] = code.replaceAll("-", "_").split("_");
  const base = language.toLowerCase();
  return [...others.reverse().map((part) => `${base}_${part.toUpperCase()}`), base];
}
