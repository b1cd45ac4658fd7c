import { Locale } from "../../base/locale/internal.ts";

/**
 * The loaded locale that a browser's user likes best, by the weights of `Accept-Language` (RFC 9110 §12.5.4).
 *
 * @param header - the field; `undefined`: there was none
 * @param defaultCode - the locale for a browser that asks for none that is there
 */
export function browserLocale(header: string | undefined, defaultCode: string): Locale {
  const accepted = (header ?? "").split(",").map(readLanguage);
  const wanted = accepted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return Locale.getClosest(...wanted.map(({ code }) => code), defaultCode);
}

function readLanguage(text: string): { readonly code: string; readonly weight: number } {
  const [code = "", parameter] = text.split(";", 2).map((part) => part.trim());
  if (parameter === undefined) return { code, weight: 1 };
  // What is no weight takes the language out, as in Tornado.
  const weight = /^q=([01](?:\.\d{0,3})?)$/i.exec(parameter)?.[1];
  return { code, weight: Number(weight ?? 0) };
}
