export { BaseLoader } from "./base-loader.ts";
export { DictLoader } from "./dict-loader.ts";
export { ParseError, TemplateNotFoundError, UndefinedNameError } from "./errors.ts";
export { Loader } from "./loader.ts";
export type { FileLoaderOptions, LoaderOptions } from "./loader-options.ts";
export type { TemplateNamespace } from "./scope.ts";
export { Template, type TemplateOptions, type TemplateSource } from "./template.ts";
export { filterWhitespace, type WhitespaceMode } from "./whitespace.ts";
