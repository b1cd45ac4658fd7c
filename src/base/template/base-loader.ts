import { TemplateNotFoundError } from "./errors.ts";
import type { LoaderOptions } from "./loader-options.ts";
import { loaderRules } from "./loader-options.ts";
import type { TemplateNamespace } from "./scope.ts";
import type { Template, TemplateSource } from "./template.ts";
import type { WhitespaceMode } from "./whitespace.ts";

/**
 * The parent of all loaders: finds templates by name, and keeps those that it has compiled.
 *
 * @see tornado.template.BaseLoader
 */
export abstract class BaseLoader implements TemplateSource {
  readonly autoescape: string | null;
  readonly namespace: TemplateNamespace;
  readonly whitespace: WhitespaceMode | undefined;
  readonly #templates = new Map<string, Template>();
  readonly #loading = new Set<string>();

  /** @param options - what all its templates share */
  constructor(options: LoaderOptions = {}) {
    loaderRules.check(options);
    const { autoescape = "xhtmlEscape", namespace = {}, whitespace } = options;
    this.autoescape = autoescape;
    this.namespace = namespace;
    this.whitespace = whitespace;
  }

  /** Forgets all compiled templates, so that they are read again. */
  reset(): void {
    this.#templates.clear();
  }

  /**
   * The template of that name; it is read and compiled the first time.
   *
   * @param name - relative to `parentPath`, unless it begins with a slash
   * @param parentPath - the name of the template that extends or includes it
   * @throws {TemplateNotFoundError} `ERR_TEMPLATE_NOT_FOUND` if there is none, or it includes itself
   * @throws {ParseError} `ERR_TEMPLATE_PARSE` if it, or one that it needs, is wrong
   */
  load(name: string, parentPath?: string): Template {
    const path = this.resolvePath(name, parentPath);
    const known = this.#templates.get(path);
    if (known !== undefined) return known;
    if (this.#loading.has(path)) throw inCircle(path, this.#loading);
    this.#loading.add(path);
    try {
      const template = this.createTemplate(path);
      this.#templates.set(path, template);
      return template;
    } finally {
      this.#loading.delete(path);
    }
  }

  /** The name under which a template is kept, of one that may be relative to another. */
  abstract resolvePath(name: string, parentPath?: string): string;

  /** Hook: reads and compiles the template of that resolved name. */
  protected abstract createTemplate(name: string): Template;
}

function inCircle(path: string, loading: ReadonlySet<string>): TemplateNotFoundError {
  const circle = [...loading, path].join(", ");
  return new TemplateNotFoundError(path, `it extends or includes itself: ${circle}`);
}
