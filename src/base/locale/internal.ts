/** The friends' door: what a handler needs of locales, without the readers of files that few programs load. */
export { Locale } from "./locale.ts";
