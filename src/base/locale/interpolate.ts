/**
 * Puts values in the place of `%(name)s` and `%(name)d`, as translations have them; `%%` becomes `%`.
 *
 * @param text - a translation
 * @param values - by their names; a name that is not there stays as it is written
 * @example
 * ```ts
 * import { interpolate } from "typhoon/locale";
 *
 * interpolate("%(name)s liked this", { name: "Ada" });   // "Ada liked this"
 * ```
 */
export function interpolate(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(/%(?:%|\((\w+)\)[sd])/g, (found, name?: string) => {
    if (name === undefined) return "%";
    return Object.hasOwn(values, name) ? String(values[name]) : found;
  });
}
