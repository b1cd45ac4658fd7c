export { ErrorHandler } from "./error-handler.ts";
export { RedirectHandler, type RedirectKwargs } from "./redirect-handler.ts";
