// The package has no types of its own; these are of what is used here.
declare module "gettext-parser" {
  interface Message {
    readonly msgid: string;
    readonly msgstr: readonly string[];
  }

  interface Catalogue {
    readonly headers: Readonly<Record<string, string>>;
    readonly translations: Readonly<Record<string, Readonly<Record<string, Message>>>>;
  }

  export const mo: { parse(content: Buffer): Catalogue };
}
