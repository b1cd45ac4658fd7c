export type { AnswerHead } from "./answer.ts";
export {
  AsyncHTTPClient,
  type AsyncHTTPClientOptions,
  type HTTPClientImplementation,
  type RaiseOptions,
} from "./async-http-client.ts";
export type { ClientStats } from "./connection-pool.ts";
export {
  type ConnectErrorCode,
  HTTPBadResponseError,
  HTTPConnectError,
  HTTPStreamClosedError,
  HTTPTimeoutError,
  HTTPTooLargeError,
  type TimeoutCode,
} from "./errors.ts";
export type { FetchContext } from "./fetch-run.ts";
export { HTTPClient } from "./http-client.ts";
export { type AuthMode, type FetchOptions, HTTPRequest } from "./http-request.ts";
export {
  HTTPClientError,
  HTTPResponse,
  type HTTPResponseParts,
  type TimeInfo,
} from "./http-response.ts";
export { HTTPResponseStream } from "./http-response-stream.ts";
export type { BodyProducer } from "./request-body.ts";
export { type HTTPClientOptions, SimpleAsyncHTTPClient } from "./simple-async-http-client.ts";
