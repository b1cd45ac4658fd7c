export type { ApplicationContext } from "./application-context.ts";
export type { ArgumentOptions } from "./arguments.ts";
export type { BodyChunk, JSONObject } from "./body-chunk.ts";
export type { ClearCookieAttributes } from "./cookies.ts";
export { Finish, HTTPError, type HTTPErrorOptions, MissingArgumentError } from "./errors.ts";
export type { HookResult, PrepareResult, SendErrorOptions } from "./handler-hooks.ts";
export type { HeaderValue } from "./header-value.ts";
export type { HandlerClass } from "./lifecycle.ts";
export type { RedirectOptions } from "./redirection.ts";
export { type PathArguments, type PathKeywords, RequestHandler } from "./request-handler.ts";
export type { ApplicationSettings, FinishedRequest } from "./settings.ts";
export type { StaticUrlOptions } from "./static-url-options.ts";
export { TemplateModule, type TemplateResources } from "./template-module.ts";
export { UIModule } from "./ui-module.ts";

import "./worker-receiver.ts";
