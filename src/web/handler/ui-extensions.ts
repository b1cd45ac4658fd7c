import { type LinkifyOptions, linkify } from "../../base/escape/index.ts";
import { checkModuleClass } from "./class-rules.ts";
import { RequestHandler } from "./request-handler.ts";
import type { ApplicationSettings } from "./settings.ts";
import type { PageModule, TemplateExtensions, TemplateHooks } from "./template-hooks.ts";
import { TemplateModule } from "./template-module.ts";
import { UIModule } from "./ui-module.ts";

type UIModuleClass = new (handler: RequestHandler) => UIModule;
type UIMethod = (handler: TemplateHooks, ...args: unknown[]) => unknown;

/** `{% module linkify(text) %}` */
class Linkify extends UIModule {
  override render(text: string, options?: LinkifyOptions): string {
    return linkify(text, options);
  }
}

/** `{% module xsrfFormHtml() %}`: as the function of that name gives it, and not escaped. */
class XsrfFormHtml extends UIModule {
  override render(): string {
    return this.handler.xsrfFormHtml();
  }
}

const builtin: Readonly<Record<string, UIModuleClass>> = {
  Template: TemplateModule,
  linkify: Linkify,
  xsrfFormHtml: XsrfFormHtml,
};

/** What the settings `uiModules` and `uiMethods` give to templates. */
export class UIExtensions implements TemplateExtensions {
  readonly methods: ReadonlyMap<string, UIMethod>;
  readonly #modules: ReadonlyMap<string, UIModuleClass>;

  /** @param settings - of the application */
  constructor({ uiModules, uiMethods }: ApplicationSettings = {}) {
    this.#modules = new Map(entriesOf([builtin, uiModules]).filter(isNamedModule));
    for (const moduleClass of this.#modules.values()) checkModuleClass(moduleClass);
    this.methods = new Map(entriesOf([uiMethods]).filter(isNamedMethod));
  }

  createModule(name: string, handler: TemplateHooks): PageModule {
    const moduleClass = this.#modules.get(name);
    if (moduleClass !== undefined && handler instanceof RequestHandler) return new moduleClass(handler);
    throw new TypeError(
      `Cannot use the module ${name} as the application has none of that name: give its class to the setting uiModules`,
    );
  }
}

/** Of objects, lists of them, and whole modules as `import * as` gives them. */
function entriesOf(named: unknown): (readonly [string, unknown])[] {
  if (Array.isArray(named)) return named.flatMap(entriesOf);
  return typeof named === "object" && named !== null ? Object.entries(named) : [];
}

function isNamedModule(entry: readonly [string, unknown]): entry is readonly [string, UIModuleClass] {
  const [, value] = entry;
  return typeof value === "function" && value.prototype instanceof UIModule;
}

/** A whole module may have classes, and functions that are its own. */
function isNamedMethod(entry: readonly [string, unknown]): entry is readonly [string, UIMethod] {
  const [name, value] = entry;
  return typeof value === "function" && /^\p{Ll}/u.test(name);
}
