import type { Locale } from "../../base/locale/internal.ts";
import type { Template, TemplateNamespace } from "../../base/template/index.ts";
import type { ApplicationContext } from "./application-context.ts";
import { placeAssets } from "./page-assets.ts";
import type { StaticUrlOptions } from "./static-url-options.ts";
import type { PageModule, TemplateHooks } from "./template-hooks.ts";

/** The pages of one handler, and the modules that they used. */
export class Rendering {
  readonly #handler: TemplateHooks;
  readonly #application: ApplicationContext;
  readonly #modules = new Map<string, PageModule>();

  /**
   * @param handler - whose hooks say where templates are and what they can use
   * @param application - has the loaders, the modules and the methods
   */
  constructor(handler: TemplateHooks, application: ApplicationContext) {
    this.#handler = handler;
    this.#application = application;
  }

  /** The template of that name. */
  load(name: string): Template {
    const handler = this.#handler;
    const path = handler.getTemplatePath() ?? (handler.settings.templateLoader && "");
    if (path === undefined) {
      throw new TypeError(
        `Cannot render ${name} as it is not known where templates are: give the application the setting templatePath`,
      );
    }
    return this.#application.templateLoaders.of(handler, path).load(name);
  }

  /** What a template is given: the handler's names, those of this page before them. */
  namesFor(names: TemplateNamespace | undefined): TemplateNamespace {
    const handler = this.#handler;
    return {
      // Found out only if a template names it: who the user is can be costly to know, or impossible without waiting.
      get currentUser() {
        return handler.currentUser;
      },
      get locale() {
        return handler.locale;
      },
      ...handler.getTemplateNamespace(),
      ...names,
    };
  }

  /** The page with what its modules need elsewhere on it. */
  complete(page: string): string {
    return this.#modules.size === 0 ? page : placeAssets(page, this.#handler, [...this.#modules.values()]);
  }

  /** What a handler's templates can use, unless an application says otherwise. */
  names(): Record<string, unknown> {
    const handler = this.#handler;
    const modules = this.#moduleNames();
    return {
      handler,
      request: handler.request,
      reverseUrl: (name: string, ...args: readonly unknown[]) => handler.reverseUrl(name, ...args),
      ...translation(handler),
      modules,
      _tt_modules: modules,
      staticUrl: (path: string, options?: StaticUrlOptions) => handler.staticUrl(path, options),
      xsrfFormHtml: () => handler.xsrfFormHtml(),
      ...this.#methods(),
    };
  }

  #methods(): Record<string, unknown> {
    const methods = [...this.#application.templateExtensions.methods];
    return Object.fromEntries(
      methods.map(([name, method]) => [name, (...args: unknown[]) => method(this.#handler, ...args)]),
    );
  }

  /** `modules.Entry(post)` renders the module `Entry`; each module is made once for a handler. */
  #moduleNames(): object {
    return new Proxy(Object.create(null), {
      get: (_, name) => {
        const module = this.#module(String(name));
        return (...args: unknown[]) => module.render(...args);
      },
    });
  }

  #module(name: string): PageModule {
    const known = this.#modules.get(name);
    if (known !== undefined) return known;
    const module = this.#application.templateExtensions.createModule(name, this.#handler);
    this.#modules.set(name, module);
    return module;
  }
}

/** The locale is found out only if a template translates. */
function translation(handler: TemplateHooks): Record<string, unknown> {
  return {
    _: (...args: Parameters<Locale["translate"]>) => handler.locale.translate(...args),
    pgettext: (...args: Parameters<Locale["pgettext"]>) => handler.locale.pgettext(...args),
  };
}
