import type { Locale } from "../../base/locale/internal.ts";
import type { BaseLoader, TemplateNamespace } from "../../base/template/index.ts";
import type { HTTPServerRequest } from "../../http/httputil/index.ts";
import type { ApplicationSettings } from "./settings.ts";
import type { StaticUrlOptions } from "./static-url-options.ts";

/** What the making of pages asks of a handler: above all the hooks, which an application may override. */
export interface TemplateHooks {
  readonly settings: ApplicationSettings;
  readonly request: HTTPServerRequest;
  readonly locale: Locale;
  readonly currentUser: unknown;
  xsrfFormHtml(): string;
  reverseUrl(name: string, ...args: readonly unknown[]): string;
  getTemplatePath(): string | URL | undefined;
  getTemplateNamespace(): TemplateNamespace;
  createTemplateLoader(path: string | URL): BaseLoader;
  renderLinkedJs(files: readonly string[]): string;
  renderEmbedJs(scripts: readonly string[]): string;
  renderLinkedCss(files: readonly string[]): string;
  renderEmbedCss(styles: readonly string[]): string;
  /** The URL of a static file. */
  staticUrl(path: string, options?: StaticUrlOptions): string;
}

/** Several texts, or one, or none. */
export type Texts = string | readonly string[] | undefined;

/** A part of a page that brings what it needs elsewhere on the page. */
export interface PageModule {
  render(...args: unknown[]): unknown;
  embeddedJavascript(): string | undefined;
  javascriptFiles(): Texts;
  embeddedCss(): string | undefined;
  cssFiles(): Texts;
  htmlHead(): string | undefined;
  htmlBody(): string | undefined;
}

/** The modules and methods that templates of an application can call. */
export interface TemplateExtensions {
  /** Makes the module of that name for a handler. */
  createModule(name: string, handler: TemplateHooks): PageModule;
  /** The methods, by their names; a handler is their first argument. */
  readonly methods: ReadonlyMap<string, (handler: TemplateHooks, ...args: unknown[]) => unknown>;
}
