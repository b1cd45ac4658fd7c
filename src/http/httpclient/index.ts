export type { AnswerHead } from "./answer.ts";
export { AsyncHTTPClient, type HTTPClientImplementation } from "./async-http-client.ts";
export type {
  AsyncHTTPClientOptions,
  AuthMode,
  FetchOptions,
  HTTPClientOptions,
  RaiseOptions,
} from "./client-options.ts";
export type { ClientStats } from "./connection-pool.ts";
export {
  type ConnectErrorCode,
  HTTPBadResponseError,
  HTTPConnectError,
  HTTPRequestError,
  HTTPStreamClosedError,
  HTTPTimeoutError,
  HTTPTooLargeError,
  type TimeoutCode,
} from "./errors.ts";
export type { FetchContext } from "./fetch-run.ts";
export { HTTPClient } from "./http-client.ts";
export { HTTPRequest } from "./http-request.ts";
export {
  HTTPClientError,
  HTTPResponse,
  type HTTPResponseParts,
  type TimeInfo,
} from "./http-response.ts";
export { HTTPResponseStream } from "./http-response-stream.ts";
export type { BodyProducer } from "./request-body.ts";
export { SimpleAsyncHTTPClient } from "./simple-async-http-client.ts";
