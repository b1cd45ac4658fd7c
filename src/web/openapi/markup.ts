import { xhtmlEscape } from "../../base/escape/index.ts";

/** HTML that is safe to be put into other HTML as it is. */
export class Markup {
  readonly #html: string;

  /** @param html - of the source code, with everything else escaped: by {@link html} */
  constructor(html: string) {
    this.#html = html;
  }

  toString(): string {
    return this.#html;
  }
}

/** What can stand in a piece of HTML: text is escaped, `undefined` and `false` are nothing. */
export type MarkupValue = string | number | Markup | undefined | false | readonly MarkupValue[];

/** A piece of HTML; values in it are escaped, but for other pieces. */
export function html(texts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(texts.map((text, index) => text + escaped(values[index])).join(""));
}

function escaped(value: MarkupValue): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Markup) return value.toString();
  if (typeof value === "object") return value.map(escaped).join("");
  return xhtmlEscape(String(value));
}
