import { xhtmlEscape } from "../../base/escape/index.ts";
import type { PageModule, TemplateHooks, Texts } from "./template-hooks.ts";

/**
 * Puts what modules need into a page: scripts before the end of its body, styles and the rest before the end of its head.
 *
 * @throws {TypeError} if the page has no such end
 */
export function placeAssets(page: string, handler: TemplateHooks, modules: readonly PageModule[]): string {
  const gather = (pick: (module: PageModule) => Texts) => modules.flatMap((module) => listOf(pick(module)));
  const scriptFiles = gather((module) => module.javascriptFiles());
  const scripts = gather((module) => module.embeddedJavascript());
  const styleFiles = gather((module) => module.cssFiles());
  const styles = gather((module) => module.embeddedCss());
  const heads = gather((module) => module.htmlHead());
  const bodies = gather((module) => module.htmlBody());

  let html = page;
  if (scriptFiles.length > 0) html = before(html, "</body>", handler.renderLinkedJs(scriptFiles), "last");
  if (scripts.length > 0) html = before(html, "</body>", handler.renderEmbedJs(scripts), "last");
  if (styleFiles.length > 0) html = before(html, "</head>", handler.renderLinkedCss(styleFiles), "first");
  if (styles.length > 0) html = before(html, "</head>", handler.renderEmbedCss(styles), "first");
  if (heads.length > 0) html = before(html, "</head>", heads.join(""), "first");
  if (bodies.length > 0) html = before(html, "</body>", bodies.join(""), "last");
  return html;
}

function listOf(texts: Texts): readonly string[] {
  if (typeof texts === "string") return texts === "" ? [] : [texts];
  return texts ?? [];
}

function before(page: string, tag: string, text: string, which: "first" | "last"): string {
  const place = which === "first" ? page.indexOf(tag) : page.lastIndexOf(tag);
  if (place !== -1) return `${page.slice(0, place)}${text}\n${page.slice(place)}`;
  throw new TypeError(
    `Cannot place what a UI module needs as the page has no ${tag}: add it to the template`,
  );
}

/** The elements that load scripts, each once, in their order. */
export function scriptElements(handler: TemplateHooks, files: readonly string[]): string {
  const urls = urlsOf(handler, files);
  return urls.map((url) => `<script src="${xhtmlEscape(url)}" type="text/javascript"></script>`).join("");
}

/** The elements that load styles, each once, in their order. */
export function styleElements(handler: TemplateHooks, files: readonly string[]): string {
  const urls = urlsOf(handler, files);
  return urls.map((url) => `<link href="${xhtmlEscape(url)}" type="text/css" rel="stylesheet"/>`).join("");
}

/** An element with scripts in it. */
export function scriptElement(scripts: readonly string[]): string {
  return `<script type="text/javascript">\n//<![CDATA[\n${scripts.join("\n")}\n//]]>\n</script>`;
}

/** An element with styles in it. */
export function styleElement(styles: readonly string[]): string {
  return `<style type="text/css">\n${styles.join("\n")}\n</style>`;
}

function urlsOf(handler: TemplateHooks, files: readonly string[]): string[] {
  return [...new Set(files.map((file) => (isAbsolute(file) ? file : handler.staticUrl(file))))];
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|https?:)/.test(path);
}
