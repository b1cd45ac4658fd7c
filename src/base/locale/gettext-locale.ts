import { isPlural, Locale } from "./locale.ts";
import type { PluralRule } from "./plural-forms.ts";

/** What a compiled catalogue holds: by context, by text, the translation and its plural forms. */
export interface GettextTranslations {
  /** Which of the forms is for a number. */
  readonly pluralRule: PluralRule;
  /** The empty context is that of texts without one. */
  readonly contexts: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

/**
 * A locale whose translations come from a `.mo` file, see `loadGettextTranslations`.
 * @see tornado.locale.GettextLocale
 */
export class GettextLocale extends Locale {
  readonly #translations: GettextTranslations;

  /**
   * @param code - such as `es_GT` or `fr`
   * @param translations - the content of the file
   */
  constructor(code: string, translations: GettextTranslations) {
    super(code);
    this.#translations = translations;
  }

  override translate(message: string, pluralMessage?: string, count?: number): string {
    return this.#find("", message, pluralMessage, count) ?? super.translate(message, pluralMessage, count);
  }

  /** The translation in a context; without one there, the translation without context. */
  override pgettext(context: string, message: string, pluralMessage?: string, count?: number): string {
    const found = this.#find(context, message, pluralMessage, count);
    return found ?? this.translate(message, pluralMessage, count);
  }

  #find(context: string, message: string, pluralMessage?: string, count?: number): string | undefined {
    // Only for its complaint: which form it is, the catalogue knows.
    isPlural(pluralMessage, count);
    const forms = this.#translations.contexts.get(context)?.get(message);
    const index = pluralMessage === undefined ? 0 : this.#translations.pluralRule(count ?? 1);
    return forms?.[index] || undefined;
  }
}
