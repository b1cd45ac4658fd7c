export type { ApplicationContext } from "./application-context.ts";
export type { ArgumentType, ArgumentValue } from "./argument-type.ts";
export type { ArgumentOptions, TypedArgumentOptions } from "./arguments.ts";
export type { BodyChunk, JSONObject } from "./body-chunk.ts";
export { ContentEncoding } from "./content-encoding.ts";
export type { ClearCookieAttributes } from "./cookies.ts";
export type { UserOf } from "./current-user.ts";
export {
  Finish,
  HTTPError,
  type HTTPErrorOptions,
  InvalidArgumentError,
  MissingArgumentError,
  MissingSettingError,
  RequestTimeoutError,
} from "./errors.ts";
export type { HookResult, PrepareResult, SendErrorOptions } from "./handler-hooks.ts";
export type { HeaderValue } from "./header-value.ts";
export type { HandlerClass } from "./lifecycle.ts";
export type { OutputChunk, OutputHead, OutputTransform, OutputTransformClass } from "./output-transform.ts";
export type { Representation } from "./preconditions.ts";
export type { Problem } from "./problem.ts";
export type { RedirectOptions } from "./redirection.ts";
export { type PathArguments, type PathKeywords, RequestHandler } from "./request-handler.ts";
export type { ReturnedBody, VerbResult } from "./returned-body.ts";
export type { ApplicationSettings, FinishedRequest } from "./settings.ts";
export type { GetSignedCookieOptions, SetSignedCookieOptions } from "./signed-cookies.ts";
export {
  type CookieSecret,
  type CreateSignedValueOptions,
  createSignedValue,
  type DecodeSignedValueOptions,
  decodeSignedValue,
  getSignatureKeyVersion,
  type SignedValueVersion,
} from "./signed-value.ts";
export type { StaticUrlOptions } from "./static-url-options.ts";
export { TemplateModule, type TemplateResources } from "./template-module.ts";
export { UIModule } from "./ui-module.ts";

import "./worker-receiver.ts";
