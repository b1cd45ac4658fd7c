import type { Locale } from "../../base/locale/internal.ts";
import type { TemplateNamespace } from "../../base/template/index.ts";
import type { HTTPServerRequest } from "../../http/httputil/index.ts";
import type { RequestHandler } from "./request-handler.ts";
import type { PageModule, Texts } from "./template-hooks.ts";

/**
 * A part of pages that is used in several of them, with the scripts and styles that it needs: a subclass defines
 * `render`, and a template calls it as `{% module Name(...) %}`. It is made once for each handler that uses it.
 *
 * @example
 * ```ts
 * import { Application, UIModule } from "typhoon/web";
 *
 * class Price extends UIModule {
 *   override render(cents: number) {
 *     return `<span class="price">${(cents / 100).toFixed(2)}</span>`;
 *   }
 *   override embeddedCss() {
 *     return ".price { text-align: right }";
 *   }
 * }
 *
 * new Application([], { uiModules: { Price }, templatePath: "templates" });   // {% module Price(499) %}
 * ```
 * @see tornado.web.UIModule
 */
export class UIModule implements PageModule {
  /** The handler whose page it is a part of. */
  readonly handler: RequestHandler;

  /** @param handler - whose page it is a part of */
  constructor(handler: RequestHandler) {
    this.handler = handler;
  }

  /** The request that the page answers. */
  get request(): HTTPServerRequest {
    return this.handler.request;
  }

  /** Who sent the request: that of the handler. */
  get currentUser(): unknown {
    return this.handler.currentUser;
  }

  /** The user's language: that of the handler. */
  get locale(): Locale {
    return this.handler.locale;
  }

  /**
   * Called for each use of the module with what the template gives it.
   *
   * @returns HTML, which goes into the page as it is; a promise of it where the template says `{% module await ... %}`
   */
  render(..._args: unknown[]): string | Promise<string> {
    throw new TypeError(`Cannot render a ${this.constructor.name} as it does not define render()`);
  }

  /** JavaScript that the page needs once. Default: none. */
  embeddedJavascript(): string | undefined {
    return undefined;
  }

  /** URLs of scripts, or paths of static files, that the page needs. Default: none. */
  javascriptFiles(): Texts {
    return undefined;
  }

  /** CSS that the page needs once. Default: none. */
  embeddedCss(): string | undefined {
    return undefined;
  }

  /** URLs of style sheets, or paths of static files, that the page needs. Default: none. */
  cssFiles(): Texts {
    return undefined;
  }

  /** HTML for the end of the page's head. Default: none. */
  htmlHead(): string | undefined {
    return undefined;
  }

  /** HTML for the end of the page's body. Default: none. */
  htmlBody(): string | undefined {
    return undefined;
  }

  /** A template of the handler as text. */
  renderString(templateName: string, names?: TemplateNamespace): string {
    return this.handler.renderString(templateName, names);
  }
}
