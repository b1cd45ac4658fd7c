export { ErrorHandler } from "./error-handler.ts";
export { FallbackHandler, type FallbackKwargs } from "./fallback-handler.ts";
export { RedirectHandler, type RedirectKwargs } from "./redirect-handler.ts";
export { type StaticContent, StaticFileHandler, type StaticFileKwargs } from "./static-file-handler.ts";
