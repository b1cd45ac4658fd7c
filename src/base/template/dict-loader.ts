import { posix } from "node:path";
import { BaseLoader } from "./base-loader.ts";
import { TemplateNotFoundError } from "./errors.ts";
import type { LoaderOptions } from "./loader-options.ts";
import { Template } from "./template.ts";

/**
 * Loads templates from an object.
 *
 * @example
 * ```ts
 * import { DictLoader } from "typhoon/template";
 *
 * const loader = new DictLoader({
 *   "base.html": "<title>{% block title %}Shop{% end %}</title>",
 *   "cart.html": '{% extends "base.html" %}{% block title %}{{ count }} items{% end %}',
 * });
 * loader.load("cart.html").generate({ count: 3 });   // "<title>3 items</title>"
 * ```
 * @see tornado.template.DictLoader
 */
export class DictLoader extends BaseLoader {
  readonly #dict: Readonly<Record<string, string | Uint8Array>>;

  /**
   * @param dict - the templates' texts by their names
   * @param options - what all its templates share
   */
  constructor(dict: Readonly<Record<string, string | Uint8Array>>, options?: LoaderOptions) {
    super(options);
    this.#dict = dict;
  }

  override resolvePath(name: string, parentPath?: string): string {
    if (parentPath === undefined || /^[</]/.test(parentPath) || name.startsWith("/")) return name;
    return posix.join(posix.dirname(parentPath), name);
  }

  protected override createTemplate(name: string): Template {
    const source = Object.hasOwn(this.#dict, name) ? this.#dict[name] : undefined;
    if (source !== undefined) return new Template(source, { name, loader: this });
    throw new TemplateNotFoundError(name, "the loader's dictionary has no such name");
  }
}
