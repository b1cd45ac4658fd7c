/** The friends' door: how settings of templates are checked. */
export { loaderRules, templateLoader, whitespaceMode } from "./loader-options.ts";
