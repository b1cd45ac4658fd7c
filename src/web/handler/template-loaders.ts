import { type BaseLoader, Loader, type LoaderOptions } from "../../base/template/index.ts";
import type { ApplicationSettings } from "./settings.ts";
import type { TemplateHooks } from "./template-hooks.ts";

/** The template loaders of an application: one for each folder, for all handlers that make theirs in the same way. */
export class TemplateLoaders {
  readonly #byMethod = new WeakMap<object, Map<string, BaseLoader>>();
  readonly #freshFor = new WeakMap<object, Set<BaseLoader>>();

  /** The loader of a handler. Where templates are not kept, they are read again for each handler. */
  of(handler: TemplateHooks, path: string | URL): BaseLoader {
    const loader = this.#find(handler, path);
    const { compiledTemplateCache, debug = false } = handler.settings;
    if (compiledTemplateCache ?? !debug) return loader;
    const fresh = this.#freshFor.get(handler) ?? new Set();
    if (!fresh.has(loader)) loader.reset();
    this.#freshFor.set(handler, fresh.add(loader));
    return loader;
  }

  #find(handler: TemplateHooks, path: string | URL): BaseLoader {
    const method = handler.createTemplateLoader;
    const loaders = this.#byMethod.get(method) ?? new Map<string, BaseLoader>();
    this.#byMethod.set(method, loaders);
    const { autoescape, templateWhitespace } = handler.settings;
    // On a worker, handlers of several applications may come to one object of this class.
    const key = [path, autoescape, templateWhitespace].map(String).join("\n");
    const loader = loaders.get(key) ?? handler.createTemplateLoader(path);
    loaders.set(key, loader);
    return loader;
  }
}

/** The loader that an application's settings describe. */
export function loaderOf(settings: ApplicationSettings, path: string | URL): BaseLoader {
  const { templateLoader, autoescape, templateWhitespace: whitespace } = settings;
  if (templateLoader !== undefined) return templateLoader;
  const options: LoaderOptions = {
    ...(autoescape !== undefined && { autoescape }),
    ...(whitespace !== undefined && { whitespace }),
  };
  return new Loader(path, options);
}
