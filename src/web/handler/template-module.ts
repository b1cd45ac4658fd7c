import { isDeepStrictEqual } from "node:util";
import type { TemplateNamespace } from "../../base/template/index.ts";
import type { Texts } from "./template-hooks.ts";
import { UIModule } from "./ui-module.ts";

/** What a template that is used as a module needs elsewhere on the page. */
export interface TemplateResources {
  readonly embeddedJavascript?: string;
  readonly javascriptFiles?: string | readonly string[];
  readonly embeddedCss?: string;
  readonly cssFiles?: string | readonly string[];
  readonly htmlHead?: string;
  readonly htmlBody?: string;
}

/**
 * `{% module Template("entry.html", { entry }) %}`: a template as a module. It may say what it needs, as in
 * `{{ setResources({ cssFiles: "/entry.css" }) }}`.
 *
 * @see tornado.web.TemplateModule
 */
export class TemplateModule extends UIModule {
  readonly #resources = new Map<string, TemplateResources>();

  override render(templateName: string, names: TemplateNamespace = {}): string {
    const setResources = (resources: TemplateResources) => this.#set(templateName, resources);
    return this.renderString(templateName, { ...names, setResources });
  }

  #set(templateName: string, resources: TemplateResources): string {
    const known = this.#resources.get(templateName);
    if (known !== undefined && !isDeepStrictEqual(known, resources)) {
      throw new TypeError(
        `Cannot set other resources for ${templateName} than before as they are those of the template: let them not depend on what it is given`,
      );
    }
    this.#resources.set(templateName, resources);
    return "";
  }

  override embeddedJavascript(): string {
    return this.#all("embeddedJavascript").join("\n");
  }

  override javascriptFiles(): string[] {
    return this.#all("javascriptFiles");
  }

  override embeddedCss(): string {
    return this.#all("embeddedCss").join("\n");
  }

  override cssFiles(): string[] {
    return this.#all("cssFiles");
  }

  override htmlHead(): string {
    return this.#all("htmlHead").join("");
  }

  override htmlBody(): string {
    return this.#all("htmlBody").join("");
  }

  #all(resource: keyof TemplateResources): string[] {
    return [...this.#resources.values()].flatMap((resources) => {
      const texts: Texts = resources[resource];
      return texts ?? [];
    });
  }
}
