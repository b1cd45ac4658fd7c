// Pages and texts; the classes are those of application.py under the same names.
import { linkify, squeeze, urlEscape, urlUnescape, xhtmlEscape, xhtmlUnescape } from "typhoon/escape";
import { type RequestHandler, UIModule } from "typhoon/web";
import { Handler } from "./incoming.ts";

export class Entry extends UIModule {
  override render(title: string): string {
    return `<b>${title}</b>`;
  }
  override embeddedJavascript(): string {
    return "entry();";
  }
  override javascriptFiles(): string {
    return "/entry.js";
  }
  override embeddedCss(): string {
    return "b { color: red }";
  }
  override cssFiles(): string[] {
    return ["/entry.css", "/other.css"];
  }
  override htmlHead(): string {
    return "<meta name=entry>";
  }
  override htmlBody(): string {
    return "<footer>entry</footer>";
  }
}

/** A UI method. */
export function shout(_handler: RequestHandler, text: string): string {
  return `${text.toUpperCase()}!`;
}

export class Render extends Handler {
  override get(template: string): void {
    this.render(template, {
      title: "A <title> & 'more'",
      items: ["one", "two & a half", "<three>"],
      count: 3,
      nothing: "",
      yes: true,
      no: false,
      wrap: (text: string) => `[${text}]`,
      xhtml_escape: xhtmlEscape,
      name: this.getArgument("name", "none"),
    });
  }
}

const functions: Readonly<Record<string, (text: string) => string>> = {
  xhtml_escape: xhtmlEscape,
  xhtml_unescape: xhtmlUnescape,
  url_escape: (text) => urlEscape(text),
  url_escape_path: (text) => urlEscape(text, { plus: false }),
  url_unescape: (text) => urlUnescape(text),
  url_unescape_path: (text) => urlUnescape(text, { plus: false }),
  squeeze,
  linkify: (text) => linkify(text),
  linkify_short: (text) => linkify(text, { shorten: true }),
  linkify_protocol: (text) => linkify(text, { requireProtocol: true }),
};

export class Escape extends Handler {
  override get(name: string): void {
    const text = this.getArguments("text", { strip: false }).at(-1) ?? "";
    this.show(functions[name]?.(text));
  }
}

export class Language extends Handler {
  override get(): void {
    const { locale } = this;
    this.show([locale.code, locale.translate("hello"), locale.list(["a", "b", "c"])]);
  }
}

export class StaticUrl extends Handler {
  override get(): void {
    const path = this.getArgument("path");
    this.show([this.staticUrl(path, { includeVersion: false }), this.staticUrl(path, { includeHost: true })]);
  }
}

export class ReverseUrl extends Handler {
  override get(): void {
    this.show([this.reverseUrl("pair", this.getArgument("one"), this.getArgument("two"))]);
  }
}
