export { ErrorHandler } from "./error-handler.ts";
export { type RedirectKwargs, RedirectHandler } from "./redirect-handler.ts";
