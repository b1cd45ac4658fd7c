import { mo } from "gettext-parser";
import type { GettextTranslations } from "./gettext-locale.ts";
import { pluralRule } from "./plural-forms.ts";

/** Reads a catalogue that `msgfmt` has compiled. @throws {Error} if it is none, or its rule of plurals cannot be read */
export function readMo(content: Buffer): GettextTranslations {
  const { headers, translations } = mo.parse(content);
  const contexts = Object.entries(translations).map(([context, messages]) => {
    const forms = Object.values(messages).map(({ msgid, msgstr }) => [msgid, msgstr] as const);
    return [context, new Map(forms)] as const;
  });
  const header = Object.entries(headers).find(([name]) => name.toLowerCase() === "plural-forms");
  return { pluralRule: pluralRule(header?.[1]), contexts: new Map(contexts) };
}
