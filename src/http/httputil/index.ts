export { parseBodyArguments, parseMultipartFormData } from "./body-arguments.ts";
export type { CookieAttributes } from "./cookie-attributes.ts";
export { formatCookie, parseCookie } from "./cookies.ts";
export { formatTimestamp, httpDate } from "./dates.ts";
export type {
  ConnectionAddresses,
  DetachOptions,
  HTTPConnection,
  HTTPMessageDelegate,
  HTTPServerConnectionDelegate,
  RequestContext,
} from "./delegates.ts";
export { ClientClosedError, HTTPInputError, HTTPOutputError, ServerShutdownError } from "./errors.ts";
export type { Form } from "./form.ts";
export type { FormOptions } from "./form-limits.ts";
export { HTTPFile, type HTTPFileInit } from "./http-file.ts";
export { HTTPHeaders, type HTTPHeadersInit } from "./http-headers.ts";
export { HTTPServerRequest, type HTTPServerRequestInit } from "./http-server-request.ts";
export { MultipartPart, multipartParts } from "./multipart-stream.ts";
export { reasonPhrase, responses } from "./reason-phrases.ts";
export type { RequestStartLine, ResponseStartLine } from "./start-line.ts";
export { type QueryArguments, urlConcat } from "./urls.ts";
