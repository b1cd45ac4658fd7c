export { runOnExecutor, unblock } from "../concurrent/index.ts";
export { Application, type HandlerDelegateOptions, type RegisteredHandler } from "./application/index.ts";
export { asynchronous, streamRequestBody } from "./decorators/index.ts";
export {
  type ApplicationContext,
  type ApplicationSettings,
  type ArgumentOptions,
  type BodyChunk,
  type ClearCookieAttributes,
  Finish,
  type FinishedRequest,
  type HandlerClass,
  type HeaderValue,
  type HookResult,
  HTTPError,
  type HTTPErrorOptions,
  type JSONObject,
  MissingArgumentError,
  type PathArguments,
  type PathKeywords,
  type PrepareResult,
  type RedirectOptions,
  RequestHandler,
  type SendErrorOptions,
  type StaticUrlOptions,
  TemplateModule,
  type TemplateResources,
  UIModule,
} from "./handler/index.ts";
export {
  ErrorHandler,
  FallbackHandler,
  type FallbackKwargs,
  RedirectHandler,
  type RedirectKwargs,
  type StaticContent,
  StaticFileHandler,
  type StaticFileKwargs,
} from "./handlers/index.ts";
export { type RuleLike, URLSpec, url } from "./routing/index.ts";
