import { callable, either, having, OptionRules, oneOf, plainObject, text } from "../errors/internal.ts";
import type { TemplateNamespace } from "./scope.ts";
import type { WhitespaceMode } from "./whitespace.ts";

/** What all templates of a loader share. */
export interface LoaderOptions {
  /** The name of the function that escapes what `{{ }}` prints; `null`: none. Default: `xhtmlEscape`. */
  readonly autoescape?: string | null;
  /** Names that all templates have. Default: none. */
  readonly namespace?: TemplateNamespace;
  /** What becomes of white space. Default: `single` for `*.html` and `*.js`, `all` for others. */
  readonly whitespace?: WhitespaceMode;
}

/** How a loader reads files. */
export interface FileLoaderOptions extends LoaderOptions {
  /** Called with the path of each file that is read, for whoever wants to know when it changes. Default: nobody. */
  readonly onFile?: (path: string) => void;
}

/** How white space is treated. */
export const whitespaceMode = oneOf("all", "single", "oneline");

/** A loader, also one that extends no class of ours. */
export const templateLoader = having("load", "a template loader, such as new Loader(path)");

/** Options of all loaders; `onFile` is for those of files. */
export const loaderRules = new OptionRules<FileLoaderOptions>("make a template loader", {
  autoescape: either(text, oneOf(null)),
  namespace: plainObject,
  whitespace: whitespaceMode,
  onFile: callable,
});
